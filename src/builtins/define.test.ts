import { describe, expect, it } from "vitest";
import { RegoErrors } from "../errors/rego-error.ts";
import { anyOf, anyType, arrayOf, numberType, setOf, stringType } from "../types/types.ts";
import { parseJson } from "../values/json.ts";
import { numberToText } from "../values/number.ts";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { BuiltinFailure } from "./context.ts";
import { defineBuiltin } from "./custom.ts";
import { arg, asyncBuiltin, builtin } from "./define.ts";
import { encodingBuiltins } from "./encoding.ts";
import { fail } from "./failure.ts";
import { BuiltinRegistry } from "./registry.ts";
import { makeTestContext } from "./testing/call-text.ts";

const context = makeTestContext();
const result = arg("result", anyType, "");

describe("operand checks", () => {
  const strings = anyOf(arrayOf(stringType), setOf(stringType));
  const checked = builtin(
    "f",
    "",
    [arg("x", strings, ""), arg("y", numberType, "", { integer: 64 }), arg("z", anyType, "")],
    result,
    () => true,
  );
  it.each<[string, Value, Value, string]>([
    ["kinds", 1, 1, "f: operand 1 must be one of {set, array} but got number"],
    ["elements of arrays", ["a", 1], 1, "f: operand 1 must be array of strings but got array containing number"],
    ["elements of sets", makeSet([null]), 1, "f: operand 1 must be set of strings but got set containing null"],
    ["later operands", [], "1", "f: operand 2 must be number but got string"],
    ["fractions", [], 1.5, "f: operand 2 must be integer number but got floating-point number"],
    ["integers beyond 64 bits", [], 2n ** 63n, "f: operand 2 must be integer number but got floating-point number"],
  ])("look at %s", (_, first, second, message) => {
    expect(checked.call(first, second, null, context)).toEqual(new BuiltinFailure(message, "eval_type_error"));
  });

  it("let right operands pass", () => expect(checked.call(makeSet(["a"]), -(2n ** 63n), null, context)).toBe(true));
});

it("types the implementation by the signature", () => {
  const joined = builtin("join", "", [arg("texts", arrayOf(stringType), ""), arg("n", numberType, "")], result, (texts, n) =>
    texts.join(numberToText(n)),
  );
  expect(joined.call(["a", "b"], 2, context)).toBe("a2b");
});

it("names the builtin in failures, also of an async one", async () => {
  const failing = asyncBuiltin("g", "", [], result, () => Promise.resolve(fail("no answer")));
  expect(await failing.call(context)).toEqual(new BuiltinFailure("g: no answer"));
});

it("fails for values that are nested too deeply", () => {
  const marshal = new BuiltinRegistry(encodingBuiltins).implementation("json.marshal");
  const deep = parseJson(`${"[".repeat(10_000)}${"]".repeat(10_000)}`);
  expect(marshal?.kind === "sync" && marshal.call(deep, context)).toEqual(
    new BuiltinFailure("json.marshal: value too large or nested too deeply", undefined, { cause: expect.any(RangeError) }),
  );
});

describe("defineBuiltin", () => {
  const args = [arg("x", stringType, "a text")] as const;
  const report = (cause: Error) => new BuiltinFailure(`custom: ${cause.message}`, undefined, { cause });

  it("checks and calls", () => {
    const custom = defineBuiltin({ name: "custom", args, result, implementation: (x) => `${x}!` });
    expect(custom.call("a", context)).toBe("a!");
    expect(custom.call(1, context)).toEqual(new BuiltinFailure("custom: operand 1 must be string but got number", "eval_type_error"));
  });

  it("turns what is thrown into a failure", async () => {
    const error = new Error("broken");
    const sync = defineBuiltin({
      name: "custom",
      args,
      result,
      implementation: () => {
        throw error;
      },
    });
    const later = defineBuiltin({ name: "custom", args, result, async: true, implementation: () => Promise.reject(error) });
    expect(sync.call("a", context)).toEqual(report(error));
    expect(await later.call("a", context)).toEqual(report(error));
  });

  it("lets the engine's own errors pass", () => {
    const cancelled = new RegoErrors([{ code: "eval_cancel_error", message: "caller cancelled query execution" }]);
    const custom = defineBuiltin({
      name: "custom",
      args,
      result,
      implementation: () => {
        throw cancelled;
      },
    });
    expect(() => custom.call("a", context)).toThrow(cancelled);
  });
});

it("clones a registry", () => {
  const registry = new BuiltinRegistry([]);
  const copy = registry.clone();
  copy.add(builtin("f", "", [], result, () => null));
  expect([registry.get("f"), copy.get("f")?.name]).toEqual([undefined, "f"]);
});
