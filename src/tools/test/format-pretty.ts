/** Results of tests as `opa test` prints them for people. */
import { formatError, formatErrors } from "../../errors/rego-error.ts";
import type { TraceEvent } from "../../eval/trace-event.ts";
import { formatTrace } from "../trace/format-trace.ts";
import { type Explanation, selectEvents } from "../trace/select-events.ts";
import { explainFailure } from "./explain-failure.ts";
import { formatDuration } from "./format-duration.ts";
import type { CaseResults, TestResult } from "./test-result.ts";

/** How results of tests are written for people. */
export interface PrettyFormat {
  /** Show tests that pass, and the traces of those that fail. */
  readonly verbose: boolean;
  /** Show the values of variables. */
  readonly values: boolean;
  /** Which events of a failing test are shown. */
  readonly explanation: Explanation;
}

const rule = "-".repeat(80);

/** The whole report: tests in order, then failures one by one, then how many of each kind there are. Empty without tests. */
export function formatTestResults(results: readonly TestResult[], format: PrettyFormat): string {
  if (results.length === 0) return "";
  const shown = results.filter(({ status }) => format.verbose || status !== "pass");
  const failures = format.verbose || format.values ? results.filter(({ status }) => status === "fail") : [];
  const lines = [
    ...shown.flatMap((result, index) => [...formatPlace(result, shown[index - 1]), ...formatResult(result, format)]),
    ...(failures.length > 0 ? [rule, "FAILURES", rule, ...failures.flatMap((result) => formatFailure(result, format))] : []),
    ...(shown.length > 0 ? [rule] : []),
    ...formatSummary(results),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Where a test stands; files are kept apart. */
function formatPlace({ location: { file, row } }: TestResult, before: TestResult | undefined): readonly string[] {
  const isOther = before !== undefined && before.location.file !== file;
  return [...(isOther ? [""] : []), `${file}:${row}:`];
}

/** What a test came to, its cases, what it printed, and its errors. */
function formatResult(result: TestResult, { verbose }: Pick<PrettyFormat, "verbose">): readonly string[] {
  const { cases, errors, isCompileError, output } = result;
  return [
    formatTitle(result),
    ...(cases === undefined ? [] : formatCases(cases, verbose, "  ")),
    ...(output === "" ? [] : ["", ...indent(output.trimEnd().split("\n")), ""]),
    ...indent((isCompileError ? formatErrors(errors) : errors.map(formatError).join("\n")).split("\n").filter((line) => line !== "")),
  ];
}

function formatTitle({ duration, name, package: path, status }: TestResult): string {
  return `${path}.${name}: ${status === "skip" ? "SKIPPED" : `${status.toUpperCase()} (${formatDuration(duration)})`}`;
}

function formatCases(cases: CaseResults, verbose: boolean, prefix: string): readonly string[] {
  return [...cases]
    .filter(([, { status }]) => verbose || status === "fail")
    .flatMap(([name, result]) => [
      `${prefix}${name}: ${result.status.toUpperCase()}`,
      ...(result.cases === undefined ? [] : formatCases(result.cases, verbose, `${prefix}  `)),
    ]);
}

/** One failing test: what happened, and with which values. */
function formatFailure(result: TestResult, { explanation, values, verbose }: PrettyFormat): readonly string[] {
  const { cases, trace } = result;
  const events = formatTrace(selectEvents(trace, explanation), { gap: 7, values });
  return [
    formatTitle(result),
    "",
    ...(verbose ? [...indent(events).map((line) => `${line}  `), ""] : []),
    ...(cases === undefined ? explain(result.failure, trace, values) : [...formatFailedCases(cases, trace, values, "  "), ""]),
  ];
}

function explain(failure: TraceEvent | undefined, trace: readonly TraceEvent[], values: boolean): readonly string[] {
  if (!values) return [];
  return [...indent(failure === undefined ? [] : explainFailure(failure, trace)), ""];
}

/** The cases that failed, each with its failing expression if values are wanted. OPA indents the ends of these lines, too. */
function formatFailedCases(cases: CaseResults, trace: readonly TraceEvent[], values: boolean, prefix: string): readonly string[] {
  return [...cases].flatMap(([name, { cases: inner, failure, status }]) => {
    if (status === "pass") return [];
    const title = `${prefix}${name}: FAIL`;
    if (inner !== undefined) return [title, ...formatFailedCases(inner, trace, values, `${prefix}  `)];
    if (!values || failure === undefined) return [title];
    const deeper = `${prefix}  `;
    const lines = explainFailure(failure, trace).map((line) => `${deeper}  ${line}`);
    return [title, deeper, ...lines.slice(0, -1), `${lines.at(-1) ?? ""}${deeper}`];
  });
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** One test by name with all its cases, as it is told when coverage cannot be. */
export function describeFailure(result: TestResult): string {
  const cases = result.cases === undefined ? [] : formatCases(result.cases, true, "");
  return [formatTitle(result), ...cases, ""].join("\n");
}

/** How many tests (cases, where a test has them) passed, failed, and so on. */
function formatSummary(results: readonly TestResult[]): readonly string[] {
  const counts = { pass: 0, fail: 0, skip: 0, error: 0 };
  for (const { cases, status } of results) {
    if (cases === undefined) counts[status]++;
    else countCases(cases, counts);
  }
  const total = counts.pass + counts.fail + counts.skip + counts.error;
  const named = [
    ["PASS", counts.pass],
    ["FAIL", counts.fail],
    ["SKIPPED", counts.skip],
    ["ERROR", counts.error],
  ] as const;
  return named.flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}/${total}`]));
}

function countCases(cases: CaseResults, counts: Record<"pass" | "fail", number>): void {
  for (const { cases: inner, status } of cases.values()) {
    if (inner === undefined) counts[status]++;
    else countCases(inner, counts);
  }
}
