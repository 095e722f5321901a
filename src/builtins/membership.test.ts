import { expect, it } from "vitest";
import { membershipBuiltins } from "./membership.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ["internal.member_3(1, 2, [1,2])", "true"],
  ["internal.member_2(null, [null])", "true"],
  ['internal.member_2("a", 1.5)', "false"],
  ['internal.member_3({"a":1}, "a", "a")', "false"],
  ['internal.member_3("a", {{1}}, "a")', "false"],
])("%s is %s", (call, answer) => expect(callBuiltin(membershipBuiltins, call)).toBe(answer));
