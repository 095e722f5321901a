import { PolicyHere } from "./evaluate-here.ts";
import type { PolicyTexts } from "./generate-policies.ts";
import type { OpaServer } from "./opa-server.ts";
import type { Outcome } from "./outcome.ts";
import { equalOutcomes } from "./outcome.ts";

/** One question that the engines answer differently. `query` is undefined where they differ about compilation. */
export interface Difference {
  readonly query: string | undefined;
  readonly here: Outcome;
  readonly opa: Outcome;
}

/** How a policy went: the same on both sides, rejected by both, or with differences. */
export interface Comparison {
  readonly verdict: "equal" | "rejected" | "different";
  readonly differences: readonly Difference[];
  readonly queries: number;
  /** Queries with at least one result. */
  readonly defined: number;
  /** Queries that ended in an error, in both engines the same. */
  readonly failed: number;
  /** Queries that OPA gives up with an internal error of its own: nothing to compare with. */
  readonly incomparable: number;
  /** Why OPA rejected the policy. */
  readonly rejection?: Outcome;
}

const compiled: Outcome = { kind: "result", json: "compiled" };

/** Runs a policy in both engines. Queries are asked as `result = QUERY`, so that their values show. */
export async function compareEngines(texts: PolicyTexts, queries: readonly string[], opa: OpaServer): Promise<Comparison> {
  const rejection = await opa.load(texts);
  const policy = new PolicyHere();
  const rejectionHere = policy.load(texts);
  if (rejection !== undefined || rejectionHere !== undefined) return compareRejections(rejection ?? compiled, rejectionHere ?? compiled);
  const differences: Difference[] = [];
  let defined = 0;
  let failed = 0;
  let incomparable = 0;
  for (const query of queries) {
    const asked = `result = ${query}`;
    const there = await opa.query(asked, texts.input);
    if (there.kind === "result" && there.json !== "[]") defined += 1;
    if (there.kind === "error") failed += 1;
    const here = policy.query(asked, texts.input);
    if (equalOutcomes(here, there)) continue;
    if (there.kind === "error" && there.codes === "eval_internal_error") incomparable += 1;
    else differences.push({ query: asked, here, opa: there });
  }
  return { verdict: differences.length === 0 ? "equal" : "different", differences, queries: queries.length, defined, failed, incomparable };
}

function compareRejections(opa: Outcome, here: Outcome): Comparison {
  const counts = { queries: 0, defined: 0, failed: 0, incomparable: 0, rejection: opa };
  if (equalOutcomes(opa, here)) return { verdict: "rejected", differences: [], ...counts };
  return { verdict: "different", differences: [{ query: undefined, here, opa }], ...counts };
}
