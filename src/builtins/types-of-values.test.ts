import { expect, it } from "vitest";
import { callBuiltin } from "./testing/call-text.ts";
import { typeBuiltins } from "./types-of-values.ts";

// Each answer is OPA's.
it.each([
  ["type_name({1:2})", '"object"'],
  ['is_number("a")', "false"],
  ["is_null(1)", "false"],
  ["is_array({})", "false"],
  ["is_boolean([{1}])", "false"],
  ["is_number([])", "false"],
  ["is_object(set())", "false"],
  ["is_string(null)", "false"],
  ["type_name(set())", '"set"'],
])("%s is %s", (call, answer) => expect(callBuiltin(typeBuiltins, call)).toBe(answer));
