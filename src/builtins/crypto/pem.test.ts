import { expect, it } from "vitest";
import { readPemBlocks } from "./pem.ts";

const block = "-----BEGIN A B-----\nAQI=\n-----END A B-----\n";

/** Which blocks Go's `encoding/pem` finds. */
it.each([
  ["a block", block, ["A B: 1,2"]],
  ["other line breaks and spaces", block.replaceAll("\n", " \r\n"), ["A B: 1,2"]],
  ["text around", `x\n${block}y\n${block}z`, ["A B: 1,2", "A B: 1,2"]],
  ["headers", block.replace("AQI=", "K: v\nL: w\n\nAQI="), ["A B: 1,2"]],
  ["no bytes", "-----BEGIN A-----\n-----END A-----", ["A: "]],
  ["text before the line", ` ${block}`, []],
  ["no end", "-----BEGIN A-----\nAQI=\n", []],
  ["another end", "-----BEGIN A-----\nAQI=\n-----END B-----\n", []],
  ["a broken block before another", `-----BEGIN A-----\n!\n-----END A-----\n${block}`, ["A B: 1,2"]],
  ["nothing", "", []],
])("%s", (_, text, expected) => {
  expect(readPemBlocks(text).map(({ type, bytes }) => `${type}: ${bytes.join()}`)).toEqual(expected);
});
