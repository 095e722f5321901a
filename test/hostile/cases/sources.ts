/** Texts of policies that parser and compiler have to get through. */
import { type HostileCase, rules } from "../hostile-case.ts";

const parseError = (text: string) => ({ code: "rego_parse_error", text });
const tooDeepToParse = parseError("max parsing recursion depth exceeded");

export const sourceCases: readonly HostileCase[] = [
  ...(["[", "{", "(", "{1: ", "[x | ", "f(", "not ", "-", '$"{'] as const).map(
    (open): HostileCase => ({
      name: `a policy of 100,000 times ${open}`,
      policy: () => `package t\nanswer := ${open.repeat(100_000)}`,
      expected: open === "not " || open === "-" || open === '$"{' ? parseError("") : tooDeepToParse,
    }),
  ),
  {
    name: "a sum of 50,000 terms",
    policy: () => rules(`answer := ${"1 + ".repeat(50_000)}1`),
    expected: tooDeepToParse,
  },
  { name: "an array of 100,000 items", policy: () => rules(`answer := count([${"1, ".repeat(100_000)}1])`), expected: { value: 100_001 } },
  {
    name: "an object of 50,000 keys",
    policy: () => rules(`answer := count({${Array.from({ length: 50_000 }, (_, at) => `"k${at}": ${at}`).join(", ")}})`),
    expected: { value: 50_000 },
  },
  {
    name: "a body of 20,000 expressions",
    policy: () => rules(`answer := 1 if {\n${"input.x == 1\n".repeat(20_000)}}`),
    input: () => ({ x: 1 }),
    expected: { value: 1 },
  },
  {
    name: "10,000 rules of other names",
    policy: () => rules(...Array.from({ length: 10_000 }, (_, at) => `r${at} := ${at}`), "answer := r9999"),
    expected: { value: 9_999 },
  },
  {
    name: "a token of five megabytes",
    policy: () => rules(`answer := count("${"a".repeat(5_000_000)}")`),
    expected: { value: 5_000_000 },
  },
  {
    name: "a name of a megabyte",
    policy: () => rules(`${"a".repeat(1_000_000)} := 1`, `answer := ${"a".repeat(1_000_000)}`),
    expected: { value: 1 },
  },
  {
    name: "a number of a million digits",
    policy: () => rules(`answer := ${"9".repeat(1_000_000)} > 1`),
    expected: parseError("number too big"),
  },
  { name: "a comment of ten megabytes", policy: () => rules(`# ${"x".repeat(10_000_000)}`, "answer := 1"), expected: { value: 1 } },
  { name: "a million empty lines", policy: () => rules("\n".repeat(1_000_000), "answer := 1"), expected: { value: 1 } },
  {
    name: "10,000 errors in one module",
    policy: () => rules(...Array.from({ length: 10_000 }, (_, at) => `r${at} := undefined_${at}`), "answer := 1"),
    expected: { code: "rego_unsafe_var_error", text: "error limit reached" },
  },
  {
    name: "10,000 broken statements in one module",
    policy: () => rules("] ".repeat(10_000)),
    expected: parseError("unexpected ] token"),
  },
  {
    name: "10,000 rules that name each other in one circle",
    policy: () => rules(...Array.from({ length: 10_000 }, (_, at) => `r${at} := r${(at + 1) % 10_000}`), "answer := 1"),
    expected: { code: "rego_recursion_error", text: "is recursive" },
  },
  { name: "NUL in a text and between tokens", policy: () => 'package t\nanswer := "a\u0000b"\u0000', expected: parseError("illegal") },
  { name: "half of a surrogate pair in a text", policy: () => 'package t\nanswer := "\\ud800"', expected: { value: "\ufffd" } },
  { name: "half of a surrogate pair as a token", policy: () => "package t\nanswer := \ud800", expected: parseError("illegal") },
  { name: "a byte order mark at the start", policy: () => "\ufeffpackage t\nanswer := 1", expected: { value: 1 } },
  { name: "a byte order mark in the middle", policy: () => "package t\n\ufeffanswer := 1", expected: parseError("illegal") },
  {
    name: "a text without its end, of a megabyte",
    policy: () => `package t\nanswer := "${"a".repeat(1_000_000)}`,
    expected: parseError("non-terminated string"),
  },
  {
    name: "a raw text without its end",
    policy: () => `package t\nanswer := \`${"a\n".repeat(500_000)}`,
    expected: parseError("non-terminated"),
  },
  {
    name: "escapes without end",
    policy: () => `package t\nanswer := "${"\\".repeat(999_999)}"`,
    expected: parseError("non-terminated string"),
  },
  {
    name: "METADATA that is an alias bomb, as a value",
    policy: () => {
      const lines = ["# METADATA", "# custom:", "#   a0: &a0 [x, x]"];
      for (let level = 1; level < 60; level++) lines.push(`#   a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
      return `package t\n\n${lines.join("\n")}\nanswer := rego.metadata.rule()\n`;
    },
    expected: parseError("yaml: document contains excessive aliasing"),
  },
  {
    name: "METADATA that contains itself",
    policy: "package t\n\n# METADATA\n# custom:\n#   a: &a [*a]\nanswer := rego.metadata.rule()\n",
    expected: parseError("yaml: anchor 'a' value contains itself"),
  },
  {
    name: "types that grow with each rule",
    policy: () =>
      rules(
        'r0 := {"a": input.x}',
        ...Array.from({ length: 60 }, (_, at) => `r${at + 1} := {"l": r${at}, "r": r${at}}`),
        "answer := r60.l.r.l.r == 1",
      ),
    expected: { value: undefined },
  },
  {
    name: "unions of types that grow with each rule",
    policy: () =>
      rules(
        "r0 := input.x",
        ...Array.from({ length: 40 }, (_, at) => `r${at + 1} := [r${at}, 1] if { input.a }\nr${at + 1} := {"k": r${at}} if { input.b }`),
        "answer := count(r40)",
      ),
    input: () => ({ x: 1, a: true }),
    expected: { value: 2 },
  },
  {
    name: "100 arguments of a function, all patterns",
    policy: () => {
      const list = Array.from({ length: 100 }, (_, at) => `[x${at}, _]`).join(", ");
      return rules(`f(${list}) := x99`, `answer := f(${Array.from({ length: 100 }, (_, at) => `[${at}, 0]`).join(", ")})`);
    },
    expected: { value: 99 },
  },
];
