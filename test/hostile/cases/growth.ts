/** Small policies that ask for much: time, steps, memory, a large answer. */
import { answerTooLarge, type HostileCase, rules, timeIsUp, tooManySteps, valueTooLarge } from "../hostile-case.ts";

const usualSteps = 2_000_000;
const usualBytes = 10_000_000;

/** `r0` to `rN`, each made of the one before twice. */
function doubling(times: number, first: string, twice: (before: string) => string, answer: (last: string) => string): string {
  const lines = Array.from({ length: times }, (_, at) => `r${at + 1} := ${twice(`r${at}`)}`);
  return rules(`r0 := ${first}`, ...lines, `answer := ${answer(`r${times}`)}`);
}

/** Two objects that share their parts, alike and not the same; what is in them is not known before they are there. */
function twoDoubled(
  answer: (left: string, right: string) => string,
  twice = (before: string) => `{"a": ${before}, "b": ${before}}`,
): string {
  const lines = ["r", "s"].flatMap((name) => [
    `${name}0 := input.x`,
    ...Array.from({ length: 60 }, (_, at) => `${name}${at + 1} := ${twice(`${name}${at}`)}`),
  ]);
  return rules(...lines, `answer := ${answer("r60", "s60")}`);
}

/** Those builtins, each by the steps, and without a limit on them by the time. */
const builtinsOnDoubled: readonly HostileCase[] = Object.entries({
  "object.union": twoDoubled((left, right) => `count(object.union(${left}, ${right}))`),
  "object.union_n": twoDoubled((left, right) => `count(object.union_n([${left}, ${right}]))`),
  "object.subset of objects": twoDoubled((left, right) => `object.subset(${left}, ${right})`),
  "object.subset of arrays": twoDoubled(
    (left, right) => `object.subset(${left}, ${right})`,
    (before) => `[${before}, ${before}]`,
  ),
  "json.patch's test": twoDoubled((left, right) => `json.patch(${left}, [{"op": "test", "path": "", "value": ${right}}])`),
  "graph.reachable": twoDoubled((left, right) => `count(graph.reachable({${left}: [1]}, [${right}]))`),
}).flatMap(([name, policy]) => [
  {
    name: `${name}: parts that are shared, by the steps`,
    policy,
    input: () => ({ x: { a: 1 } }),
    limits: { timeoutMs: 1_000, steps: 1_000 },
    expected: tooManySteps(1_000),
    generated: timeIsUp(1_000),
  },
  {
    name: `${name}: parts that are shared, by the time`,
    policy,
    input: () => ({ x: { a: 1 } }),
    limits: { timeoutMs: 50, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(50),
  },
]);

const cubic = "count([1 | some a in xs; some b in xs; some c in xs; a + b + c < 0])";

export const growthCases: readonly HostileCase[] = [
  {
    name: "a cubic comprehension, by its steps",
    policy: rules("xs := numbers.range(1, 1000)", `answer := ${cubic}`),
    expected: tooManySteps(usualSteps),
    limits: { timeoutMs: 1_000 },
    generated: timeIsUp(1_000),
  },
  {
    name: "a cubic comprehension, by its time",
    policy: rules("xs := numbers.range(1, 5000)", `answer := ${cubic}`),
    limits: { timeoutMs: 200, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(200),
  },
  {
    name: "an array doubled 40 times by array.concat",
    policy: doubling(
      40,
      "[1, 2]",
      (before) => `array.concat(${before}, ${before})`,
      (last) => `count(${last})`,
    ),
    expected: valueTooLarge(usualBytes),
  },
  {
    name: "an array doubled without limits: a builtin that fails",
    policy: doubling(
      40,
      "[1, 2]",
      (before) => `array.concat(${before}, ${before})`,
      (last) => `count(${last})`,
    ),
    limits: { resultBytes: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY },
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "array.concat: the result has more than 10000000 elements" },
  },
  {
    name: "a text doubled 40 times by concat",
    policy: doubling(
      40,
      '"ab"',
      (before) => `concat("", [${before}, ${before}])`,
      (last) => `count(${last})`,
    ),
    expected: valueTooLarge(usualBytes),
  },
  {
    name: "a text doubled without limits: a builtin that fails",
    policy: doubling(
      40,
      '"ab"',
      (before) => `concat("", [${before}, ${before}])`,
      (last) => `count(${last})`,
    ),
    limits: { resultBytes: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY },
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "concat: the text has more than 33554432 characters" },
  },
  {
    name: "a text doubled 40 times by sprintf",
    policy: doubling(
      40,
      '"ab"',
      (before) => `sprintf("%s%s", [${before}, ${before}])`,
      (last) => `count(${last})`,
    ),
    expected: valueTooLarge(usualBytes),
  },
  {
    name: "a text doubled 40 times by a template string",
    policy: doubling(
      40,
      '"ab"',
      (before) => `$"{${before}}{${before}}"`,
      (last) => `count(${last})`,
    ),
    expected: valueTooLarge(usualBytes),
  },
  {
    name: "a text that replace makes a million times as long",
    policy: rules('long := replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", sprintf("%1000000s", ["b"]))', "answer := count(long)"),
    limits: { resultBytes: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY },
    options: { strictBuiltinErrors: true },
    expected: { value: 32_000_000 },
  },
  {
    name: "the same once more",
    policy: rules(
      'long := replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", sprintf("%1000000s", ["b"]))',
      'answer := count(replace(long, " ", long))',
    ),
    limits: { resultBytes: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY },
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "replace: the text has more than 33554432 characters" },
  },
  {
    name: "strings.replace_n that multiplies",
    policy: rules('long := sprintf("%100000s", ["a"])', 'answer := count(strings.replace_n({" ": long, "a": long}, long))'),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "strings.replace_n: value too large or nested too deeply" },
  },
  {
    name: "a pair of pairs, 60 times: small, and an endless answer",
    policy: doubling(
      60,
      "1",
      (before) => `[${before}, ${before}]`,
      (last) => last,
    ),
    expected: answerTooLarge(usualBytes),
  },
  {
    name: "the same as JSON",
    policy: doubling(
      60,
      "1",
      (before) => `[${before}, ${before}]`,
      (last) => `count(json.marshal(${last}))`,
    ),
    limits: { timeoutMs: 3_000 },
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "json.marshal: value too large or nested too deeply" },
  },
  {
    name: "the same as YAML",
    policy: doubling(
      60,
      "1",
      (before) => `[${before}, ${before}]`,
      (last) => `count(yaml.marshal(${last}))`,
    ),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "yaml.marshal: value too large or nested too deeply" },
  },
  {
    name: "the same as a text",
    policy: doubling(
      60,
      "1",
      (before) => `[${before}, ${before}]`,
      (last) => `count(sprintf("%v", [${last}]))`,
    ),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "sprintf: value too large or nested too deeply" },
  },
  {
    name: "two of them compared, by the time",
    policy: () =>
      doubling(
        60,
        "input.x",
        (before) => `[${before}, ${before}]`,
        () => "r60 == s60",
      ).concat("s0 := input.x\n", Array.from({ length: 60 }, (_, at) => `s${at + 1} := [s${at}, s${at}]`).join("\n")),
    input: () => ({ x: [1] }),
    limits: { timeoutMs: 300, steps: Number.POSITIVE_INFINITY },
    expected: timeIsUp(300),
  },
  {
    name: "two of them compared, by the steps",
    policy: () =>
      doubling(
        60,
        "input.x",
        (before) => `[${before}, ${before}]`,
        () => "r60 == s60",
      ).concat("s0 := input.x\n", Array.from({ length: 60 }, (_, at) => `s${at + 1} := [s${at}, s${at}]`).join("\n")),
    input: () => ({ x: [1] }),
    limits: { timeoutMs: 2_000, steps: 10_000 },
    expected: tooManySteps(10_000),
    generated: timeIsUp(2_000),
  },
  {
    name: "a set of them, which hashes",
    policy: doubling(
      60,
      "input.x",
      (before) => `{[${before}, 1], [${before}, 2]}`,
      (last) => `count({${last}})`,
    ),
    input: () => ({ x: [1] }),
    limits: { timeoutMs: 300, steps: Number.POSITIVE_INFINITY },
    expected: { value: 1 },
  },
  {
    name: "objects that object.union doubles",
    policy: () =>
      doubling(
        40,
        '{"a": 1}',
        (before) => `object.union({"l": ${before}}, {"r": ${before}})`,
        (last) => last,
      ),
    expected: answerTooLarge(usualBytes),
  },
  {
    name: "numbers.range to a thousand million",
    policy: rules("answer := count(numbers.range(1, 1000000000))"),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "range too long" },
  },
  {
    name: "many long ranges, by the steps",
    policy: () =>
      rules(
        ...Array.from({ length: 100 }, (_, at) => `r${at} := numbers.range(1, 9000000 + ${at})`),
        `answer := count([${Array.from({ length: 100 }, (_, at) => `r${at}`).join(", ")}])`,
      ),
    limits: { timeoutMs: 400 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(400),
  },
  {
    name: "ten thousand long lists of texts",
    policy: rules(
      'line := sprintf("%100000s", ["x"])',
      'answer := count([parts | some i in numbers.range(1, 10000); parts := split(line, "")])',
    ),
    limits: { timeoutMs: 1_000 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(1_000),
  },
  {
    name: "net.cidr_expand of /8",
    policy: rules('answer := count(net.cidr_expand("10.0.0.0/8"))'),
    options: { strictBuiltinErrors: true },
    expected: { code: "eval_builtin_error", text: "has more than 4194304 addresses" },
  },
  {
    name: "net.cidr_expand of /12",
    policy: rules('answer := count(net.cidr_expand("10.0.0.0/12"))'),
    limits: { steps: 100_000, timeoutMs: 10_000 },
    expected: tooManySteps(100_000),
    generated: { value: 1_048_576 },
  },
  {
    name: "net.cidr_merge of thousands",
    policy: rules(
      'answer := count(net.cidr_merge([sprintf("10.%d.%d.0/24", [a, b]) | some a in numbers.range(0, 40); some b in numbers.range(0, 255)]))',
    ),
    expected: { value: 3 },
  },
  {
    name: "a walk over a thousand million values",
    policy: doubling(
      30,
      "1",
      (before) => `[${before}, ${before}]`,
      (last) => `count([1 | walk(${last}, [_, 2])])`,
    ),
    expected: tooManySteps(usualSteps),
    limits: { timeoutMs: 500 },
    generated: timeIsUp(500),
  },
  {
    name: "graph.reachable_paths in a complete graph",
    policy: rules(
      "nodes := numbers.range(1, 30)",
      'graph := {sprintf("%d", [a]): [sprintf("%d", [b]) | some b in nodes; b != a] | some a in nodes}',
      'answer := count(graph.reachable_paths(graph, ["1"]))',
    )
      .replace("graph := {", "edges := {")
      .replace("paths(graph,", "paths(edges,"),
    limits: { timeoutMs: 500 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(500),
  },
  {
    name: "json.patch with ten thousand operations on a long array",
    policy: rules(
      "xs := numbers.range(1, 20000)",
      'answer := count(json.patch(xs, [{"op": "add", "path": "0", "value": 1} | some i in numbers.range(1, 10000)]))',
    ),
    limits: { timeoutMs: 150 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(150),
  },
  {
    name: "sums of a long array, again and again",
    policy: rules(
      "xs := numbers.range(1, 100000)",
      "answer := count([1 | some i in numbers.range(1, 100000); sum(array.concat(xs, [i])) < 0])",
    ),
    limits: { timeoutMs: 500 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(500),
  },
  {
    name: "a sort of a long array of arrays",
    policy: rules("xs := [[x % 7, 0 - x] | some x in numbers.range(1, 300000)]", "answer := count(sort(xs))"),
    limits: { timeoutMs: 60_000 },
    expected: { value: 300_000 },
  },
  {
    name: "10,000 members looked for in 10,000 arrays",
    policy: rules("xs := [[x] | some x in numbers.range(1, 10000)]", "answer := count([1 | some x in xs; [x[0] + 1, 2] in xs])"),
    limits: { timeoutMs: 150 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(150),
  },
  {
    name: "indexof_n in a long text",
    policy: rules('answer := count(indexof_n(sprintf("%1000000s", ["a"]), " "))'),
    expected: { value: 999_999 },
  },
  {
    name: "print with a million combinations",
    policy: rules(
      "answer := 1 if { print({x | some x in numbers.range(1, 100)}, {x | some x in numbers.range(1, 100)}, {x | some x in numbers.range(1, 100)}) }",
    ),
    expected: { value: 1 },
  },
  {
    name: "a template that ranges within ranges",
    policy: rules(
      'text := "{{range .xs}}{{range $.xs}}{{range $.xs}}x{{end}}{{end}}{{end}}"',
      'answer := count(strings.render_template(text, {"xs": numbers.range(1, 1000)}))',
    ),
    limits: { timeoutMs: 500 },
    expected: tooManySteps(usualSteps),
    generated: timeIsUp(500),
  },
  {
    name: "10,000 rules for one name",
    policy: () => rules(...Array.from({ length: 10_000 }, (_, at) => `answer := ${at} if { input.x == ${at} }`)),
    input: () => ({ x: 9_999 }),
    expected: { value: 9_999 },
  },
  ...builtinsOnDoubled,
  {
    name: "object.subset: a long run that is nearly everywhere",
    policy: rules(
      "xs := array.concat([0 | some i in numbers.range(1, 200000)], [1])",
      "ys := array.concat([0 | some i in numbers.range(1, 100000)], [2])",
      "answer := object.subset(xs, ys)",
    ),
    limits: { timeoutMs: 300, steps: 500_000 },
    expected: tooManySteps(500_000),
    generated: timeIsUp(300),
  },
  {
    name: "object.subset: a set that is sought in an array",
    policy: rules("xs := numbers.range(1, 200000)", "answer := object.subset(xs, {i | i := xs[_]} | {0})"),
    limits: { timeoutMs: 300, steps: 500_000 },
    expected: tooManySteps(500_000),
    generated: timeIsUp(300),
  },
  {
    name: "json.filter: many ways to one large object",
    policy: rules(
      'large := {sprintf("%d", [i]): i | some i in numbers.range(1, 10000)}',
      'all := {sprintf("%d", [i]): large | some i in numbers.range(1, 10000)}',
      'answer := count(json.filter(all, [sprintf("%d/x", [i]) | some i in numbers.range(1, 10000)]))',
    ),
    limits: { timeoutMs: 300 },
    expected: tooManySteps(2_000_000),
    generated: timeIsUp(300),
  },
  {
    name: "json.patch with ten thousand operations below the top",
    policy: rules(
      "xs := numbers.range(1, 20000)",
      'answer := count(json.patch({"a": {"b": xs}}, [{"op": "add", "path": "a/b/0", "value": 1} | some i in numbers.range(1, 10000)]))',
    ),
    limits: { timeoutMs: 150 },
    expected: tooManySteps(2_000_000),
    generated: timeIsUp(150),
  },
];
