import { describe, expect, it } from "vitest";
import { contextTag, DerReader, readObjectIdentifier, readSigned, tags } from "./der.ts";

const bytes = (hexadecimal: string): Uint8Array => Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe("elements", () => {
  it.each([
    ["0500", { tag: tags.null, contents: "", rest: "" }],
    ["04020102ff", { tag: tags.octetString, contents: "0102", rest: "ff" }],
    [`048180${"00".repeat(128)}`, { tag: tags.octetString, contents: "00".repeat(128), rest: "" }],
    ["a003020102", { tag: contextTag(0, true), contents: "020102", rest: "" }],
    ["", undefined],
    ["05", undefined],
    ["040201", undefined],
    ["0480010000", undefined],
    ["04817f", undefined],
    [`04820080${"00".repeat(128)}`, undefined],
    ["0485000000000100", undefined],
    ["1f8100", undefined],
  ])("%s", (text, expected) => {
    const reader = new DerReader(bytes(text));
    const element = reader.read();
    const hex = (part: Uint8Array): string => Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(element && { tag: element.tag, contents: hex(element.contents), rest: hex(reader.rest) }).toEqual(expected);
  });
});

describe("integers", () => {
  it.each([
    ["00", 0n],
    ["7f", 127n],
    ["80", -128n],
    ["0080", 128n],
    ["ff7f", -129n],
    ["010000000000000000", 2n ** 64n],
    ["", undefined],
    ["007f", undefined],
    ["ff80", undefined],
  ])("%s", (text, expected) => {
    expect(readSigned(bytes(text))).toBe(expected);
  });
});

describe("object identifiers", () => {
  it.each([
    ["2a864886f70d010101", "1.2.840.113549.1.1.1"],
    ["551d11", "2.5.29.17"],
    ["883703", "2.999.3"],
    ["00", "0.0"],
    ["", undefined],
    ["2a86", undefined],
    ["2a8001", undefined],
    ["2affffffffff7f", undefined],
  ])("%s", (text, expected) => {
    expect(readObjectIdentifier(bytes(text))).toBe(expected);
  });
});
