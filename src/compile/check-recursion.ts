/** Stage "recursion": no rule may depend on itself. */
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import type { CheckedProgram, CheckedRule } from "./program.ts";
import { rulesOfRef, walkRuleRefs } from "./references.ts";

/** For each rule, by number, the rules that it refers to. */
export type Dependencies = readonly ReadonlySet<CheckedRule>[];

export function findDependencies(program: Pick<CheckedProgram, "rules" | "tree">): Dependencies {
  return program.rules.map((rule) => {
    const found = new Set<CheckedRule>();
    walkRuleRefs(rule.rule, (ref) => {
      for (const dependency of rulesOfRef(program.tree, ref)) found.add(dependency);
    });
    return found;
  });
}

export function checkRecursion(rules: readonly CheckedRule[], dependencies: Dependencies, names: LocalNames, errors: ErrorCollector): void {
  const cyclic = rulesInCycles(rules, dependencies);
  for (const rule of rules) {
    if (!cyclic.has(rule)) continue;
    // The path of each is looked for: for thousands in one circle that takes time by the square of their number.
    if (errors.isFull) return;
    const path = findPath(rule, dependencies).map((step) => formatRef(step.rule.head.ref, names));
    const message = `rule ${path[0]} is recursive: ${path.join(" -> ")}`;
    errors.add("rego_recursion_error", rule.module.source, rule.rule, message);
  }
}

/** A shortest way from a rule back to itself. */
function findPath(start: CheckedRule, dependencies: Dependencies): readonly CheckedRule[] {
  const cameFrom = new Map<CheckedRule, CheckedRule>();
  const queue: CheckedRule[] = [start];
  for (const rule of queue) {
    for (const next of dependencies[rule.id] ?? []) {
      if (next === start) {
        const path = [start];
        for (let step: CheckedRule | undefined = rule; step !== undefined && step !== start; step = cameFrom.get(step)) path.push(step);
        return [start, ...path.slice(1).reverse(), start];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, rule);
      queue.push(next);
    }
  }
  return [start, start];
}

/** Tarjan's strongly connected components without recursion, so that long chains of rules cannot exhaust the stack. */
function rulesInCycles(rules: readonly CheckedRule[], dependencies: Dependencies): ReadonlySet<CheckedRule> {
  const cyclic = new Set<CheckedRule>();
  const order = new Map<CheckedRule, number>();
  const low = new Map<CheckedRule, number>();
  const stack: CheckedRule[] = [];
  const onStack = new Set<CheckedRule>();
  for (const root of rules) {
    if (order.has(root)) continue;
    const work: { rule: CheckedRule; rest: Iterator<CheckedRule> }[] = [];
    const enter = (rule: CheckedRule): void => {
      order.set(rule, order.size);
      low.set(rule, order.get(rule) ?? 0);
      stack.push(rule);
      onStack.add(rule);
      work.push({ rule, rest: (dependencies[rule.id] ?? new Set<CheckedRule>()).values() });
    };
    enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { rule } = top;
      const next = top.rest.next();
      if (next.done !== true) {
        if (next.value === rule) cyclic.add(rule);
        if (!order.has(next.value)) enter(next.value);
        else if (onStack.has(next.value)) lower(low, rule, order.get(next.value));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above !== undefined) lower(low, above.rule, low.get(rule));
      if (low.get(rule) === order.get(rule)) closeComponent(rule, stack, onStack, cyclic);
    }
  }
  return cyclic;
}

function lower(low: Map<CheckedRule, number>, rule: CheckedRule, bound: number | undefined): void {
  low.set(rule, Math.min(low.get(rule) ?? 0, bound ?? 0));
}

function closeComponent(root: CheckedRule, stack: CheckedRule[], onStack: Set<CheckedRule>, cyclic: Set<CheckedRule>): void {
  const members: CheckedRule[] = [];
  for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
    onStack.delete(member);
    members.push(member);
    if (member === root) break;
  }
  if (members.length > 1) for (const member of members) cyclic.add(member);
}
