import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { applyEnvironment, collectList, oneOf, parseDuration, parseInteger, parseTarget, spellFlags } from "./flags.ts";

test.each([
  ["0", 0],
  ["10ms", 10],
  ["1.5s", 1500],
  ["1m30s", 90_000],
  ["2h", 7_200_000],
  ["500us", 0.5],
  ["1ns", 1e-6],
  ["-1s", -1000],
])("duration %s", (text, milliseconds) => {
  expect(parseDuration("--timeout")(text)).toBeCloseTo(milliseconds, 9);
});

test.each(["abc", "5", "1x", "s", ""])("no duration: %s", (text) => {
  expect(() => parseDuration("--timeout")(text)).toThrow(
    `invalid argument "${text}" for "--timeout" flag: time: invalid duration "${text}"`,
  );
});

test("words, numbers and lists", () => {
  expect(oneOf("-f, --format", ["json", "raw"])("raw")).toBe("raw");
  expect(() => oneOf("-f, --format", ["json", "raw"])("x")).toThrow(
    'invalid argument "x" for "-f, --format" flag: must be one of {json,raw}',
  );
  expect(parseTarget("rego")).toBe("rego");
  expect(() => parseTarget("plan")).toThrow('invalid argument "plan" for "-t, --target" flag: must be one of {rego}');
  expect(() => parseTarget("wasm")).toThrow(
    'invalid argument "wasm" for "-t, --target" flag: policies are evaluated as they are, never as WebAssembly: must be rego',
  );
  expect(parseInteger("--count")("3")).toBe(3);
  expect(() => parseInteger("--count")("x")).toThrow(
    'invalid argument "x" for "--count" flag: strconv.ParseInt: parsing "x": invalid syntax',
  );
  expect(collectList("a,b", ["c"])).toStrictEqual(["c", "a", "b"]);
});

function makeCommand(): Command {
  return new Command("eval")
    .option("-f, --format <word>", "", "json")
    .option("--fail", "", false)
    .option("--ignore <names>", "", collectList, []);
}

describe("spellings that OPA takes", () => {
  test.each([
    [
      ["--fail=true", "q"],
      ["--fail", "q"],
    ],
    [["--fail=false", "q"], ["q"]],
    [["-f=raw"], ["-f", "raw"]],
    [["--format=a=b"], ["--format", "a=b"]],
    [["x := 1"], ["x := 1"]],
    [
      ["--", "--fail=true"],
      ["--", "--fail=true"],
    ],
    [["--other=1"], ["--other=1"]],
  ])("%j", (given, expected) => {
    expect(spellFlags(given, makeCommand().options)).toStrictEqual(expected);
  });
});

test("flags that are not given come from the environment", () => {
  const command = makeCommand();
  command.parse(["--format", "raw"], { from: "user" });
  applyEnvironment(command, { OPA_EVAL_FORMAT: "pretty", OPA_EVAL_FAIL: "true", OPA_EVAL_IGNORE: "a,b" });
  expect(command.opts()).toStrictEqual({ format: "raw", fail: true, ignore: ["a", "b"] });
  expect(() => applyEnvironment(makeCommand(), { OPA_EVAL_FAIL: "maybe" })).toThrow('invalid argument "maybe" for "--fail" flag');
});
