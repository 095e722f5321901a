/**
 * Nodes with other parts. Most stages change little of a tree: a node whose parts stay the same is given back as it is. Each kind is written out
 * in the order in which the parser has its fields, so that all nodes of a kind have one shape, and reading them stays fast (bench: compile).
 */
import type {
  ArrayComprehension,
  ArrayTerm,
  Body,
  CallExpr,
  CallTerm,
  EveryExpr,
  Expr,
  Head,
  LogicalExpr,
  NotExpr,
  ObjectComprehension,
  ObjectEntry,
  ObjectTerm,
  RefTerm,
  Rule,
  SetComprehension,
  SetTerm,
  Term,
  TermExpr,
  With,
} from "../ast/nodes.ts";

/** Maps a list; the same list where every item comes back as it is. */
export function mapItems<Item extends object>(items: readonly Item[], map: (item: Item) => Item): readonly Item[] {
  let mapped: Item[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const result = map(item);
    if (mapped !== undefined) mapped.push(result);
    else if (result !== item) {
      mapped = items.slice(0, index);
      mapped.push(result);
    }
  }
  return mapped ?? items;
}

/** Maps the keys and values of an object's entries. */
export function mapEntries(
  entries: readonly ObjectEntry[],
  mapKey: (key: Term) => Term,
  mapValue: (value: Term) => Term,
): readonly ObjectEntry[] {
  return mapItems(entries, (entry) => {
    const key = mapKey(entry.key);
    const value = mapValue(entry.value);
    return key === entry.key && value === entry.value ? entry : { key, value };
  });
}

/** A head with other parts. */
export function rebuildHead(
  { assign, start, end }: Head,
  ref: RefTerm,
  args: readonly Term[] | undefined,
  key: Term | undefined,
  value: Term | undefined,
): Head {
  return { ref, args, assign, start, end, key, value };
}

/** A rule with another head, body and `else`. */
export function rebuildRule(rule: Rule, head: Head, body: Body, otherwise: Rule | undefined): Rule {
  return { kind: "rule", default: rule.default, head, body, else: otherwise, start: rule.start, end: rule.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildRef(ref: RefTerm, terms: readonly Term[]): RefTerm {
  return terms === ref.terms ? ref : { kind: "ref", terms, start: ref.start, end: ref.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildItems(term: ArrayTerm | SetTerm, items: readonly Term[]): Term {
  return items === term.items ? term : { kind: term.kind, items, start: term.start, end: term.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildObject(term: ObjectTerm, entries: readonly ObjectEntry[]): ObjectTerm {
  return entries === term.entries ? term : { kind: "object", entries, start: term.start, end: term.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildCall(term: CallTerm, operator: RefTerm, args: readonly Term[]): CallTerm {
  if (operator === term.operator && args === term.args) return term;
  return { kind: "call", operator, args, infix: term.infix, start: term.start, end: term.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildComprehension(term: ArrayComprehension | SetComprehension, head: Term, body: Body): Term {
  if (head === term.head && body === term.body) return term;
  return { kind: term.kind, head, body, start: term.start, end: term.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildObjectComprehension(term: ObjectComprehension, key: Term, value: Term, body: Body): ObjectComprehension {
  if (key === term.key && value === term.value && body === term.body) return term;
  return { kind: "object-comprehension", key, value, body, start: term.start, end: term.end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildTermExpr(expr: TermExpr, term: Term, modifiers: readonly With[]): TermExpr {
  if (term === expr.term && modifiers === expr.with) return expr;
  const { negated, generated, start, end } = expr;
  return { kind: "term-expr", term, negated, with: modifiers, generated, start, end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildCallExpr(expr: CallExpr, operator: RefTerm, args: readonly Term[], modifiers: readonly With[]): CallExpr {
  if (operator === expr.operator && args === expr.args && modifiers === expr.with) return expr;
  const { infix, negated, generated, start, end } = expr;
  return { kind: "call-expr", operator, args, infix, negated, with: modifiers, generated, start, end };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildEvery(expr: EveryExpr, domain: Term, body: Body, modifiers: readonly With[]): EveryExpr {
  return domain === expr.domain && body === expr.body && modifiers === expr.with ? expr : { ...expr, domain, body, with: modifiers };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildNot(expr: NotExpr, body: Body, modifiers: readonly With[]): NotExpr {
  return body === expr.body && modifiers === expr.with ? expr : { ...expr, body, with: modifiers };
}

/** The node with these parts; the same one where they are the same. */
export function rebuildLogical(expr: LogicalExpr, left: Body, right: Body, modifiers: readonly With[]): LogicalExpr {
  return left === expr.left && right === expr.right && modifiers === expr.with ? expr : { ...expr, left, right, with: modifiers };
}

/** The expression under other modifiers; the same one where they are the same. */
export function rebuildModifiers(expr: Expr, modifiers: readonly With[]): Expr {
  return modifiers === expr.with ? expr : { ...expr, with: modifiers };
}
