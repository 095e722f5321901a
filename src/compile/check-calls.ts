/** Stage "undefined functions": every call names a function or builtin and has an operand for each argument, or one more for the result. */
import type { Body, CallExpr, Expr, Rule } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import type { RuleNode } from "./program.ts";
import { functionsAt } from "./references.ts";
import type { ArityOf } from "./safety.ts";
import { branchesOf, isEquality, operatorName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

/** The part of the builtin registry that the compiler needs. */
export interface KnownBuiltins {
  readonly get: (name: string) => KnownBuiltin | undefined;
}

export interface KnownBuiltin {
  readonly name: string;
  readonly kind: "sync" | "async" | "relation";
  readonly args: readonly unknown[];
  readonly result: unknown;
  readonly variadic: boolean;
  readonly deprecated: boolean;
}

/** How many operands the called function or builtin takes, its result not counted. */
export function makeArityOf(tree: RuleNode, builtins: KnownBuiltins): ArityOf {
  return (call) => {
    const name = operatorName(call.operator);
    const builtin = name === undefined ? undefined : builtins.get(name);
    if (builtin !== undefined) return builtin.variadic ? call.args.length : builtin.args.length;
    return functionsAt(tree, call.operator)[0]?.rule.head.args?.length;
  };
}

/** Checks the calls of a rule. */
export function checkRuleCalls(rule: Rule, source: SourceText, arityOf: ArityOf, names: LocalNames, errors: ErrorCollector): void {
  for (const branch of branchesOf(rule)) checkBodyCalls(branch.body, source, arityOf, names, errors);
}

export function checkBodyCalls(body: Body, source: SourceText, arityOf: ArityOf, names: LocalNames, errors: ErrorCollector): void {
  const check = (expr: Expr): void => {
    for (const closure of closuresOf(expr)) closure.body.forEach(check);
    if (expr.kind === "call-expr") checkCall(expr, source, arityOf, names, errors);
  };
  body.forEach(check);
}

function checkCall(expr: CallExpr, source: SourceText, arityOf: ArityOf, names: LocalNames, errors: ErrorCollector): void {
  const arity = arityOf(expr);
  const name = formatRef(expr.operator, names);
  if (arity === undefined) {
    errors.add("rego_type_error", source, expr, `undefined function ${name}`);
    return;
  }
  const given = expr.args.length;
  if (isEquality(expr) || given === arity + 1 || (given === arity && !expr.generated)) return;
  const written = expr.generated ? given - 1 : given;
  if (expr.operator.terms.length > 1 && name.startsWith("data.")) {
    const noun = written === 1 ? "argument" : "arguments";
    errors.add("rego_type_error", source, expr, `function ${name} has arity ${arity}, got ${written} ${noun}`);
    return;
  }
  errors.add("rego_type_error", source, expr, `${name}: arity mismatch`);
}

/** Stage "deprecated builtins": modules of Rego v1 (and strict mode) refuse them. */
export function checkDeprecated(rule: Rule, source: SourceText, builtins: KnownBuiltins, errors: ErrorCollector): void {
  const check = (expr: Expr): void => {
    if (expr.kind === "call-expr") {
      const name = operatorName(expr.operator);
      if (name !== undefined && builtins.get(name)?.deprecated) {
        errors.add("rego_type_error", source, expr, `deprecated built-in function calls in expression: ${name}`);
      }
    }
    for (const closure of closuresOf(expr)) closure.body.forEach(check);
  };
  for (const branch of branchesOf(rule)) branch.body.forEach(check);
}
