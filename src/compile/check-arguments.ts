/** In strict mode, arguments must be mentioned: in a body or a value of the function, or a second time among its arguments. */
import type { Rule, Term } from "../ast/nodes.ts";
import { branchesOf } from "./terms.ts";
import { collectBodyVars, collectVars, everywhere, varsOf } from "./variables.ts";

/** Reports each argument of a rule, by its written name, whose new name (`names`) stands nowhere else. */
export function checkUnusedArguments(rule: Rule, names: ReadonlyMap<string, string>, report: (message: string) => void): void {
  if (names.size === 0) return;
  const mentioned = new Set<string>();
  for (const { head, body } of branchesOf(rule)) {
    collectBodyVars(body, everywhere, mentioned);
    for (const term of [...head.ref.terms, head.key, head.value]) if (term !== undefined) collectVars(term, everywhere, mentioned);
  }
  const args = rule.head.args ?? [];
  for (const [name, renamed] of names) {
    if (mentioned.has(renamed) || countMentions(args, renamed) > 1) continue;
    report(`unused argument ${name}. (hint: use _ (wildcard variable) instead)`);
  }
}

function countMentions(terms: readonly Term[], name: string): number {
  return terms.reduce((count, term) => {
    if (term.kind === "array") return count + countMentions(term.items, name);
    if (term.kind === "object")
      return (
        count +
        countMentions(
          term.entries.flatMap(({ key, value }) => [key, value]),
          name,
        )
      );
    return count + (varsOf(term, everywhere).has(name) ? 1 : 0);
  }, 0);
}
