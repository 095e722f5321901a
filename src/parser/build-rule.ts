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
  const first: Rule = {
    kind: "rule",
    default: false,
    head,
    body: body?.body ?? [trueExpression(head.value ?? head.key ?? head)],
    else: elseRule(head, chain.branches, copy),
    ...span,
  };
  const rest = chain.bodies.map((chained): Rule => {
    const renamed = { ...head, args: copyArgs(head.args, chained.end, copy) };
    return { kind: "rule", default: false, head: renamed, body: chained.body, else: undefined, start: chained.start, end: chained.end };
  });
  return [first, ...rest];
}

function headOf(parsed: ParsedHead, body: ParsedBody | undefined): Head {
  const { ref, args, tail, start, end } = parsed;
  const plain = { ref, args: args?.length === 0 ? undefined : args, assign: tail?.assign ?? false, start, end };
  if (tail?.key !== undefined) return { ...plain, key: tail.key, value: undefined };
  if (tail?.value !== undefined) return { ...plain, key: undefined, value: tail.value };
  const key = ref.terms[1];
  // `p[key]` without `if` and value is a set, in v0 only.
  if (args === undefined && body?.hasIf !== true && ref.terms.length === 2 && key !== undefined) {
    return { ...plain, ref: { ...ref, terms: ref.terms.slice(0, 1) }, key, value: undefined };
  }
  return { ...plain, key: undefined, value: trueTerm(parsed) };
}

/** The chain of else branches, from the last to the first. */
function elseRule(head: Head, branches: readonly ElseBranch[], copy: CopyWildcard): Rule | undefined {
  let next: Rule | undefined;
  for (const branch of branches.toReversed()) {
    const value = branch.tail?.value ?? trueTerm(branch);
    const args = copyArgs(head.args, branch.start, copy);
    const { start, end } = branch;
    next = {
      kind: "rule",
      default: false,
      head: { ref: head.ref, args, key: undefined, value, assign: branch.tail?.assign ?? false, start, end },
      body: branch.body?.body ?? [trueExpression(value)],
      else: next,
      start,
      end,
    };
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
