import { expect, it } from "vitest";
import { stringBuiltins } from "./strings.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([
  ['replace("aaa", "a", "b")', '"bbb"'],
  ['replace("abc", "", "-")', '"-a-b-c-"'],
  ['replace("😀b", "", "-")', '"-�-�-�-�-b-"'],
  ['strings.replace_n({"a":"b","b":"c"}, "ab")', '"bc"'],
  ['strings.replace_n({"<":"&lt;",">":"&gt;"}, "<a>")', '"&lt;a&gt;"'],
  ['strings.replace_n({"a":"1","aa":"2","ab":"3"}, "aaab")', '"111b"'],
  ['strings.replace_n({"":"-","a":"x"}, "abc")', '"-x-b-c-"'],
  ['strings.replace_n({1:"a"}, "1")', "eval_type_error: strings.replace_n: operand 1 non-string key found in pattern object"],
  ['strings.replace_n({"a":1}, "1")', "eval_type_error: strings.replace_n: operand 1 non-string value found in pattern object"],
  ['strings.replace_n({"":"-"}, "😀b")', '"-�-�-�-�-b-"'],
  ['strings.replace_n({"b":"1","a":"2"}, "ab")', '"21"'],
  ['strings.replace_n({"ab":"1","a":"2","abc":"3"}, "abcab")', '"2bc2b"'],
  ['strings.replace_n({}, "ab")', '"ab"'],
  ['replace("é", "", "x")', '"x�x�x"'],
  ['replace("ab", "b", "")', '"a"'],
  ['replace(true, "a", "a")', "eval_type_error: replace: operand 1 must be string but got boolean"],
  ['replace("a", ["a"], "a")', "eval_type_error: replace: operand 2 must be string but got array"],
  ['replace("a", "a", {"a"})', "eval_type_error: replace: operand 3 must be string but got set"],
  ["strings.replace_n({}, null)", "eval_type_error: strings.replace_n: operand 2 must be string but got null"],
])("%s is %s", (call, answer) => expect(callBuiltin(stringBuiltins, call)).toBe(answer));
