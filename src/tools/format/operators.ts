import type { CallExpr, CallTerm, RefTerm, Term } from "../../ast/nodes.ts";

/** An operator that stands between its operands. */
export interface Operator {
  readonly symbol: string;
  readonly level: number;
}

/** How tightly terms bind, from the loosest; a place takes terms of its level and above without parentheses. */
export const Level = { assignment: 0, pair: 1, member: 2, comparison: 3, or: 4, and: 5, sum: 6, product: 7, term: 8 } as const;

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["assign", { symbol: ":=", level: Level.assignment }],
  ["eq", { symbol: "=", level: Level.assignment }],
  ["internal.member_3", { symbol: "in", level: Level.pair }],
  ["internal.member_2", { symbol: "in", level: Level.member }],
  ["equal", { symbol: "==", level: Level.comparison }],
  ["neq", { symbol: "!=", level: Level.comparison }],
  ["lt", { symbol: "<", level: Level.comparison }],
  ["lte", { symbol: "<=", level: Level.comparison }],
  ["gt", { symbol: ">", level: Level.comparison }],
  ["gte", { symbol: ">=", level: Level.comparison }],
  ["or", { symbol: "|", level: Level.or }],
  ["and", { symbol: "&", level: Level.and }],
  ["plus", { symbol: "+", level: Level.sum }],
  ["minus", { symbol: "-", level: Level.sum }],
  ["mul", { symbol: "*", level: Level.product }],
  ["div", { symbol: "/", level: Level.product }],
  ["rem", { symbol: "%", level: Level.product }],
]);

/** The operator that a call is written with, whether the text had it or its name (`plus(x, 1)`); undefined for other calls. */
export function operatorOf({ args, operator }: Pick<CallTerm | CallExpr, "args" | "operator">): Operator | undefined {
  const name = nameOf(operator);
  const found = name === undefined ? undefined : OPERATORS.get(name);
  return found !== undefined && args.length === (found.level === Level.pair ? 3 : 2) ? found : undefined;
}

/** The level of a term where it stands inside of another; calls of `=` and `:=` by name have no other form there. */
export function levelOf(term: Term): number {
  const operator = term.kind === "call" ? operatorOf(term) : undefined;
  return operator === undefined || operator.level === Level.assignment ? Level.term : operator.level;
}

/** Whether a term begins with `x | …`, which reads as a comprehension after an opening bracket. */
export function beginsWithBar(term: Term): boolean {
  return findLeadingBar(term) !== undefined;
}

/** The `x | …` that a term begins with. */
export function findLeadingBar(term: Term): Term | undefined {
  let found: Term | undefined;
  for (let at: Term | undefined = term; at?.kind === "call"; at = at.args[0]) {
    const operator = operatorOf(at);
    if (operator === undefined || operator.level === Level.assignment) break;
    found = operator.level === Level.or ? at : undefined;
  }
  return found;
}

function nameOf({ terms }: RefTerm): string | undefined {
  const [head, second, ...more] = terms;
  if (head?.kind !== "var" || more.length > 0) return undefined;
  if (second === undefined) return head.name;
  return head.name === "internal" && second.kind === "string" ? `internal.${second.value}` : undefined;
}
