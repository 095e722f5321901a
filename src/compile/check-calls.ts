/** Stage "undefined functions": every call names a function or builtin and has an operand for each argument, or one more for the result. */
import type { Body, CallExpr, Expr, RefTerm, Rule } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Type } from "../types/types.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import { findNode, type RuleNode } from "./program.ts";
import { dataPath, functionsAt } from "./references.ts";
import type { ArityOf } from "./safety.ts";
import { branchesOf, isEquality, operatorName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

/** The part of the builtin registry that the compiler needs. */
export interface KnownBuiltins {
  readonly get: (name: string) => KnownBuiltin | undefined;
  /** What to do about a builtin that is known but not there; undefined for all others. */
  readonly howToAdd: (name: string) => string | undefined;
}

/** The type of an operand or result, with its name and meaning where there are any. */
export interface NamedType {
  readonly name: string;
  readonly description: string;
  readonly type: Type;
}

export interface KnownBuiltin {
  readonly name: string;
  readonly kind: "sync" | "async" | "relation";
  readonly args: readonly NamedType[];
  readonly result: Type | undefined;
  readonly resultName: string;
  readonly resultDescription: string;
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

/** Says which calls name rules that are no functions. One operand is, for OPA, where such a rule's value goes; it is refused later. */
export function makeIsRule(tree: RuleNode): CallScope["isRule"] {
  return ({ args, operator }) => {
    const path = dataPath(operator);
    return args.length > 1 && path !== undefined && (findNode(tree, path)?.rules.length ?? 0) > 0;
  };
}

/** What there is to say of a call of a builtin with the wrong number of operands. */
export type ArityDetails = (call: CallExpr, source: SourceText) => object | undefined;

/** What the stage needs to know of the functions that are called. */
export interface CallScope {
  readonly builtins: KnownBuiltins;
  readonly arityOf: ArityOf;
  readonly detailsOf: ArityDetails | undefined;
  /** Whether what is called is a rule that takes no operands, and the call gives more of them than OPA forgives. */
  readonly isRule: (call: CallExpr) => boolean;
  readonly names: LocalNames;
}

/** Checks the calls of a rule; says whether there is one of a deprecated builtin. */
export function checkRuleCalls(rule: Rule, source: SourceText, scope: CallScope, errors: ErrorCollector): boolean {
  let callsDeprecated = false;
  for (const branch of branchesOf(rule)) if (checkBodyCalls(branch.body, source, scope, errors)) callsDeprecated = true;
  return callsDeprecated;
}

export function checkBodyCalls(body: Body, source: SourceText, scope: CallScope, errors: ErrorCollector): boolean {
  let callsDeprecated = false;
  for (const expr of body) {
    for (const closure of closuresOf(expr)) if (checkBodyCalls(closure.body, source, scope, errors)) callsDeprecated = true;
    if (expr.kind === "call-expr" && checkCall(expr, source, scope, errors)) callsDeprecated = true;
  }
  return callsDeprecated;
}

/** Checks a call; says whether it is one of a deprecated builtin. */
function checkCall(expr: CallExpr, source: SourceText, scope: CallScope, errors: ErrorCollector): boolean {
  const { arityOf, builtins, detailsOf, names } = scope;
  const given = expr.args.length;
  const arity = arityOf(expr);
  if (arity === undefined) {
    errors.add("rego_type_error", source, expr, describeUndefined(expr, scope));
    return false;
  }
  if (isEquality(expr)) return false;
  const builtin = operatorName(expr.operator);
  if (builtin !== undefined) refuseAbsent(expr.operator, source, builtins, errors);
  const isDeprecated = builtin !== undefined && builtins.get(builtin)?.deprecated === true;
  if (given === arity + 1 || (given === arity && !expr.generated)) return isDeprecated;
  const name = formatRef(expr.operator, names);
  if (expr.operator.terms.length > 1 && name.startsWith("data.")) {
    errors.add("rego_type_error", source, expr, describeArity(name, arity, writtenOperands(expr)));
  } else errors.add("rego_type_error", source, expr, `${name}: arity mismatch`, detailsOf?.(expr, source));
  return isDeprecated;
}

function describeUndefined(expr: CallExpr, { isRule, names }: CallScope): string {
  const name = formatRef(expr.operator, names);
  const written = writtenOperands(expr);
  // For OPA a rule is a function without operands.
  return written > 0 && isRule(expr) ? describeArity(name, 0, written) : `undefined function ${name}`;
}

/** How many operands a call has in the text: that for the result of a generated one is not there. */
function writtenOperands({ args, generated }: CallExpr): number {
  return generated ? args.length - 1 : args.length;
}

function describeArity(name: string, arity: number, written: number): string {
  return `function ${name} has arity ${arity}, got ${written} ${written === 1 ? "argument" : "arguments"}`;
}

/** Refuses the name of a builtin whose implementation the engine was not given. */
export function refuseAbsent(operator: RefTerm, source: SourceText, builtins: KnownBuiltins, errors: ErrorCollector): void {
  const name = operatorName(operator);
  const remedy = name === undefined ? undefined : builtins.howToAdd(name);
  if (remedy !== undefined) errors.add("rego_type_error", source, operator, `${name} is not in this engine: ${remedy}`);
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
