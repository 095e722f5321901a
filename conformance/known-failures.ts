import { readFileSync } from "node:fs";

/** The part of the file that belongs to one suite: the id of a case, and why it fails. */
export type KnownFailures = ReadonlyMap<string, string>;

/** What an outcome means once it is known which failures were to be expected. */
export type Verdict = "passed" | "known-failure" | "unexpected-failure" | "unexpected-pass";

/** The list that is kept with the project, from the project's folder. */
export const KNOWN_FAILURES_FILE = "conformance/known-failures.json";

/** Failures with one reason. */
interface Group {
  readonly reason: string;
  readonly cases: readonly string[];
}

/** Reads the known failures of one suite (`v1`, `v0`, `golden`): groups of cases, each with the reason that they share. */
export function readKnownFailures(file: string, suite: string): KnownFailures {
  const suites = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly Group[]>>;
  const known = new Map<string, string>();
  for (const { reason, cases } of suites[suite] ?? []) {
    if (reason.trim() === "") throw new Error(`${file}: no reason for "${cases[0]}"`);
    for (const id of cases) {
      if (known.has(id)) throw new Error(`${file}: "${id}" stands twice`);
      known.set(id, reason);
    }
  }
  return known;
}

/** A pass of a case that is listed as failing is as wrong as a failure that is not listed: the list must stay true. */
export function judge(passed: boolean, known: boolean): Verdict {
  if (passed) return known ? "unexpected-pass" : "passed";
  return known ? "known-failure" : "unexpected-failure";
}
