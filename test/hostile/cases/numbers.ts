/** Numbers with more digits than there is memory, widths, shifts, units. */
import { type HostileCase, rules, timeIsUp, tooManySteps } from "../hostile-case.ts";

const strict = { strictBuiltinErrors: true };
const builtinError = (text: string) => ({ code: "eval_builtin_error", text });

export const numberCases: readonly HostileCase[] = [
  {
    name: "bits.lsh by a thousand million",
    policy: rules("answer := bits.lsh(1, 1000000000)"),
    options: strict,
    expected: builtinError("number too big"),
  },
  {
    name: "1e1000000000 in a policy",
    policy: rules("answer := 1e1000000000 + 1"),
    expected: { code: "rego_parse_error", text: "number too big" },
  },
  {
    name: "1e1000000000 in a JSON text",
    policy: rules('answer := json.unmarshal("1e1000000000") * 2'),
    options: strict,
    expected: builtinError("number too big"),
  },
  {
    name: "1e1000000000 compared",
    policy: rules('x := json.unmarshal("1e1000000000")', 'y := json.unmarshal("1e999999999")', "answer := x > y"),
    expected: { value: true },
  },
  {
    name: "1e1000000000 in a set with others",
    policy: rules('answer := count({json.unmarshal("1e1000000000"), json.unmarshal("10e999999999"), 1})'),
    expected: { value: 2 },
  },
  {
    name: "1e1000000000 rounded, and as an integer",
    policy: rules('x := json.unmarshal("1e1000000000")', "answer := [y | some y in [round(x), floor(x), x % 7, format_int(x, 2)]]"),
    expected: { value: [] },
  },
  {
    name: "1e-1000000000",
    policy: rules('x := json.unmarshal("1e-1000000000")', "answer := x * 2"),
    options: strict,
    expected: builtinError("number too big"),
  },
  {
    name: "products that double their digits",
    policy: () => rules("r0 := 99", ...Array.from({ length: 40 }, (_, at) => `r${at + 1} := r${at} * r${at}`), "answer := r40 > 0"),
    options: strict,
    expected: builtinError("number too big"),
  },
  {
    name: "product of a thousand large numbers",
    policy: rules("answer := product([bits.lsh(1, 10000) | some x in numbers.range(1, 1000)]) > 0"),
    options: strict,
    expected: builtinError("number too big"),
  },
  {
    name: "large products again and again",
    policy: rules("big := bits.lsh(1, 900000)", "answer := count([1 | some x in numbers.range(1, 1000000); (big + x) * 3 < 0])"),
    limits: { timeoutMs: 500 },
    expected: tooManySteps(2_000_000),
    generated: timeIsUp(500),
  },
  {
    name: "a number of a million digits as a text",
    policy: rules('answer := to_number(sprintf("1%0999999d", [0])) > 0'),
    options: strict,
    expected: builtinError("to_number: strconv.ParseFloat: parsing"),
  },
  { name: "a width of a thousand million", policy: rules('answer := count(sprintf("%1000000000d", [1]))'), expected: { value: 27 } },
  { name: "a width of a million", policy: rules('answer := count(sprintf("%1000000d", [1]))'), expected: { value: 1_000_000 } },
  {
    name: "a hundred widths of a million",
    policy: () => rules(`answer := count(sprintf("${"%1000000d".repeat(100)}", [${Array(100).fill("1").join(", ")}]))`),
    options: strict,
    expected: builtinError("sprintf: "),
  },
  { name: "a width from an operand", policy: rules('answer := count(sprintf("%*d", [1000000000, 1]))'), expected: { value: 13 } },
  {
    name: "units with an endless exponent",
    policy: rules('answer := units.parse_bytes("1e1000000000GiB")'),
    options: strict,
    expected: builtinError("units.parse_bytes: "),
  },
  {
    name: "units.parse with many digits",
    policy: rules('answer := units.parse(sprintf("%0100000dE", [1])) > 0'),
    expected: { value: true },
  },
  {
    name: "a range between large numbers",
    policy: rules("answer := numbers.range(bits.lsh(1, 1000), bits.lsh(1, 1001))"),
    options: strict,
    expected: builtinError("range too long"),
  },
  {
    name: "rand.intn below a large number",
    policy: rules('answer := rand.intn("x", 9000000000000000000) >= 0'),
    expected: { value: true },
  },
  {
    name: "time of the far future",
    policy: rules("answer := time.date(9223372036854775807000)"),
    options: strict,
    expected: builtinError("time.date: "),
  },
  {
    name: "date with a million months",
    policy: rules("answer := time.add_date(0, 1000000000000, 1000000000000, 1000000000000)"),
    options: strict,
    expected: builtinError("time.add_date: "),
  },
];
