import { readFileSync, writeFileSync } from "node:fs";

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

type Suites = Readonly<Record<string, readonly Group[]>>;

/** Reads the known failures of one suite (`v1`, `v0`, `golden`): groups of cases, each with the reason that they share. */
export function readKnownFailures(file: string, suite: string): KnownFailures {
  const known = new Map<string, string>();
  for (const { reason, cases } of readSuites(file)[suite] ?? []) {
    if (reason.trim() === "") throw new Error(`${file}: no reason for "${cases[0]}"`);
    for (const id of cases) {
      if (known.has(id)) throw new Error(`${file}: "${id}" stands twice`);
      known.set(id, reason);
    }
  }
  return known;
}

/** Takes cases off a suite's list, and puts others on it under a reason that they share. */
export function updateKnownFailures(
  file: string,
  suite: string,
  { passing, failing, reason }: { readonly passing: readonly string[]; readonly failing: readonly string[]; readonly reason: string },
): void {
  const suites = readSuites(file);
  const kept = (suites[suite] ?? []).map((group) => ({ ...group, cases: group.cases.filter((id) => !passing.includes(id)) }));
  const present = kept.find((group) => group.reason === reason)?.cases ?? [];
  const others = kept.filter((group) => group.reason !== reason && group.cases.length > 0);
  const cases = [...present, ...failing].sort();
  const groups = cases.length === 0 ? others : [...others, { reason, cases }].sort((left, right) => (left.reason < right.reason ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...suites, [suite]: groups }, undefined, 2)}\n`);
}

function readSuites(file: string): Suites {
  return JSON.parse(readFileSync(file, "utf8")) as Suites;
}

/** A pass of a case that is listed as failing is as wrong as a failure that is not listed: the list must stay true. */
export function judge(passed: boolean, known: boolean): Verdict {
  if (passed) return known ? "unexpected-pass" : "passed";
  return known ? "known-failure" : "unexpected-failure";
}
