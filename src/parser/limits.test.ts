import { describe, expect, test } from "vitest";
import { RegoErrors } from "../errors/rego-error.ts";
import { parseAnnotations } from "./annotations.ts";
import { parseModule } from "./parse.ts";

function firstError(text: string): string | undefined {
  try {
    parseModule("a.rego", `package x\n${text}`, { regoVersion: 1, annotations: parseAnnotations });
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors[0]?.message;
  }
  return undefined;
}

const TOO_DEEP = "max parsing recursion depth exceeded";

describe("depth", () => {
  test.each([
    ["brackets", `p := ${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["open brackets", `p := ${"{".repeat(10_000)}`],
    ["operators", `p := 1${"+1".repeat(100_000)}`],
    ["calls", `p := x${".y(1)".repeat(10_000)}`],
    ["else branches", `p if { x }${" else := 1 if { y }".repeat(10_000)}`],
    ["operators in brackets", `p := ${"(".repeat(300)}1${`${"+1".repeat(100)})`.repeat(300)}`],
  ])("too deep: %s", (_name, text) => {
    expect(firstError(text)).toBe(TOO_DEEP);
  });

  test.each([
    ["arrays", `p := ${"[".repeat(400)}${"]".repeat(400)}`],
    ["objects", `p := ${'{"a":'.repeat(400)}1${"}".repeat(400)}`],
    ["comprehensions", `p := ${"[x | x := ".repeat(300)}1${"]".repeat(300)}`],
    ["template strings", `p := ${'$"{'.repeat(300)}1${'}"'.repeat(300)}`],
    ["operators", `p := 1${"+1".repeat(900)}`],
    ["a long reference", `p := x${".y".repeat(100_000)}`],
    ["a long array", `p := [${"1,".repeat(100_000)}]`],
    ["a long body", `p if {\n${"x == 1\n".repeat(50_000)}}`],
  ])("deep or long enough: %s", (_name, text) => {
    expect(firstError(text)).toBeUndefined();
  });
});

describe("no exponential time", () => {
  // With a doubling at each bracket none of these would end at all.
  test.each([
    ["comprehensions that are arrays", `p := ${"[x | ".repeat(200)}1${", 2]".repeat(200)}`, undefined],
    [
      "comprehensions that are neither",
      `p := ${"{x | ".repeat(200)}1${", 2}".repeat(200)} @`,
      "unexpected , token: expected \\n or ; or }",
    ],
    [
      "objects that are broken inside",
      `p := ${"{x: y | ".repeat(200)}1${", 2: 3}".repeat(200)} @`,
      "unexpected , token: expected \\n or ; or }",
    ],
    ["bodies that are not closed", `p if ${"{".repeat(200)}`, "unexpected eof token"],
    ["groups that are not closed", `p if { ${"(".repeat(200)}1 2`, "non-terminated expression"],
  ])("%s", (_name, text, message) => {
    expect(firstError(text)).toBe(message);
  });
});
