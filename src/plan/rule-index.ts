/**
 * Indexes rules by the constants that their bodies compare one reference with: of 500 rules that each want another `input.path`, only
 * the one that can match is tried.
 */
import type { CallExpr, Term } from "../ast/nodes.ts";
import type { CheckedRule } from "../compile/program.ts";
import { isCallOf, isEquality } from "../compile/terms.ts";
import { type Scalar, toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { constantOf } from "./constants.ts";
import type { IndexSubject, RuleIndex } from "./nodes.ts";

/** Fewer rules than this are tried one by one. */
const worthwhile = 3;

/** One subject of a rule's conditions, and the scalars that it may be. */
interface Condition {
  readonly key: string;
  readonly subject: IndexSubject;
  readonly values: readonly Value[];
}

/** The index on the subject that tells most of the rules apart; undefined where none is worth it. */
export function buildRuleIndex(rules: readonly CheckedRule[]): RuleIndex | undefined {
  if (rules.length < worthwhile) return undefined;
  const conditions = rules.map(conditionsOf);
  const best = chooseSubject(conditions);
  if (best === undefined) return undefined;
  const byValue = new Map<Value, number[]>();
  const otherwise: number[] = [];
  for (const [number, own] of conditions.entries()) {
    const condition = own.find(({ key }) => key === best.key);
    if (condition === undefined) {
      otherwise.push(number);
      continue;
    }
    for (const value of new Set(condition.values)) {
      const numbers = byValue.get(value);
      if (numbers === undefined) byValue.set(value, [number]);
      else numbers.push(number);
    }
  }
  if (otherwise.length > 0) {
    for (const [value, numbers] of byValue)
      byValue.set(
        value,
        [...numbers, ...otherwise].sort((left, right) => left - right),
      );
  }
  return { on: best.subject, byValue, otherwise };
}

function chooseSubject(conditions: readonly (readonly Condition[])[]): Condition | undefined {
  const uses = new Map<string, { readonly condition: Condition; count: number; readonly values: Set<Value> }>();
  for (const own of conditions) {
    for (const condition of own) {
      const use = uses.get(condition.key) ?? { condition, count: 0, values: new Set<Value>() };
      use.count++;
      for (const value of condition.values) use.values.add(value);
      uses.set(condition.key, use);
    }
  }
  const ranked = [...uses.values()].filter((use) => use.count >= worthwhile && use.values.size > 1);
  // With many rules that do not depend on the subject, copying them to each value would cost more than it saves.
  const fitting = ranked.filter((use) => (conditions.length - use.count) * use.values.size <= 8 * conditions.length);
  fitting.sort((left, right) => right.values.size * right.count - left.values.size * left.count);
  return fitting[0]?.condition;
}

/** The conditions at the top of a rule's body that compare a reference with scalars. */
function conditionsOf({ rule }: CheckedRule): readonly Condition[] {
  if (rule.else !== undefined) return [];
  const subjects = new Map<string, IndexSubject>();
  const found: Condition[] = [];
  const add = (subject: IndexSubject | undefined, values: readonly Value[] | undefined): void => {
    if (subject === undefined || values === undefined) return;
    const key = JSON.stringify(subject);
    if (!found.some((condition) => condition.key === key)) found.push({ key, subject, values });
  };
  for (const [position, arg] of (rule.head.args ?? []).entries()) {
    if (arg.kind === "var") subjects.set(arg.name, { kind: "argument", position });
    else add({ kind: "argument", position }, scalarsOf(arg));
  }
  const subjectOf = (term: Term): IndexSubject | undefined => (term.kind === "var" ? subjects.get(term.name) : inputPath(term));
  for (const expr of rule.body) {
    if (expr.kind !== "call-expr" || expr.negated || expr.with.length > 0) continue;
    const [left, right] = expr.args;
    if (left === undefined || right === undefined) continue;
    if (isComparison(expr)) {
      add(subjectOf(left), scalarsOf(right));
      add(subjectOf(right), scalarsOf(left));
      const path = isEquality(expr) && left.kind === "var" ? inputPath(right) : undefined;
      if (path !== undefined && left.kind === "var") subjects.set(left.name, path);
    } else if (isCallOf(expr, "internal.member_2") && expr.args.length === 2) {
      add(subjectOf(left), membersOf(right));
    }
  }
  return found;
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
