import { describe, expect, test } from "vitest";
import { defineBuiltin } from "./builtins/custom.ts";
import { arg } from "./builtins/define.ts";
import { regex } from "./builtins/groups/regex.ts";
import { yaml } from "./builtins/groups/yaml.ts";
import { CoreEngine, type EngineOptions } from "./core-engine.ts";
import { RegoErrors } from "./errors/rego-error.ts";
import { webHost } from "./host/web.ts";
import { booleanType, stringType } from "./types/types.ts";
import { parseJson, stringifyJson } from "./values/json.ts";
import type { Value } from "./values/value.ts";

function evaluate(policy: string, options?: EngineOptions): unknown {
  const engine = new CoreEngine(options);
  engine.addModule("p.rego", policy);
  return engine.prepare("data.p.r").evaluateSync();
}

/** `row:col code: message` of each error. */
function errorsOf(policy: string, options?: EngineOptions): readonly string[] {
  try {
    evaluate(policy, options);
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return error.errors.map(({ code, location, message }) => `${location?.row}:${location?.col} ${code}: ${message}`);
  }
  return [];
}

const addRegex = 'import { regex } from "rego-ts/builtins/regex" and give it to the engine: new Engine({ builtins: [regex] })';
const addSchema =
  'import { jsonSchema } from "rego-ts/builtins/json-schema" and give it to the engine: new Engine({ builtins: [jsonSchema] })';
const addYaml = 'import { yaml } from "rego-ts/builtins/yaml" and give it to the engine: new Engine({ builtins: [yaml] })';

describe("an engine without groups", () => {
  test.each<[string, string, readonly string[]]>([
    ["a call", 'package p\nr if regex.match("a", "a")', [`2:6 rego_type_error: regex.match is not in this engine: ${addRegex}`]],
    [
      "a call in a rule that nobody asks for",
      "package p\nr := 1\nq if json.verify_schema({})[0]",
      [`3:6 rego_type_error: json.verify_schema is not in this engine: ${addSchema}`],
    ],
    [
      "what replaces a function",
      "package p\nf(x) := true\nr if f(1) with data.p.f as regex.is_valid",
      [`3:28 rego_type_error: regex.is_valid is not in this engine: ${addRegex}`],
    ],
    [
      "too many operands",
      "package p\nr if regex.match(1, 2, 3, 4)",
      [`2:6 rego_type_error: regex.match is not in this engine: ${addRegex}`, "2:6 rego_type_error: regex.match: arity mismatch"],
    ],
    ["a METADATA block", "package p\n# METADATA\n# title: t\nr := 1", [`2:1 rego_parse_error: METADATA is YAML: ${addYaml}`]],
    ["the name of nothing", "package p\nr if nothing.match(1)", ["2:6 rego_type_error: undefined function nothing.match"]],
  ])("%s is a compile error", (_, policy, expected) => {
    expect(errorsOf(policy)).toStrictEqual(expected);
  });

  test("a builtin of the user may have the name of one that is not there", () => {
    const engine = new CoreEngine();
    const args = [arg("pattern", stringType, ""), arg("value", stringType, "")] as const;
    const result = arg("result", booleanType, "");
    engine.addBuiltin(defineBuiltin({ name: "regex.match", args, result, implementation: (a, b) => a === b }));
    expect(engine.prepare('regex.match("a", "a")').evaluateSync()).toBe(true);
    expect(engine.clone().prepare('regex.match("a", "b")').evaluateSync()).toBe(false);
  });

  test("what is replaced need not be there", () => {
    expect(evaluate("package p\nr := x if x := 1 with time.now_ns as 5")).toBe(1);
  });
});

test("an engine has the groups that it is given, and its clones have them", () => {
  const engine = new CoreEngine({ builtins: [regex, yaml] });
  engine.addModule("p.rego", 'package p\n# METADATA\n# title: t\nr := [regex.split(",", "a,b"), rego.metadata.rule().title]');
  expect(engine.clone().prepare("data.p.r").evaluateSync()).toStrictEqual([["a", "b"], "t"]);
});

test("documents as the engine reads and writes them, on the host of the web without its net", () => {
  const engine = new CoreEngine({ host: { ...webHost, http: undefined, print: () => undefined } });
  engine.addModule("p.rego", "package p\nr := {input.id, input.price} if print(input.id)");
  const printed: string[] = [];
  const value = engine
    .prepare("data.p.r")
    .evaluateSync(parseJson('{"id": 12345678901234567890, "price": 1.50}'), { rawValues: true, print: (text) => printed.push(text) });
  expect(stringifyJson(value as Value, "  ")).toBe("[\n  1.50,\n  12345678901234567890\n]");
  expect(printed).toStrictEqual(["12345678901234567890"]);
});
