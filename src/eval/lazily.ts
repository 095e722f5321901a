import type { Clause } from "../plan/nodes.ts";

/** Clauses linked when first asked for by number. */
export function linkLazily<Linked>(clauses: readonly Clause[], link: (clause: Clause) => Linked): (number: number) => Linked | undefined {
  const linked: (Linked | undefined)[] = [];
  return (number) => {
    const known = linked[number];
    if (known !== undefined) return known;
    const clause = clauses[number];
    if (clause === undefined) return undefined;
    const made = link(clause);
    linked[number] = made;
    return made;
  };
}
