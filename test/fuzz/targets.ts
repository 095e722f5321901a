import type { FuzzTarget } from "./target.ts";
import { bundleTarget } from "./targets/bundle.ts";
import { jsonTarget, yamlTarget } from "./targets/documents.ts";
import { evaluatorTarget } from "./targets/evaluator.ts";
import { parserTarget } from "./targets/parser.ts";

/** All targets, each with its share of the time of `--target all`. */
export const fuzzTargets: readonly (readonly [share: number, target: FuzzTarget])[] = [
  [4, parserTarget],
  [4, evaluatorTarget],
  [2, bundleTarget],
  [1, jsonTarget],
  [1, yamlTarget],
];

export function findTarget(name: string): FuzzTarget | undefined {
  return fuzzTargets.find(([, target]) => target.name === name)?.[1];
}
