import { expect, it } from "vitest";
import { Engine } from "../engine.ts";
import { parseJson, stringifyJson } from "../values/json.ts";
import type { PlainObject } from "../values/value.ts";

const input = parseJson('{"x": 2.0, "list": [7, 8, 9], "elements": [1.0, 0.50, 5], "graph": {"a": [1.0]}}');
const data = parseJson('{"ports": {"80": "http", "80.0": "point"}, "list": ["a", "b"]}') as PlainObject;

/** Rules, and what OPA prints for `p`. */
const cases: readonly (readonly [rules: string, answer: string])[] = [
  // As it is written
  ["p := [1.0, 1e3, 1.50, -0, 2e308, {1.0: 1E+2}]", '[1.0,1e3,1.50,-0,2e308,{"1.0":1E+2}]'],
  ["p := input.x", "2.0"],
  ["p := [json.marshal({1.0: 1e3}), json.unmarshal(`[1.0, 1E5]`)]", '["{\\"1.0\\":1e3}",[1.0,1E5]]'],
  ['p := $"{1e3} {input.x} {[1.0]}"', '"1e3 2.0 [1.0]"'],
  ['p := sprintf("%v %v %v %d %6d %v", [1.0, 1e3, [1.0], 2.0, 3.0, 2e308])', '"1 1e3 [1.0] 2      3 2e308"'],
  ['p := rego.parse_module("a", "package a\\nq := 1.0").rules[0].head.value.value', "1.0"],
  // Results of arithmetic are not
  ["p := [1.0 + 0, 1.50 * 1, 1e3 - 1, abs(1.0), round(1e3)]", "[1,1.5,999,1,1000]"],
  ["p := [0.00001 + 0, 1000000.5 + 0, 0 / -7]", "[1e-05,1.0000005e+06,-0]"],
  ["p := [format_int(1e30, 10), format_int(1.9, 10), format_int(-1.90, 2)]", '["1000000000000000000024696061952","1","-1"]'],
  // The same value
  ["p := [1.0 == 1, [input.x] == [2], {2} == {input.x}, input.x in [2], 1.0 < 1e0]", "[true,true,true,true,false]"],
  ["p := {1, 1.0}", "[1]"],
  ["p := {1.0, 1}", "[1.0]"],
  ["p := {input.x, 2}", "[2]"],
  ['p := {1: "a", 1.0: "b"}', '{"1":"b"}'],
  ["p := [{1, 2, 3} & {2.0, 3.0}, {1.0} | {1}]", "[[2.0,3.0],[1.0]]"],
  ["p := {x | some x in input.elements} & {1, 5.0}", "[1,5.0]"],
  ["p := [x | some x in [2, 3]; x == input.x]", "[2]"],
  ["p := [y | [2, y] = [input.x, 1.0]]", "[1.0]"],
  // Lookups
  ['p := [input.list[1.0], input.list[input.x], object.get(input, ["list", 2.0], 0)]', "[8,9,9]"],
  ["p := [x | x := input.list[json.unmarshal(`1e0`)]]", "[]"],
  ["s := {x | some x in input.elements}\np := [s[1], s[0.5], s[5.0]]", "[1,0.5,5.0]"],
  ['o := {1.0: "a"}\np := [o[1], o[1e0], object.get(o, 1, "")]', '["a","a","a"]'],
  ["p := [data.ports[80], data.ports[80.0], data.list[1.0]]", '["http","point","b"]'],
  ["s contains 1.0\ns contains 1\np := s", "[1.0]"],
  ["s contains x if some x in [1, 2]\np := [s[1.0], s[2]]", "[1.0,2]"],
  // Rules that are chosen by a number
  ['f(1.0) := "a"\nf(2) := "b"\nf(3) := "c"\np := [f(1), f(1.00), f(input.x), f(3e0)]', '["a","a","b","c"]'],
  ['p := "a" if input.x == 1\np := "b" if input.x == 2\np := "c" if input.x == 3.0', '"b"'],
  ['p := "a" if input.x == 1.0\np := "b" if input.x == 2.00\np := "c" if input.x == 3.0', '"b"'],
  ["q[1.0] := 5\nq[2] := 6\np := [q[2.0], q[1.0]]", "[6,5]"],
];

it.each(cases)("%s", (rules, answer) => {
  const engine = new Engine();
  engine.addModule("p.rego", `package p\n\n${rules}\n`);
  engine.setData(data);
  const value = engine.prepare("data.p.p").evaluateSync(input, { rawValues: true });
  expect(stringifyJson(value as PlainObject)).toBe(answer);
});

it("programs are given JS numbers", () => {
  const engine = new Engine();
  engine.addModule("p.rego", "package p\n\np := [1.0, 1e3, -0, {2.0}, {1.0: input.x}]\n");
  expect(engine.prepare("data.p.p").evaluateSync(input)).toEqual([1, 1000, 0, [2], { "1.0": 2 }]);
});
