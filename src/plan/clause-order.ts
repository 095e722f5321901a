/**
 * The order in which OPA tries the rules of one name: that in which its index finds them. It shows where two of them are in conflict (the one
 * that comes second is reported), and where one that holds keeps another, which would end the query with an error, from being tried.
 */
import type { Expr, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { isScalar } from "../ast/visit.ts";
import type { CheckedRule } from "../compile/program.ts";
import { branchesOf, isCallOf, isEquality } from "../compile/terms.ts";
import { constantOf } from "./constants.ts";
import { type DocumentTree, isEqual, isPlain, isSubject, membersIn, refsIn } from "./guards.ts";

/** What a rule wants of a reference or an argument, in the order in which the index looks: nothing, a value, a scalar, an array or text parts. */
const wanted = { value: 1, scalar: 2, array: 3 } as const;
type Wanted = (typeof wanted)[keyof typeof wanted];

/** By the text of a reference, or the number of an argument. */
type Wishes = Map<string, Wanted>;

/** A wish with the rank of what it is for: the most frequent comes first. */
type RankedWish = readonly [rank: number, wanted: Wanted];

/** The rules in the order in which OPA's index finds them: by what they want of each reference, the most frequent reference first. */
export function inIndexOrder(rules: readonly CheckedRule[], root: DocumentTree): readonly CheckedRule[] {
  if (rules.length < 2) return rules;
  const frequencies = new Map<string, number>();
  const count = (key: string): unknown => frequencies.set(key, (frequencies.get(key) ?? 0) + 1);
  const wishes = rules.flatMap((checked) =>
    [...branchesOf(checked.rule)].map((branch) => ({ checked, wishes: wishesOf(branch, root, count) })),
  );
  const ranks = new Map([...frequencies].toSorted(([, left], [, right]) => right - left).map(([key], rank) => [key, rank]));
  const ranked = wishes.map(({ checked, wishes: own }) => ({
    checked,
    wishes: [...own].map(([key, wish]): RankedWish => [ranks.get(key) ?? 0, wish]).toSorted(([left], [right]) => left - right),
  }));
  // A rule stands where the first of its `else` branches is found.
  return [...new Set(ranked.toSorted((left, right) => compareWishes(left.wishes, right.wishes)).map(({ checked }) => checked))];
}

/** Who wants nothing where the other wants something comes first. */
function compareWishes(left: readonly RankedWish[], right: readonly RankedWish[]): number {
  for (let at = 0; ; at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
    const order = other[0] - one[0] || one[1] - other[1];
    if (order !== 0) return order;
  }
}

function wishesOf({ head, body }: Rule, root: DocumentTree, count: (key: string) => unknown): Wishes {
  const wishes: Wishes = new Map();
  const want = (key: string, wish: Wanted): void => {
    count(key);
    if (wish > (wishes.get(key) ?? 0)) wishes.set(key, wish);
  };
  /** What a variable stands for: an argument, a reference that it is bound to, or a constant. */
  const subjects = new Map<string, string>();
  const constants = new Map<string, Term>();
  for (const [position, arg] of (head.args ?? []).entries()) {
    if (arg.kind === "var") subjects.set(arg.name, String(position));
  }
  for (const [left, right] of body.filter(isEquality).map(({ args }) => args)) {
    if (left.kind === "var" && isScalar(right)) constants.set(left.name, right);
    if (right.kind === "var" && isScalar(left)) constants.set(right.name, left);
  }
  const subjectOf = (term: Term): string | undefined => {
    if (term.kind === "var") return subjects.get(term.name);
    return term.kind === "ref" && isSubject(term, new Set(), root) ? printRef(term) : undefined;
  };
  const compare = (subject: Term, other: Term): void => {
    const key = subjectOf(subject);
    if (key === undefined || other.kind === "ref" || other.kind === "object" || other.kind === "set") return;
    const known = other.kind === "var" ? constants.get(other.name) : other;
    want(key, known === undefined ? wanted.value : wantedOf(known));
    if (known === undefined && other.kind === "var" && subject.kind === "ref") subjects.set(other.name, key);
  };
  for (const expr of body) {
    if (!isPlain(expr)) continue;
    const [left, right] = expr.kind === "call-expr" ? expr.args : [];
    const members = membersIn(expr).filter(({ collection }) => isSubject(collection, new Set(), root));
    for (const { collection } of members) want(printRef(collection), wanted.scalar);
    if (members.length > 0) continue;
    if (left !== undefined && right !== undefined && isEqual(expr)) {
      compare(left, right);
      compare(right, left);
    } else if (left !== undefined && isMembership(expr)) {
      const key = subjectOf(left);
      if (key !== undefined) want(key, wanted.scalar);
    } else if (expr.kind === "call-expr" && isCallOf(expr, "glob.match")) {
      const key = expr.args[2] && subjectOf(expr.args[2]);
      if (key !== undefined) want(key, wanted.array);
    } else for (const ref of seenRefs(expr, root)) want(printRef(ref), wanted.value);
  }
  return wishes;
}

function wantedOf(term: Term): Wanted {
  return isScalar(term) ? wanted.scalar : wanted.array;
}

/** `input.x in {"a", "b"}` */
function isMembership(expr: Expr): boolean {
  if (expr.kind !== "call-expr" || !isCallOf(expr, "internal.member_2")) return false;
  const [, collection] = expr.args;
  return collection !== undefined && constantOf(collection) !== undefined;
}

function seenRefs(expr: Expr, root: DocumentTree): readonly RefTerm[] {
  return refsIn(expr).filter((ref) => isSubject(ref, new Set(), root));
}
