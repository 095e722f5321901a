import type { Random } from "../differential/policies/random.ts";

/** What is given to a target: texts by the names of their files, so that any case can be written down, and made small by deletion. */
export interface FuzzCase {
  readonly texts: Readonly<Record<string, string>>;
  readonly regoVersion: 0 | 1;
}

/** Something wrong. The sort stays the same while a case is made small. */
export interface Finding {
  /** `crash: TypeError: x is not a function`, `not stable`, … */
  readonly sort: string;
  readonly details: string;
}

/** A part of the project under attack. Both functions always do the same for the same operands. */
export interface FuzzTarget {
  readonly name: string;
  readonly make: (random: Random) => FuzzCase;
  /** Runs the case; gives what is wrong. What it throws is a finding, too. */
  readonly check: (given: FuzzCase) => Finding | undefined | Promise<Finding | undefined>;
}

/** Runs a case; anything that the target throws is a finding. */
export async function tryCase(target: FuzzTarget, given: FuzzCase): Promise<Finding | undefined> {
  try {
    return await target.check(given);
  } catch (error) {
    return describeCrash(error);
  }
}

export function describeCrash(error: unknown): Finding {
  if (!(error instanceof Error)) return { sort: "crash: no error object", details: String(error) };
  const place = error.stack?.split("\n").find((line) => line.trim().startsWith("at ")) ?? "";
  return { sort: `crash: ${error.name}: ${error.message.slice(0, 60)}`, details: `${error.message}\n${place}\n${error.stack ?? ""}` };
}
