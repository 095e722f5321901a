import { allBuiltins } from "../../../src/builtins/all-builtins.ts";
import type { Builtin } from "../../../src/builtins/define.ts";
import type { OpaServer } from "../policies/opa-server.ts";
import type { Answer } from "./answer.ts";
import { equalAnswers } from "./answer.ts";
import { askHere, askOpa } from "./ask-engines.ts";
import type { Call } from "./generate-calls.ts";
import { generateCalls, writeCallModule } from "./generate-calls.ts";
import type { KnownDifference } from "./known-differences.ts";
import { findKnownDifference } from "./known-differences.ts";
import { notAsked, recipeFor } from "./recipes.ts";

/** One call that the engines answer differently. */
export interface Difference {
  readonly builtin: string;
  readonly call: Call;
  readonly here: Answer;
  readonly opa: Answer;
  /** Why, where that is written down. */
  readonly known: KnownDifference | undefined;
}

/** How the calls of one builtin went. */
export interface BuiltinComparison {
  readonly name: string;
  readonly calls: number;
  /** Calls that both engines answered with the same value. */
  readonly values: number;
  /** Calls that both engines answered with the same error, or with nothing. */
  readonly failures: number;
  readonly differences: readonly Difference[];
}

/** Servers for both versions of the language. */
export interface OpaServers {
  readonly v1: OpaServer;
  readonly v0: OpaServer;
}

/** Makes and compares calls of a builtin; the same ones for the same seed. */
export async function compareBuiltin(builtin: Builtin, count: number, seed: number, servers: OpaServers): Promise<BuiltinComparison> {
  const { name } = builtin;
  const calls = generateCalls(builtin, recipeFor(name), count, seed);
  const module = writeCallModule(builtin, calls);
  const theirs = await askOpa(module, module.regoVersion === 0 ? servers.v0 : servers.v1);
  const ours = await askHere(module);
  const differences: Difference[] = [];
  let values = 0;
  for (const [index, call] of calls.entries()) {
    const [here, opa] = [ours[index], theirs[index]];
    if (here === undefined || opa === undefined) throw new Error(`${name}: no answer to call ${index}`);
    if (!equalAnswers(here, opa)) differences.push({ builtin: name, call, here, opa, known: findKnownDifference(name, call, here, opa) });
    else if (here.kind === "value") values += 1;
  }
  return { name, calls: calls.length, values, failures: calls.length - values - differences.length, differences };
}

/** The builtins that can be compared. */
export function comparedBuiltins(): readonly Builtin[] {
  return allBuiltins.filter(({ name }) => !notAsked.has(name));
}
