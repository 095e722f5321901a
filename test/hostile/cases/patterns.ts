/** Patterns that take other engines for ever. */
import { type HostileCase, rules, timeIsUp, tooManySteps } from "../hostile-case.ts";

const manyA = 'aas := sprintf("%s!", [replace(sprintf("%50000s", [""]), " ", "a")])';
const text = 'text := replace(sprintf("%200000s", [""]), " ", "a")';
/** Each match of `a*?b|a` in a text of a's is looked for through all of the rest. */
const allMatches: readonly HostileCase[] = Object.entries({
  "regex.find_n": 'count(regex.find_n("a*?b|a", text, -1))',
  "regex.find_all_string_submatch_n": 'count(regex.find_all_string_submatch_n("(a*?)b|a", text, -1))',
  "regex.replace": 'count(regex.replace(text, "a*?b|a", "c"))',
  "regex.split": 'count(regex.split("a*?b|a", text))',
}).flatMap(([name, answer]) => [
  {
    name: `${name}: all matches of a pattern that looks far, by the steps`,
    policy: rules(text, `answer := ${answer}`),
    limits: { timeoutMs: 300, steps: 10_000 },
    expected: tooManySteps(10_000),
    generated: timeIsUp(300),
  },
  {
    name: `${name}: all matches of a pattern that looks far, by the time`,
    policy: rules(text, `answer := ${answer}`),
    limits: { timeoutMs: 100, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(100),
  },
]);

const strict = { strictBuiltinErrors: true };

export const patternCases: readonly HostileCase[] = [
  { name: "(a+)+$ on 50,000 a", policy: rules(manyA, 'answer := regex.match("^(a+)+$", aas)'), expected: { value: false } },
  { name: "(a|aa)+$ on 50,000 a", policy: rules(manyA, 'answer := regex.match("^(a|aa)+$", aas)'), expected: { value: false } },
  {
    name: "(.*)*x on 50,000 a",
    policy: rules(manyA, 'answer := regex.match("(.*)(.*)(.*)(.*)(.*)[^a!]", aas)'),
    expected: { value: false },
  },
  {
    name: "repetitions of repetitions",
    policy: rules('answer := regex.match("((a{100}){100}){100}", "a")'),
    options: strict,
    expected: { code: "eval_builtin_error", text: "regex.match: error parsing regexp: invalid repeat count: `{100}`" },
  },
  {
    name: "a thousand times a thousand",
    policy: rules('answer := regex.match("(a{1000}){1000}", "a")'),
    options: strict,
    expected: { code: "eval_builtin_error", text: "regex.match: error parsing regexp: " },
  },
  {
    name: "brackets within brackets",
    policy: rules('answer := regex.match(sprintf("%s%s", [replace(sprintf("%100000s", [""]), " ", "("), "a"]), "a")'),
    options: strict,
    expected: { code: "eval_builtin_error", text: "regex.match: error parsing regexp: " },
  },
  {
    name: "a pattern of many alternatives on a long text, again and again",
    policy: rules(
      manyA,
      'pattern := concat("|", [sprintf("a*b%dc*", [i]) | some i in numbers.range(1, 200)])',
      'answer := count([1 | some i in numbers.range(1, 200000); regex.match(pattern, concat("", [aas, sprintf("%d", [i])]))])',
    ),
    limits: { timeoutMs: 1_000, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(1_000),
  },
  {
    name: "a regular expression bomb for JavaScript's own engine",
    policy: rules(manyA, 'answer := regex.match("^(([a-z])+.)+[A-Z]([a-z])+$", aas)'),
    expected: { value: false },
  },
  {
    name: "regex.replace that grows",
    policy: rules(manyA, 'answer := count(regex.replace(aas, "a", aas))'),
    options: strict,
    expected: { code: "eval_builtin_error", text: "regex.replace: " },
  },
  {
    name: "regex.find_n of everything",
    policy: rules(manyA, 'answer := count(regex.find_n("a", aas, -1))'),
    expected: { value: 50_000 },
  },
  {
    name: "a glob of stars",
    policy: rules(manyA, 'answer := glob.match("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", [], aas)'),
    expected: { value: false },
  },
  {
    name: "a glob of doubled stars and braces",
    policy: rules(manyA, 'answer := glob.match("{**a**,**aa**,**aaa**}{**a**,**aa**}{**,*}b", [], aas)'),
    expected: { value: false },
  },
  {
    name: "a glob of nested braces",
    policy: rules(
      'answer := glob.match(sprintf("%sa%s", [replace(sprintf("%20000s", [""]), " ", "{"), replace(sprintf("%20000s", [""]), " ", "}")]), [], "a")',
    ),
    expected: { value: true },
  },
  {
    name: "regex.globs_match of stars",
    policy: rules('g := replace(sprintf("%200s", [""]), " ", "a*")', 'answer := regex.globs_match(g, concat("", [g, "b"]))'),
    limits: { timeoutMs: 10_000 },
    expected: { value: false },
  },
  {
    name: "a template pattern of a megabyte",
    policy: rules('answer := regex.template_match(sprintf("%1000000s", ["a"]), "a", "{", "}")'),
    expected: { value: false },
  },
  {
    name: "semver of megabytes",
    policy: rules(
      'long := sprintf("1.0.0-%s", [replace(sprintf("%1000000s", [""]), " ", "a.")])',
      'answer := [semver.is_valid(long), semver.is_valid(concat("", [long, "b"]))]',
    ),
    expected: { value: [false, true] },
  },
  {
    name: "many texts replaced at once",
    policy: rules(
      manyA,
      'patterns := {sprintf("%s%d", [substring(aas, 0, i), i]): "x" | some i in numbers.range(1, 300)}',
      "answer := count(strings.replace_n(patterns, aas))",
    ),
    expected: { value: 50_001 },
  },
  {
    name: "strings.any_prefix_match of all with all",
    policy: rules(
      'xs := [sprintf("%d", [i]) | some i in numbers.range(1, 20000)]',
      'ys := [sprintf("x%d", [i]) | some i in numbers.range(1, 20000)]',
      "answer := strings.any_prefix_match(xs, ys)",
    ),
    limits: { timeoutMs: 60_000 },
    expected: { value: false },
  },
  {
    name: "globs by the thousand",
    policy: rules('answer := count([1 | some i in numbers.range(1, 1000000); glob.match(sprintf("*%d*", [i]), [], "abc")])'),
    limits: { timeoutMs: 2_000 },
    expected: tooManySteps(2_000_000),
    generated: timeIsUp(2_000),
  },
  ...allMatches,
  {
    name: "one match of thousands of instructions on a long text, by the time",
    policy: rules(text, 'answer := regex.match("(a{1,500}){1,2}c", concat("", [text, text, "b", "c"]))'),
    limits: { timeoutMs: 100, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(100),
  },
  {
    name: "patterns of JavaScript's own engine that go back, again and again, by the time",
    policy: rules(
      'word := replace(sprintf("%300s", [""]), " ", "a")',
      'answer := count([1 | some i in numbers.range(1, 1000000); count(regex.find_n("a*b|a", concat("", [word, sprintf("%d", [i])]), -1)) < 0])',
    ),
    limits: { timeoutMs: 100, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(100),
  },
];
