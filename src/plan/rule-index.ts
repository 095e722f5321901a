/**
 * Indexes rules by the constants that their bodies compare one reference with, or that it begins with: of 500 rules that each want another
 * `input.path`, only the one that can match is tried.
 */
import type { CallExpr, Term } from "../ast/nodes.ts";
import type { CheckedRule, RuleNode } from "../compile/program.ts";
import { isCallOf, isEquality } from "../compile/terms.ts";
import { type Scalar, toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { constantOf } from "./constants.ts";
import { isHarmless } from "./guards.ts";
import type { IndexSubject, RuleIndex } from "./nodes.ts";

/** Fewer rules than this are tried one by one. */
const worthwhile = 3;

/** One subject of a rule's conditions, and what it may be. */
interface Condition {
  readonly key: string;
  readonly subject: IndexSubject;
  /** The scalars that it may be. */
  readonly values: readonly Value[];
  /** How the text begins that it must be. */
  readonly prefix: string | undefined;
}

/** The index on the subject that tells most of the rules apart; undefined where none is worth it. `replaced`: builtins that some `with` replaces. */
export function buildRuleIndex(rules: readonly CheckedRule[], tree: RuleNode, replaced: ReadonlySet<string>): RuleIndex | undefined {
  if (rules.length < worthwhile) return undefined;
  const conditions = rules.map((rule) => conditionsOf(rule, tree, replaced));
  const best = chooseSubject(conditions);
  if (best === undefined) return undefined;
  const byValue = new Map<Value, number[]>();
  const byPrefix = new Map<string, number[]>();
  const otherwise: number[] = [];
  for (const [number, own] of conditions.entries()) {
    const condition = own.find(({ key }) => key === best.key);
    if (condition === undefined) otherwise.push(number);
    else if (condition.prefix === undefined) for (const value of new Set(condition.values)) append(byValue, value, number);
    else append(byPrefix, condition.prefix, number);
  }
  const prefixLengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))].sort((left, right) => left - right);
  return { on: best.subject, byValue, byPrefix, prefixLengths, otherwise, count: rules.length };
}

function append<Key>(lists: Map<Key, number[]>, key: Key, number: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [number]);
  else list.push(number);
}

function chooseSubject(conditions: readonly (readonly Condition[])[]): Condition | undefined {
  const uses = new Map<string, { readonly condition: Condition; count: number; readonly values: Set<Value> }>();
  for (const own of conditions) {
    for (const condition of own) {
      const use = uses.get(condition.key) ?? { condition, count: 0, values: new Set<Value>() };
      use.count++;
      for (const value of condition.prefix === undefined ? condition.values : [condition.prefix]) use.values.add(value);
      uses.set(condition.key, use);
    }
  }
  const ranked = [...uses.values()].filter((use) => use.count >= worthwhile && use.values.size > 1);
  ranked.sort((left, right) => right.values.size * right.count - left.values.size * left.count);
  return ranked[0]?.condition;
}

/** The conditions at the top of a rule's body that compare a reference with scalars, or look how a text begins. */
function conditionsOf({ rule }: CheckedRule, tree: RuleNode, replaced: ReadonlySet<string>): readonly Condition[] {
  if (rule.else !== undefined) return [];
  const subjects = new Map<string, IndexSubject>();
  const found: Condition[] = [];
  const add = (subject: IndexSubject | undefined, values: readonly Value[] | undefined, prefix?: string): void => {
    if (subject === undefined || values === undefined) return;
    const key = JSON.stringify(subject);
    if (!found.some((condition) => condition.key === key)) found.push({ key, subject, values, prefix });
  };
  for (const [position, arg] of (rule.head.args ?? []).entries()) {
    if (arg.kind === "var") subjects.set(arg.name, { kind: "argument", position });
    else add({ kind: "argument", position }, scalarsOf(arg));
  }
  const subjectOf = (term: Term): IndexSubject | undefined => (term.kind === "var" ? subjects.get(term.name) : inputPath(term));
  let mayFail = false;
  for (const expr of rule.body) {
    if (expr.kind === "call-expr" && !expr.negated && expr.with.length === 0) {
      const [left, right] = expr.args;
      if (left === undefined || right === undefined) continue;
      const beginning = prefixOf(expr, replaced);
      if (isComparison(expr)) {
        add(subjectOf(left), scalarsOf(right));
        add(subjectOf(right), scalarsOf(left));
        const path = isEquality(expr) && left.kind === "var" ? inputPath(right) : undefined;
        if (path !== undefined && left.kind === "var") subjects.set(left.name, path);
      } else if (isCallOf(expr, "internal.member_2") && expr.args.length === 2) add(subjectOf(left), membersOf(right));
      else if (beginning !== undefined && (beginning.isGlob || !mayFail)) add(subjectOf(beginning.subject), [], beginning.prefix);
    }
    mayFail ||= !isHarmless(expr, tree);
  }
  return found;
}

/** `startswith(subject, "prefix")`, and `glob.match("prefix*", …, subject)`, which OPA's index looks at as well, whatever stands before it. */
function prefixOf(expr: CallExpr, replaced: ReadonlySet<string>): { subject: Term; prefix: string; isGlob: boolean } | undefined {
  const [first, second, third] = expr.args;
  if (isCallOf(expr, "startswith") && expr.args.length === 2 && !replaced.has("startswith")) {
    return first !== undefined && second?.kind === "string" ? { subject: first, prefix: second.value, isGlob: false } : undefined;
  }
  if (!isCallOf(expr, "glob.match") || expr.args.length !== 3 || replaced.has("glob.match")) return undefined;
  if (first?.kind !== "string" || second === undefined || third === undefined || !isDelimiters(second)) return undefined;
  const [prefix = ""] = /^[\w/:.@ -]*/.exec(first.value) ?? [];
  // Of other patterns one would have to know whether they are valid.
  return /^[\w/:.@ *-]*$/.test(first.value) ? { subject: third, prefix, isGlob: true } : undefined;
}

function isDelimiters(term: Term): boolean {
  if (term.kind === "null") return true;
  return term.kind === "array" && term.items.every((item) => item.kind === "string" && /^[\x20-\x7e]$/.test(item.value));
}

function isComparison(expr: CallExpr): boolean {
  return isEquality(expr) || (isCallOf(expr, "equal") && expr.args.length === 2);
}

function inputPath(term: Term): IndexSubject | undefined {
  if (term.kind !== "ref" || term.terms.length < 2) return undefined;
  const [head, ...operands] = term.terms;
  if (head?.kind !== "var" || head.name !== "input") return undefined;
  const path: string[] = [];
  for (const operand of operands) {
    if (operand.kind !== "string") return undefined;
    path.push(operand.value);
  }
  return { kind: "input", path };
}

function scalarsOf(term: Term): readonly Scalar[] | undefined {
  const value = constantOf(term);
  const scalar = value === undefined ? undefined : toScalar(value);
  return scalar === undefined ? undefined : [scalar];
}

function membersOf(term: Term): readonly Value[] | undefined {
  if (term.kind !== "set" && term.kind !== "array") return undefined;
  const members: Value[] = [];
  for (const item of term.items) {
    const scalars = scalarsOf(item);
    if (scalars === undefined) return undefined;
    members.push(...scalars);
  }
  return members;
}
