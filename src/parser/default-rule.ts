import type { Rule, Term } from "../ast/nodes.ts";
import { DEFAULT_WITHOUT_VALUE, defaultArgumentContains, defaultArgumentRepeated, defaultValueContains } from "../errors/parse-errors.ts";

/** What OPA does not accept in a default rule, if anything. */
export function defaultRuleFault({ head }: Rule, hasValue: boolean): string | undefined {
  if (head.value === undefined || (!hasValue && head.ref.terms.length > 1)) return DEFAULT_WITHOUT_VALUE;
  const kind = inconstantKind(head.value);
  return kind === undefined ? argumentFault(head.args ?? []) : defaultValueContains(kind);
}

/** The kind of the first part of a value that is not constant. Comprehensions are allowed, with all that is in them. */
function inconstantKind(term: Term): string | undefined {
  switch (term.kind) {
    case "var":
    case "ref":
    case "call":
      return term.kind;
    case "array":
    case "set":
      return firstOf(term.items);
    case "object":
      return firstOf(term.entries.flatMap(({ key, value }) => [key, value]));
    default:
      return undefined;
  }
}

function firstOf(terms: readonly Term[]): string | undefined {
  for (const term of terms) {
    const kind = inconstantKind(term);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function argumentFault(args: readonly Term[]): string | undefined {
  const seen = new Set<string>();
  for (const arg of args) {
    if (arg.kind !== "var") return defaultArgumentContains(arg.kind);
    if (arg.name !== "_" && seen.has(arg.name)) return defaultArgumentRepeated(arg.name);
    seen.add(arg.name);
  }
  return undefined;
}
