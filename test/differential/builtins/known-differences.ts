import type { Answer } from "./answer.ts";
import { describeAnswer } from "./answer.ts";

/** A difference that is meant, or that cannot be helped; docs/differences.md explains it under this title. */
export interface KnownDifference {
  readonly title: string;
  readonly builtins: RegExp;
  /** Matched with what both engines answered. */
  readonly opa: RegExp;
  readonly here: RegExp;
}

export const knownDifferences: readonly KnownDifference[] = [];

/** The entry that explains a difference, if there is one. */
export function findKnownDifference(name: string, here: Answer, opa: Answer): KnownDifference | undefined {
  if (here.kind === "crash") return undefined;
  const [ours, theirs] = [describeAnswer(here), describeAnswer(opa)];
  return knownDifferences.find((known) => known.builtins.test(name) && known.here.test(ours) && known.opa.test(theirs));
}
