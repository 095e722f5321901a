import type { KnownBuiltins } from "./check-calls.ts";

/** The builtins of which capabilities allow the use; all where they say nothing of builtins. */
export function restrictBuiltins(builtins: KnownBuiltins, allowed: readonly { readonly name: string }[] | undefined): KnownBuiltins {
  if (allowed === undefined) return builtins;
  // As in OPA, `:=` is no call: it becomes `=`.
  const names = new Set(["assign", ...allowed.map(({ name }) => name)]);
  return {
    get: (name) => (names.has(name) ? builtins.get(name) : undefined),
    howToAdd: (name) => (names.has(name) ? builtins.howToAdd(name) : undefined),
  };
}
