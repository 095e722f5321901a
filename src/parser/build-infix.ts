import type { CallTerm, RefTerm, Term } from "../ast/nodes.ts";
import { Code } from "./tokens.ts";

/** An operator and its right operand. */
export interface Operation {
  readonly operator: RefTerm;
  readonly level: number;
  readonly right: Term;
}

interface Operator {
  readonly name: string;
  /** How tightly it binds. */
  readonly level: number;
}

/** The infix operators by token: the builtin that each one calls, and its level. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  [Code.assign, { name: "assign", level: 0 }],
  [Code.unify, { name: "eq", level: 0 }],
  [Code.equal, { name: "equal", level: 2 }],
  [Code.notEqual, { name: "neq", level: 2 }],
  [Code.less, { name: "lt", level: 2 }],
  [Code.lessOrEqual, { name: "lte", level: 2 }],
  [Code.greater, { name: "gt", level: 2 }],
  [Code.greaterOrEqual, { name: "gte", level: 2 }],
  ["|", { name: "or", level: 3 }],
  ["&", { name: "and", level: 4 }],
  ["+", { name: "plus", level: 5 }],
  ["-", { name: "minus", level: 5 }],
  ["*", { name: "mul", level: 6 }],
  ["/", { name: "div", level: 6 }],
  ["%", { name: "rem", level: 6 }],
]);

/** The call of an infix operator. */
export function infixCall(operator: RefTerm, args: readonly [Term, ...Term[]], end: number): CallTerm {
  return { kind: "call", operator, args, infix: true, start: args[0].start, end };
}

/** Builds the tree of a flat chain of operations by their levels, from the left, without recursion. */
export function foldInfix(first: Term, operations: readonly Operation[]): Term {
  const operands: Term[] = [first];
  const waiting: Operation[] = [];
  for (const operation of operations) {
    reduce(operands, waiting, operation.level);
    operands.push(operation.right);
    waiting.push(operation);
  }
  reduce(operands, waiting, 0);
  return operands[0] ?? first;
}

/** Applies the waiting operations that bind at least as tightly as a level. */
function reduce(operands: Term[], waiting: Operation[], level: number): void {
  for (let last = waiting.at(-1); last !== undefined && last.level >= level; last = waiting.at(-1)) {
    waiting.pop();
    const right = operands.pop();
    const left = operands.pop();
    if (left === undefined || right === undefined) return;
    operands.push(infixCall(last.operator, [left, right], right.end));
  }
}
