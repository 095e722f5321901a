import type { Body, BooleanTerm, Head, RefTerm, Rule, Span, Term, VarTerm } from "../ast/nodes.ts";

/** `contains key`, `:= value` or `= value` of a head. */
export interface HeadTail {
  readonly key: Term | undefined;
  readonly value: Term | undefined;
  readonly assign: boolean;
}

/** A head as written. */
export interface ParsedHead extends Span {
  readonly ref: RefTerm;
  readonly args: readonly Term[] | undefined;
  readonly tail: HeadTail | undefined;
}

/** `if body` or `{ body }`. */
export interface ParsedBody {
  readonly body: Body;
  readonly hasIf: boolean;
  /** One literal without braces. */
  readonly isBare: boolean;
}

export interface ElseBranch extends Span {
  readonly tail: HeadTail | undefined;
  readonly body: ParsedBody | undefined;
}

/** What follows the first body: else branches, or further bodies, each a rule of its own. */
export interface RuleChain {
  readonly branches: readonly ElseBranch[];
  readonly bodies: readonly (Span & { readonly body: Body })[];
}

/** Makes a new wildcard in place of one, numbered as if it stood at an offset. */
type CopyWildcard = (term: Term, position: number) => VarTerm;

/** The rules that one statement stands for: one with its else branches, or one for each of its bodies. */
export function assembleRule(
  parsed: ParsedHead,
  body: ParsedBody | undefined,
  chain: RuleChain,
  span: Span,
  copy: CopyWildcard,
): readonly Rule[] {
  const head = headOf(parsed, body);
  const first = makeRule(
    head,
    body?.body ?? [trueExpression(head.value ?? head.key ?? head)],
    elseRule(head, chain.branches, copy),
    span.start,
    span.end,
  );
  if (chain.bodies.length === 0) return [first];
  const rest = chain.bodies.map((chained): Rule => {
    const { end, start } = chained;
    return makeRule(withArgs(head, copyArgs(head.args, end, copy)), chained.body, undefined, start, end);
  });
  return [first, ...rest];
}

function makeRule(head: Head, body: Body, otherwise: Rule | undefined, start: number, end: number): Rule {
  return { kind: "rule", default: false, head, body, else: otherwise, start, end };
}

function withArgs({ assign, end, key, ref, start, value }: Head, args: Head["args"]): Head {
  return { ref, args, assign, start, end, key, value };
}

function headOf(parsed: ParsedHead, body: ParsedBody | undefined): Head {
  const { ref, tail, start, end } = parsed;
  const args = parsed.args?.length === 0 ? undefined : parsed.args;
  const assign = tail?.assign ?? false;
  if (tail?.key !== undefined) return { ref, args, assign, start, end, key: tail.key, value: undefined };
  if (tail?.value !== undefined) return { ref, args, assign, start, end, key: undefined, value: tail.value };
  const key = ref.terms[1];
  // `p[key]` without `if` and value is a set, in v0 only.
  if (parsed.args === undefined && body?.hasIf !== true && ref.terms.length === 2 && key !== undefined) {
    return { ref: { ...ref, terms: ref.terms.slice(0, 1) }, args, assign, start, end, key, value: undefined };
  }
  return { ref, args, assign, start, end, key: undefined, value: trueTerm(parsed) };
}

/** The chain of else branches, from the last to the first. */
function elseRule(head: Head, branches: readonly ElseBranch[], copy: CopyWildcard): Rule | undefined {
  let next: Rule | undefined;
  if (branches.length === 0) return next;
  for (const branch of branches.toReversed()) {
    const value = branch.tail?.value ?? trueTerm(branch);
    const args = copyArgs(head.args, branch.start, copy);
    const { start, end } = branch;
    const assign = branch.tail?.assign ?? false;
    const own: Head = { ref: head.ref, args, assign, start, end, key: undefined, value };
    next = makeRule(own, branch.body?.body ?? [trueExpression(value)], next, start, end);
  }
  return next;
}

/** Arguments for a further clause of a function: its wildcards are not those of the first one. */
function copyArgs(args: readonly Term[] | undefined, position: number, copy: CopyWildcard): readonly Term[] | undefined {
  return args?.map((term) => copyPattern(term, position, copy));
}

function copyPattern(term: Term, position: number, copy: CopyWildcard): Term {
  const again = (inner: Term): Term => copyPattern(inner, position, copy);
  switch (term.kind) {
    case "var":
      return term.name === "_" ? copy(term, position) : term;
    case "array":
    case "set":
      return { ...term, items: term.items.map(again) };
    case "object":
      return { ...term, entries: term.entries.map(({ key, value }) => ({ key: again(key), value: again(value) })) };
    case "ref":
      return { ...term, terms: term.terms.map(again) };
    case "call":
      return { ...term, args: term.args.map(again) };
    default:
      return term;
  }
}

function trueTerm(span: Span): BooleanTerm {
  return { kind: "boolean", value: true, start: span.start, end: span.end };
}

function trueExpression(span: Span): Body[number] {
  const { start, end } = span;
  return { kind: "term-expr", term: trueTerm(span), negated: false, with: [], generated: true, start, end };
}
