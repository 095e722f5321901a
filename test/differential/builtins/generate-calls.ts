import type { Argument, Builtin } from "../../../src/builtins/define.ts";
import { Random } from "../policies/random.ts";
import { anyOperand, isAnyType, operandOfType, operandOutsideType } from "./any-operand.ts";
import type { CallModule } from "./ask-engines.ts";
import type { Pool, Recipe } from "./recipe.ts";

/** One call of a builtin: its operands as Rego texts. */
export type Call = readonly string[];

/** The share of `count` that is generated even where a recipe names more calls than that. */
const leastGenerated = 0.5;

/** Calls of a builtin, `count` if so many different ones can be found: those of its recipe, then valid and wrong operands at random. */
export function generateCalls(builtin: Builtin, recipe: Recipe, count: number, seed: number): readonly Call[] {
  const random = new Random(seed, hashName(builtin.name));
  const calls = new Map((recipe.calls ?? []).map((call) => [call.join(), call] as const));
  const wanted = Math.max(count, Math.ceil(calls.size + count * leastGenerated));
  for (let attempt = 0; attempt < count * 20 && calls.size < wanted; attempt++) {
    const call = builtin.args.map((argument, index) => makeOperand(random, argument, poolsOf(recipe, index)));
    calls.set(call.join(), call);
  }
  return [...calls.values()];
}

/** What is known of one operand: its pool, and what stands at its place in the recipe's calls. */
function poolsOf({ operands = [], calls = [], unmixed = false }: Recipe, index: number): readonly Pool[] {
  const pool = operands[index];
  const fromCalls = unmixed ? [] : calls.flatMap((call) => call[index] ?? []);
  return [...(pool === undefined ? [] : [pool]), ...(fromCalls.length === 0 ? [] : [fromCalls])];
}

function makeOperand(random: Random, { type }: Argument, pools: readonly Pool[]): string {
  if (pools.length === 0) return random.chance(0.88) || isAnyType(type) ? operandOfType(random, type) : operandOutsideType(random, type);
  if (random.chance(0.08)) return isAnyType(type) ? anyOperand(random) : operandOutsideType(random, type);
  const pool = random.pick(pools);
  return typeof pool === "function" ? pool(random) : random.pick(pool);
}

/** A module with a rule for each call. Operands come through a document of unknown type, so that no compiler looks at them. */
export function writeCallModule({ name, args, kind, deprecated }: Builtin, calls: readonly Call[]): CallModule {
  const parameters = args.map((_, index) => `xs[${index}]`);
  const answer = kind === "relation" ? `[y | ${name}(${[...parameters, "y"].join(", ")})]` : `${name}(${parameters.join(", ")})`;
  const rules = calls.map(
    (call, index) =>
      `r${index} := {"value": v, "text": sprintf("%v", [v])} if { xs := object.get({"xs": [${call.join(", ")}]}, ["xs"], null); v := ${answer} }`,
  );
  // Modules of version 1 may not call deprecated builtins.
  const header = ["package calls", ...(deprecated ? ["import future.keywords.if"] : [])];
  return { text: [...header, ...rules, ""].join("\n"), count: calls.length, regoVersion: deprecated ? 0 : 1 };
}

function hashName(name: string): number {
  let hash = 0;
  for (const character of name) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 1_000_000;
}
