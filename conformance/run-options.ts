import { KNOWN_FAILURES_FILE, type KnownFailures, readKnownFailures, updateKnownFailures } from "./known-failures.ts";
import { type CaseReport, publishReport, reportSuite } from "./report.ts";

/** The options that all runners take, as `parseArgs` wants them. */
export const runOptions = {
  /** Only cases whose category and id match this regular expression. */
  filter: { type: "string", default: "" },
  /** Where to write the report as JSON. */
  json: { type: "string" },
  /** How many unexpected outcomes are shown in full. */
  show: { type: "string", default: "5" },
  /** Known failures count as failures. */
  strict: { type: "boolean", default: false },
  /** Takes cases that pass off the list of known failures. */
  prune: { type: "boolean", default: false },
  /** Puts unexpected failures on the list of known failures, with this reason. */
  reason: { type: "string" },
} as const;

/** What `parseArgs` makes of them. */
export interface RunOptions {
  readonly filter: string;
  readonly json?: string | undefined;
  readonly show: string;
  readonly strict: boolean;
  readonly prune: boolean;
  readonly reason?: string | undefined;
}

/** The known failures that a run is to expect. */
export function expectedFailures(suite: string, { strict }: RunOptions): KnownFailures {
  return strict ? new Map<string, string>() : readKnownFailures(KNOWN_FAILURES_FILE, suite);
}

/** Reports a run, and brings the list of known failures up to date where that was asked for. */
export function finishRun(suite: string, cases: readonly CaseReport[], { json, show, prune, reason }: RunOptions): void {
  publishReport(reportSuite(suite, cases), { shown: Number(show), json });
  const idsOf = (verdict: CaseReport["verdict"]) => cases.filter((one) => one.verdict === verdict).map(({ id }) => id);
  if (!prune && reason === undefined) return;
  updateKnownFailures(KNOWN_FAILURES_FILE, suite, {
    passing: prune ? idsOf("unexpected-pass") : [],
    failing: reason === undefined ? [] : idsOf("unexpected-failure"),
    reason: reason ?? "",
  });
}
