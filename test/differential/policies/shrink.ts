import type { Difference } from "./compare-engines.ts";
import { compareEngines } from "./compare-engines.ts";
import type { GeneratedPolicy } from "./generate-policies.ts";
import { renderPolicy, simplifyPolicy } from "./generate-policies.ts";
import type { OpaServer } from "./opa-server.ts";

/** A policy that still differs, made as simple as was possible, and its difference. */
export interface SmallCase {
  readonly policy: GeneratedPolicy;
  readonly difference: Difference;
}

/** Takes out what is not needed for a difference of the same sort on the same query, in at most `attempts` runs of both engines. */
export async function shrinkCase(start: SmallCase, opa: OpaServer, attempts: number): Promise<SmallCase> {
  let smallest = start;
  let left = attempts;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    // What was of no use before a success is seldom of use after it: the search goes on from there, and once more from the start at the end.
    for (let from = 0, found = true; found && left > 0; ) {
      found = false;
      for (const policy of drop(simplifyPolicy(smallest.policy), from)) {
        if (left-- <= 0) break;
        const difference = await findSame(policy, start.difference, opa);
        if (difference === undefined) {
          from += 1;
          continue;
        }
        smallest = { policy, difference };
        progress = true;
        found = true;
        break;
      }
    }
  }
  return smallest;
}

/** The items after the first `count`. */
function* drop<T>(items: Iterable<T>, count: number): Generator<T> {
  let index = 0;
  for (const item of items) {
    if (index++ >= count) yield item;
  }
}

async function findSame(policy: GeneratedPolicy, wanted: Difference, opa: OpaServer): Promise<Difference | undefined> {
  const { query } = wanted;
  const queries = query === undefined ? [] : [query.slice("result = ".length)];
  const { differences } = await compareEngines(renderPolicy(policy), queries, opa);
  return differences.find((found) => found.query === query && describeSort(found) === describeSort(wanted));
}

/** Which sort of outcome stands on each side: a smaller case must not turn one difference into another. */
function describeSort({ here, opa }: Difference): string {
  return [here, opa].map((outcome) => (outcome.kind === "error" ? outcome.codes : outcome.kind)).join(" / ");
}
