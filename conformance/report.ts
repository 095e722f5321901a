import { writeFileSync } from "node:fs";
import type { KnownFailures, Verdict } from "./known-failures.ts";
import { judge } from "./known-failures.ts";

/** One case after its run. */
export interface CaseReport {
  readonly id: string;
  readonly category: string;
  readonly verdict: Verdict;
  /** What was expected and what came, where the case did not pass. */
  readonly problem?: string;
  /** Why the failure is known. */
  readonly reason?: string;
  /** Commands that show the failure, ready to paste into a shell. */
  readonly reproduction?: string;
}

/** Counts of one category or of a whole suite. `unexpected` is what fails the run: unexpected failures and unexpected passes. */
export interface Counts {
  readonly cases: number;
  readonly passed: number;
  readonly known: number;
  readonly unexpected: number;
}

/** What a run hands to programs (`--json FILE`). */
export interface SuiteReport {
  readonly suite: string;
  readonly totals: Counts;
  readonly categories: Readonly<Record<string, Counts>>;
  readonly cases: readonly CaseReport[];
}

/** What a case needs for its report. */
interface Ran {
  readonly id: string;
  readonly category: string;
  readonly problem: string | undefined;
  readonly reproduction: () => string;
}

/** Judges one case that ran: no problem is a pass. */
export function reportCase({ id, category, problem, reproduction }: Ran, known: KnownFailures): CaseReport {
  const reason = known.get(id);
  const verdict = judge(problem === undefined, reason !== undefined);
  if (problem === undefined) return { id, category, verdict, ...(reason === undefined ? {} : { reason }) };
  return { id, category, verdict, problem, ...(reason === undefined ? {} : { reason }), reproduction: reproduction() };
}

/** Counts a suite by category. */
export function reportSuite(suite: string, cases: readonly CaseReport[]): SuiteReport {
  const names = [...new Set(cases.map(({ category }) => category))].sort();
  const categories = Object.fromEntries(names.map((name) => [name, countCases(cases.filter(({ category }) => category === name))]));
  return { suite, totals: countCases(cases), categories, cases };
}

function countCases(cases: readonly CaseReport[]): Counts {
  const count = (...verdicts: readonly Verdict[]) => cases.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return {
    cases: cases.length,
    passed: count("passed", "unexpected-pass"),
    known: count("known-failure"),
    unexpected: count("unexpected-failure", "unexpected-pass"),
  };
}

/** The table by category and, below it, what was not expected: all by name, the first `shown` with what is needed to look into them. */
export function formatReport(report: SuiteReport, shown: number): string {
  const unexpected = report.cases.filter(({ verdict }) => verdict.startsWith("unexpected"));
  return [
    formatTable(report),
    ...unexpected.slice(0, shown).map(formatUnexpected),
    ...(unexpected.length > shown ? [`and ${unexpected.length - shown} more:`] : []),
    ...unexpected.slice(shown).map(({ id, verdict }) => `  ${verdict}: ${id}`),
  ].join("\n");
}

function formatTable({ categories, totals }: SuiteReport): string {
  const rows: readonly (readonly [string, Counts])[] = [...Object.entries(categories), ["total", totals]];
  const width = Math.max("category".length, ...rows.map(([name]) => name.length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(11))].join("");
  return [
    line("category", ["cases", "passed", "known", "unexpected"]),
    ...rows.map(([name, { cases, passed, known, unexpected }]) => line(name, [cases, passed, known, unexpected])),
  ].join("\n");
}

function formatUnexpected({ id, verdict, problem, reason, reproduction }: CaseReport): string {
  if (verdict === "unexpected-pass")
    return `\nunexpected pass: ${id}\nknown as: ${reason}\nIt passes now: take it off conformance/known-failures.json.`;
  return `\nunexpected failure: ${id}\n${problem}\nTo see it:\n${reproduction}`;
}

/** Prints the report, writes it as JSON where asked to, and sets the exit status: 1 where anything was not as expected. */
export function publishReport(report: SuiteReport, options: { readonly shown: number; readonly json: string | undefined }): void {
  process.stdout.write(`${formatReport(report, options.shown)}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (report.totals.unexpected > 0) process.exitCode = 1;
}
