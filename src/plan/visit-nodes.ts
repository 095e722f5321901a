/** Walks over plan nodes: values, patterns and steps with all that they hold, bodies of comprehensions included. */
import type { Pattern, Replacement, Step, ValueNode } from "./nodes.ts";

/** Is told of each value node, from the outside to the inside. False: nothing inside of it is visited. */
export type VisitValue = (node: ValueNode) => boolean;

/** Visits a value and all values inside. */
export function visitValue(node: ValueNode, visit: VisitValue): void {
  if (!visit(node)) return;
  switch (node.kind) {
    case "lookup":
      visitValue(node.key, visit);
      return;
    case "dynamic":
      for (const key of node.keys) visitValue(key, visit);
      return;
    case "select":
      visitValue(node.base, visit);
      visitValue(node.key, visit);
      return;
    case "builtin":
    case "function":
      for (const arg of node.args) visitValue(arg, visit);
      return;
    case "array":
    case "set":
      for (const item of node.items) visitValue(item, visit);
      return;
    case "object":
      for (const [key, value] of node.entries) {
        visitValue(key, visit);
        visitValue(value, visit);
      }
      return;
    case "comprehension":
      visitSteps(node.steps, visit);
      if (node.key !== undefined) visitValue(node.key, visit);
      visitValue(node.value, visit);
      return;
    default:
      return;
  }
}

/** Visits the values in a pattern. */
function visitPattern(pattern: Pattern, visit: VisitValue): void {
  switch (pattern.kind) {
    case "equals":
      visitValue(pattern.value, visit);
      return;
    case "array":
      for (const item of pattern.items) visitPattern(item, visit);
      return;
    case "object":
      for (const [key, item] of pattern.entries) {
        visitValue(key, visit);
        visitPattern(item, visit);
      }
      return;
    default:
      return;
  }
}

/** Visits the values in steps. */
export function visitSteps(steps: readonly Step[], visit: VisitValue): void {
  for (const step of steps) visitStep(step, visit);
}

/** Visits the values in a step. */
function visitStep(step: Step, visit: VisitValue): void {
  switch (step.kind) {
    case "check":
      visitValue(step.value, visit);
      return;
    case "match":
      visitValue(step.value, visit);
      visitPattern(step.pattern, visit);
      return;
    case "equal":
      visitValue(step.left, visit);
      visitValue(step.right, visit);
      return;
    case "iterate":
      visitValue(step.source, visit);
      visitPattern(step.key, visit);
      visitPattern(step.value, visit);
      return;
    case "scan":
      for (const operand of step.operands) visitPattern(operand, visit);
      visitPattern(step.value, visit);
      return;
    case "relation":
      for (const arg of step.args) visitValue(arg, visit);
      visitPattern(step.result, visit);
      return;
    case "some":
      for (const steps of step.alternatives) visitSteps(steps, visit);
      return;
    case "every":
      visitValue(step.domain, visit);
      visitPattern(step.key, visit);
      visitPattern(step.value, visit);
      visitSteps(step.steps, visit);
      return;
    case "with":
      for (const replacement of step.replacements) visitReplacement(replacement, visit);
      visitSteps(step.steps, visit);
      return;
    case "not":
    case "body":
    case "expression":
      visitSteps(step.steps, visit);
      return;
    default:
      step satisfies never;
  }
}

function visitReplacement(replacement: Replacement, visit: VisitValue): void {
  switch (replacement.kind) {
    case "input":
      for (const part of replacement.path) visitValue(part, visit);
      visitValue(replacement.value, visit);
      return;
    case "data":
      if (replacement.value !== undefined) visitValue(replacement.value, visit);
      return;
    case "call":
      if (replacement.by.kind === "rule" || replacement.by.kind === "value") visitValue(replacement.by.value, visit);
      return;
    default:
      replacement satisfies never;
  }
}
