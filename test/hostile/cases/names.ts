/** Names that JavaScript's own objects have, everywhere a name can be. */
import { type HostileCase, rules } from "../hostile-case.ts";

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "length",
  "then",
  "toJSON",
];
const each = (make: (name: string) => string): string => names.map(make).join("\n");
/** `{"__proto__": 1, …}` as JSON makes it: own properties. */
const allNames = (): Record<string, number> => JSON.parse(`{${names.map((name) => `"${name}": 1`).join(", ")}}`);

export const nameCases: readonly HostileCase[] = [
  {
    name: "read from an input that has none",
    policy: rules(`answer := {name | some name in [${names.map((name) => `"${name}"`).join(", ")}]; input[name]}`),
    input: () => ({}),
    expected: { value: [] },
  },
  {
    name: "read by name from an input that has none",
    policy: rules(
      each((name) => `found contains "${name}" if input.${name}`),
      "answer := found",
    ),
    input: () => ({ a: 1 }),
    expected: { value: [] },
  },
  {
    name: "read by name from texts, numbers, arrays and sets",
    policy: rules(
      each((name) => `found contains "${name}" if { some v in ["x", 1, [1], {1}, {}, null, true]; v.${name} }`),
      "answer := found",
    ),
    expected: { value: [] },
  },
  {
    name: "read from an input that has all",
    policy: rules(
      each((name) => `found contains "${name}" if input.${name} == 1`),
      "answer := count(found)",
    ),
    input: allNames,
    expected: { value: names.length },
  },
  {
    name: "handed through from the input",
    policy: rules("answer := input"),
    input: allNames,
    expected: { value: allNames() },
  },
  {
    name: "as names of rules and packages",
    policy: `package t\n\n${names.map((name) => `${name} := 1`).join("\n")}\nanswer := data.t.__proto__ + data.t.constructor + count(data.t.sub)\nsub[name] := 1 if { some name in ["__proto__", "constructor"] }\n`,
    expected: { value: 4 },
  },
  {
    name: "as keys of objects that are made",
    policy: rules(`answer := {name: input.x | some name in [${names.map((name) => `"${name}"`).join(", ")}]}`),
    input: () => ({ x: 1 }),
    expected: { value: allNames() },
  },
  {
    name: "as targets of with",
    policy: rules("answer := x if { x := input with input.__proto__.polluted as 1 with input.constructor.prototype.polluted as 2 }"),
    input: () => ({}),
    expected: { value: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 2}}}') },
  },
  {
    name: "as targets of with in data",
    policy: rules("answer := x if { x := data.base with data.base.__proto__.polluted as 1 }"),
    data: () => ({ base: {} }),
    expected: { value: JSON.parse('{"__proto__": {"polluted": 1}}') },
  },
  {
    name: "as paths of json.patch",
    policy: rules(
      'answer := json.patch({}, [{"op": "add", "path": "/__proto__", "value": {}}, {"op": "add", "path": "/__proto__/polluted", "value": 1}, {"op": "add", "path": "/constructor", "value": 2}])',
    ),
    expected: { value: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') },
  },
  {
    name: "as paths of json.patch that are not there",
    policy: rules('answer := json.patch({}, [{"op": "add", "path": "/__proto__/polluted", "value": 1}])'),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "json.patch: " },
  },
  {
    name: "as paths of json.filter and json.remove",
    policy: rules('answer := [json.filter(input, ["__proto__/a", "constructor"]), json.remove(input, ["__proto__", "toString"])]'),
    input: () => JSON.parse('{"__proto__": {"a": 1, "b": 2}, "x": 1}'),
    expected: { value: [JSON.parse('{"__proto__": {"a": 1}}'), { x: 1 }] },
  },
  {
    name: "in object.union, object.union_n, object.filter and object.remove",
    policy: rules(
      'a := {"__proto__": {"x": 1}}',
      'answer := [object.union(a, {"__proto__": {"y": 2}}), object.union_n([a, {"constructor": 1}]), object.filter(a, ["__proto__"]), object.remove(a, ["__proto__"])]',
    ),
    expected: {
      value: JSON.parse('[{"__proto__": {"x": 1, "y": 2}}, {"__proto__": {"x": 1}, "constructor": 1}, {"__proto__": {"x": 1}}, {}]'),
    },
  },
  {
    name: "in object.get and object.subset",
    policy: rules(
      'answer := [object.get({}, "__proto__", 1), object.get({}, ["constructor", "prototype"], 2), object.subset({}, {"toString": 1})]',
    ),
    expected: { value: [1, 2, false] },
  },
  {
    name: "in YAML",
    policy: rules('answer := yaml.unmarshal("__proto__: {polluted: 1}\\n<<: {constructor: 2}\\n")'),
    expected: { value: JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') },
  },
  {
    name: "written and read as JSON and YAML",
    policy: rules("answer := [json.unmarshal(json.marshal(input)) == input, yaml.unmarshal(yaml.marshal(input)) == input]"),
    input: allNames,
    expected: { value: [true, true] },
  },
  {
    name: "in data",
    policy: rules("answer := [data.users.__proto__.admin, count(data.users)]"),
    data: () => JSON.parse('{"users": {"__proto__": {"admin": true}}}'),
    expected: { value: [true, 1] },
  },
  {
    name: "as groups and patterns",
    policy: rules(
      'answer := [strings.replace_n({"__proto__": "a", "constructor": "b"}, "__proto__ constructor"), regex.replace("x", "(?P<constructor>x)", "$constructor")]',
    ),
    expected: { value: ["a b", "x"] },
  },
  {
    name: "as names of headers and claims that are checked",
    policy: rules('answer := io.jwt.decode_verify("a.b.c", {"secret": "s", "__proto__": 1})'),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "io.jwt.decode_verify: " },
  },
  {
    name: "as variables and functions",
    policy: rules(
      "toString(constructor) := constructor",
      "answer := y if { __proto__ := 1; valueOf := toString(__proto__); y := valueOf + 1 }",
    ),
    expected: { value: 2 },
  },
  {
    name: "in templates",
    policy: rules('answer := strings.render_template("{{.constructor}}{{.toString}}", {"x": 1})'),
    expected: { value: "<undefined><undefined>" },
  },
  {
    name: "as options of objects that builtins read",
    policy: rules('answer := json.marshal_with_options(1, {"__proto__": true})'),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_type_error", text: 'object contained unknown key "__proto__"' },
  },
];
