/** Which functions are cheaper to work out again than to remember (bench: functions-and-with). */
import type { Branch, RuleGroup, Step, ValueNode } from "../plan/nodes.ts";

/** About as many plan nodes as remembering a result takes time for, run by closures. */
export const closureBudget = 40;
/** The same for functions made from source. */
export const sourceBudget = 150;

/** Builtins that take about the same short time for any operands, or for the short ones that policies mostly have. */
const quickBuiltins: ReadonlySet<string> = new Set([
  ...["equal", "neq", "lt", "lte", "gt", "gte", "plus", "minus", "mul", "div", "rem", "abs", "ceil", "floor", "round"],
  ...["count", "object.get", "startswith", "endswith", "type_name", "is_array", "is_boolean", "is_null", "is_number", "is_object"],
  ...["is_set", "is_string", "bits.and", "bits.or", "bits.xor", "bits.negate"],
]);

/** Of more clauses not even the cost is worked out. */
const maximalClauses = 10;

const known = new WeakMap<RuleGroup, number>();

/** A function of few clauses that neither enumerate nor print, and that call nothing but such functions. */
export function isCheapGroup(group: RuleGroup, budget: number): boolean {
  return costOf(group) <= budget;
}

function costOf(group: RuleGroup): number {
  const cost = known.get(group);
  if (cost !== undefined) return cost;
  // Planning many clauses only to look at them would cost more than it can save.
  const found =
    group.kind !== "function" || group.clauses.length > maximalClauses ? Number.POSITIVE_INFINITY : sum(group.clauses, clauseCost);
  known.set(group, found);
  return found;
}

function clauseCost({ branches }: RuleGroup["clauses"][number]): number {
  return sum(branches(), branchCost);
}

function branchCost({ args, steps, value }: Branch): number {
  return args.length + sum(steps, stepCost) + (value === undefined ? 0 : valueCost(value));
}

function stepCost(step: Step): number {
  switch (step.kind) {
    case "check":
    case "match":
      return 1 + valueCost(step.value);
    case "equal":
      return 1 + valueCost(step.left) + valueCost(step.right);
    case "not":
      return 1 + sum(step.steps, stepCost);
    case "some":
      return 1 + sum(step.alternatives, (steps) => sum(steps, stepCost));
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function valueCost(node: ValueNode): number {
  switch (node.kind) {
    case "constant":
    case "local":
    case "input":
    case "base":
    case "undefined":
      return 1;
    case "select":
      return 1 + valueCost(node.base) + valueCost(node.key);
    case "builtin":
      return quickBuiltins.has(node.name) ? 3 + sum(node.args, valueCost) : Number.POSITIVE_INFINITY;
    case "function":
      return 3 + costOf(node.group) + sum(node.args, valueCost);
    case "rule":
      // Worked out at most once in a layer.
      return 3;
    case "lookup":
      return 10 + valueCost(node.key);
    case "array":
      return 2 + sum(node.items, valueCost);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function sum<Item>(items: readonly Item[], costOfItem: (item: Item) => number): number {
  return items.reduce((total, item) => total + costOfItem(item), 0);
}
