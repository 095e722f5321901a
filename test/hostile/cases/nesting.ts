/** Things within things: rules, values, documents, expressions. */
import { type HostileCase, rules, tooDeep } from "../hostile-case.ts";

/** `r0` to `rN`, each by the one before. */
function chain(length: number, first: string, next: (name: string, before: string) => string): string {
  const lines = Array.from({ length }, (_, at) => (at === 0 ? first : next(`r${at}`, `r${at - 1}`)));
  return rules(...lines, `answer := r${length - 1}`);
}

function nestArray(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

const tooManyLevels = (depth: number, bound = 1_000) => ({
  code: "eval_limit_error",
  text: `rules and bodies are nested ${depth} levels deep, more than the limit of ${bound}`,
});

export const nestingCases: readonly HostileCase[] = [
  {
    name: "3,000 rules, each by the one before",
    policy: () => chain(3_000, "r0 := input.x", (name, before) => `${name} := x if { x := ${before} }`),
    input: () => ({ x: 1 }),
    expected: tooManyLevels(3_001),
  },
  {
    name: "900 rules, each by the one before",
    policy: () => chain(900, "r0 := input.x", (name, before) => `${name} := x if { x := ${before} }`),
    input: () => ({ x: 1 }),
    expected: { value: 1 },
  },
  {
    name: "450 functions, each by the one before",
    policy: () =>
      rules("f0(x) := x", ...Array.from({ length: 449 }, (_, at) => `f${at + 1}(x) := y if { y := f${at}(x) }`), "answer := f449(input.x)"),
    input: () => ({ x: 1 }),
    expected: { value: 1 },
  },
  {
    name: "600 functions, each by the one before",
    policy: () =>
      rules("f0(x) := x", ...Array.from({ length: 599 }, (_, at) => `f${at + 1}(x) := y if { y := f${at}(x) }`), "answer := f599(input.x)"),
    expected: tooManyLevels(1_201),
  },
  {
    name: "300 rules with enumerations in one another",
    policy: () => chain(300, "r0 := 1", (name, before) => `${name} := x if { some y in [1]; some z in [y]; z > 0; x := ${before} }`),
    expected: { value: 1 },
  },
  {
    name: "a tighter limit for the depth of rules",
    policy: () => chain(60, "r0 := input.x", (name, before) => `${name} := [y | y := ${before}]`),
    limits: { depth: 100 },
    expected: tooManyLevels(120, 100),
  },
  {
    name: "rules that would call each other through with",
    policy: rules("a := 1 if { b with input.x as 1 }", "b := 1 if { a with input.x as 2 }", "answer := a"),
    expected: { code: "rego_recursion_error", text: "rule data.t.a is recursive: data.t.a -> data.t.b -> data.t.a" },
  },
  {
    name: "a function that is replaced by one that calls it",
    policy: rules("f(x) := x + 1", "g(x) := f(x) * 2", "answer := y if { y := f(1) with f as g }"),
    expected: { value: 4 },
  },
  {
    name: "a function that is replaced by a rule that calls it",
    policy: rules("f(x) := x + 1", "r := f(10)", "answer := y if { y := f(1) with f as r }"),
    expected: { value: 11 },
  },
  {
    name: "200 with, one in the scope of another",
    policy: () =>
      rules(
        "r0 := input.x",
        ...Array.from({ length: 200 }, (_, at) => `r${at + 1} := x if { x := r${at} with input.x as ${at + 1} }`),
        "answer := r200",
      ),
    expected: { value: 1 },
  },
  {
    name: "an array of 100,000 levels as input, handed through",
    policy: rules("answer := input"),
    input: () => nestArray(100_000),
    expected: tooDeep,
  },
  {
    name: "an array of 100,000 levels as input, compared",
    policy: rules("answer := count({input.a, input.b})"),
    input: () => ({ a: nestArray(100_000), b: nestArray(100_000) }),
    expected: tooDeep,
  },
  {
    name: "an array of 100,000 levels in data, as JSON",
    policy: rules("answer := json.marshal(data.deep)"),
    data: () => ({ deep: nestArray(100_000) }),
    expected: { value: undefined },
  },
  {
    name: "the same where builtins may not fail",
    policy: rules("answer := json.marshal(data.deep)"),
    data: () => ({ deep: nestArray(100_000) }),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "json.marshal: value too large or nested too deeply" },
  },
  {
    name: "a walk through an array of 20,000 levels",
    policy: rules("answer := count([1 | walk(input, [_, _])])"),
    input: () => nestArray(20_000),
    expected: { code: "eval_limit_error", text: "evaluation exceeded its limit of 2000000 steps" },
    generated: { value: 20_001 },
  },
  {
    name: "an answer deeper than its limit",
    policy: rules("answer := input"),
    input: () => nestArray(101),
    limits: { depth: 100 },
    expected: { code: "eval_limit_error", text: "the answer is nested deeper than its limit of 100 levels" },
  },
  {
    name: "an answer as deep as its limit",
    policy: rules("answer := count(json.marshal(input))"),
    input: () => nestArray(100),
    limits: { depth: 100 },
    expected: { value: 201 },
  },
  {
    name: "values of 300,000 levels, made by 800 rules",
    policy: () => {
      const brackets = 375;
      return chain(800, "r0 := 1", (name, before) => `${name} := ${"[".repeat(brackets)}${before}${"]".repeat(brackets)}`);
    },
    expected: tooDeep,
  },
  {
    name: "objects merged 500 levels deep",
    policy: () =>
      chain(500, "r0 := {}", (name, before) => `${name} := object.union({"a": ${before}}, {"b": 1})`).replace(
        "answer := r499",
        "answer := count(r499)",
      ),
    expected: { value: 2 },
  },
  {
    name: "200 comprehensions in one another",
    policy: () =>
      rules(`answer := ${"[x | x := ".repeat(200)}1${"]".repeat(200)}`)
        .replace("answer := ", "answer := count(")
        .concat("")
        .replace(/\n$/, ")\n"),
    expected: { value: 1 },
  },
  {
    name: "a body of 300 enumerations in one another",
    policy: () => rules(`answer := 1 if { ${Array.from({ length: 300 }, (_, at) => `some x${at} in [1]`).join("; ")}; x299 == 1 }`),
    expected: { value: 1 },
  },
  {
    name: "2,000 else in one rule",
    policy: () =>
      rules(
        `answer := 0 if { input.x == -1 } ${Array.from({ length: 2_000 }, (_, at) => `else := ${at} if { input.x == ${at} }`).join(" ")}`,
      ),
    input: () => ({ x: 1_999 }),
    expected: { code: "rego_parse_error", text: "max parsing recursion depth exceeded" },
  },
  {
    name: "a reference of 900 operands",
    policy: () => rules(`answer := input${".a".repeat(900)}`),
    input: () => ({ a: 1 }),
    expected: { value: undefined },
  },
  {
    name: "a reference through 200 unknown keys",
    policy: () => rules(`answer := 1 if { input${Array.from({ length: 200 }, (_, at) => `[k${at}]`).join("")} }`),
    input: () => {
      let value: unknown = 1;
      for (let level = 0; level < 200; level++) value = { a: value, b: value };
      return value;
    },
    expected: { value: 1 },
  },
  {
    name: "the same, where no key is ever right",
    policy: () => rules(`answer := 1 if { input${Array.from({ length: 200 }, (_, at) => `[k${at}]`).join("")} == 2 }`),
    input: () => {
      let value: unknown = 1;
      for (let level = 0; level < 200; level++) value = { a: value, b: value };
      return value;
    },
    limits: { timeoutMs: 500 },
    expected: { code: "eval_limit_error", text: "evaluation exceeded its limit of 2000000 steps" },
    generated: { code: "eval_cancel_error", text: "evaluation exceeded its limit of 500 ms" },
  },
];
