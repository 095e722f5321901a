import { readFileSync } from "node:fs";

/** The part of the file that belongs to one suite: the id of a case, and why it fails. */
export type KnownFailures = ReadonlyMap<string, string>;

/** What an outcome means once it is known which failures were to be expected. */
export type Verdict = "passed" | "known-failure" | "unexpected-failure" | "unexpected-pass";

/** The list that is kept with the project, from the project's folder. */
export const KNOWN_FAILURES_FILE = "conformance/known-failures.json";

/** Reads the known failures of one suite (`v1`, `v0`, `golden`). Every entry needs a reason. */
export function readKnownFailures(file: string, suite: string): KnownFailures {
  const suites: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof suites !== "object" || suites === null) throw new Error(`${file}: expected an object of suites`);
  const entries = Object.entries(Object.entries(suites).find(([name]) => name === suite)?.[1] ?? {});
  return new Map(
    entries.map(([id, reason]) => {
      if (typeof reason !== "string" || reason.trim() === "") throw new Error(`${file}: "${id}" has no reason`);
      return [id, reason];
    }),
  );
}

/** A pass of a case that is listed as failing is as wrong as a failure that is not listed: the list must stay true. */
export function judge(passed: boolean, known: boolean): Verdict {
  if (passed) return known ? "unexpected-pass" : "passed";
  return known ? "known-failure" : "unexpected-failure";
}
