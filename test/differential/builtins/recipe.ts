import type { Random } from "../policies/random.ts";

/** Operands for one place, as Rego texts: a list to pick from, or a maker. */
export type Pool = readonly string[] | ((random: Random) => string);

/** What a builtin is asked beyond values of its operands' types. */
export interface Recipe {
  /** For each operand; where undefined, values of its type. */
  readonly operands?: readonly (Pool | undefined)[];
  /** Calls whose operands belong together. Each is made once as it is; then their operands are mixed with others. */
  readonly calls?: readonly (readonly string[])[];
  /** The operands of `calls` are not mixed with others: what comes of that would take too long. */
  readonly unmixed?: boolean;
}

/** Recipes by the builtin's name. */
export type Recipes = Readonly<Record<string, Recipe>>;

/** A string as a Rego text. */
export function quote(text: string): string {
  // OPA takes no byte order mark in a module.
  return JSON.stringify(text).replaceAll("\ufeff", "\\ufeff");
}

/** Strings as Rego texts. */
export function quoteAll(...texts: readonly string[]): readonly string[] {
  return texts.map(quote);
}

/** A JSON value as a Rego text. */
export function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** A string of one to five of the parts. */
export function joinParts(parts: readonly string[]): (random: Random) => string {
  return (random) => quote(random.repeat(random.between(1, 5), () => random.pick(parts)).join(""));
}

/** The same recipe for several builtins. */
export function forEach(names: readonly string[], recipe: Recipe): Recipes {
  return Object.fromEntries(names.map((name) => [name, recipe]));
}
