/** Checks the expressions of a body, one by one: comprehensions in them, references, then what is called with what. */
import type { Body, CallExpr, Expr } from "../../ast/nodes.ts";
import { isScalar } from "../../ast/visit.ts";
import { hasUnknown } from "../../types/select-type.ts";
import { anyType, isUnknown, type Type } from "../../types/types.ts";
import { signaturesUnify, typesUnify } from "../../types/unify-types.ts";
import { formatRef } from "../format-ref.ts";
import { type EqualityExpr, isCallOf, isEquality, isFunctionReplacement } from "../terms.ts";
import { everywhere, varsOfExpr } from "../variables.ts";
import { checkHoisted } from "./check-hoisted.ts";
import { checkExprRefs } from "./check-refs.ts";
import { closureTermsOf, isComparison, isDirect } from "./closure-terms.ts";
import type { CheckContext, CheckedBody, ClosureTerm } from "./environment.ts";
import { TypeEnvironment } from "./environment.ts";
import { NOTHING_REPLACED, replacedDocuments } from "./replaced-documents.ts";
import type { Signature } from "./signatures.ts";
import { typeOfTerm } from "./term-types.ts";
import { argumentError, matchError, type Place, type TypeFault } from "./type-errors.ts";
import { isReference, unifyTerm, unifyTyped } from "./unify-terms.ts";

/** Checks the body of a comprehension; those that template strings became have no place in the text. */
export function checkClosure(term: ClosureTerm, outer: TypeEnvironment): CheckedBody {
  const isTemplate = term.kind === "set-comprehension" && term.head.kind === "var" && outer.context.names.isTemplatePart(term.head.name);
  return checkBody(term.body, new TypeEnvironment(outer.context, outer), !isTemplate);
}

/** Checks a body; its variables get their types in `environment`. */
export function checkBody(body: Body, environment: TypeEnvironment, located = true): CheckedBody {
  const faults: TypeFault[] = [];
  for (const expr of body) {
    const place = located ? { source: environment.context.source, span: expr } : undefined;
    checkExpr(expr, place, environment, faults);
  }
  environment.settled = environment.context.careful;
  return { environment, faults };
}

function checkExpr(expr: Expr, place: Place | undefined, environment: TypeEnvironment, faults: TypeFault[]): void {
  if (isScalarHead(expr, environment.context)) return;
  if (environment.context.careful) doubtVars(expr, environment);
  environment.replaced = replacedDocuments(expr, environment);
  const direct: TypeFault[] = [];
  for (const term of closureTermsOf(expr)) {
    const found = environment.closure(term).faults;
    faults.push(...found);
    if (isDirect(term, expr)) direct.push(...found);
  }
  const before = faults.length;
  checkExprRefs(expr, environment, faults);
  const inRefs = faults.length === before ? NO_FAULTS : faults.slice(before);
  checkHoisted(expr, inRefs, environment, faults);
  const fault = checkModifiers(expr, environment) ?? (expr.kind === "call-expr" ? checkCall(expr, place, environment) : undefined);
  // What is wrong in a side of an equality has been said; that the side then has no type need not be.
  const isConsequence =
    fault?.unknown === true && (direct.length > 0 || inRefs.some(({ ref }) => ref !== undefined && isDirect(ref, expr)));
  if (fault !== undefined && !isConsequence) faults.push(fault);
  environment.replaced = NOTHING_REPLACED;
}

/** A `with` may make anything of what is called and referred to, and what need not hold says nothing of the variables in it. */
function doubtVars(expr: Expr, environment: TypeEnvironment): void {
  const isPlain = expr.kind === "some" || ((expr.kind === "call-expr" || expr.kind === "term-expr") && !expr.negated);
  if (isPlain && expr.with.length === 0) return;
  for (const name of varsOfExpr(expr, everywhere)) if (isUnknown(environment.get(name))) environment.set(name, anyType);
}

const NO_FAULTS: readonly TypeFault[] = [];

/** The value that `some x in 3` refers into. */
function isScalarHead(expr: Expr, { names }: CheckContext): boolean {
  if (expr.kind !== "call-expr" || !expr.generated || !isCallOf(expr, "eq")) return false;
  const [left] = expr.args;
  return left?.kind === "var" && isScalar(names.termOf(left.name));
}

/** A function may be replaced only by one that takes the same. */
function checkModifiers(expr: Expr, { context }: TypeEnvironment): TypeFault | undefined {
  for (const modifier of expr.with) {
    if (!isFunctionReplacement(modifier)) continue;
    const target = context.signatures.find(modifier.target);
    const replacement = context.signatures.find(modifier.replacement);
    if (target === undefined || replacement === undefined || target.variadic || replacement.variadic) continue;
    const have = replacement.args.map(({ type }) => type);
    const want = target.args.map(({ type }) => type);
    if (signaturesUnify(want, have)) continue;
    return argumentError(
      { source: context.source, span: modifier },
      formatRef(modifier.target, context.names),
      "arity mismatch",
      have,
      target.args,
    );
  }
  return undefined;
}

function checkCall(expr: CallExpr, place: Place | undefined, environment: TypeEnvironment): TypeFault | undefined {
  if (isEquality(expr) || isComparison(expr)) return checkEquality(expr, place, environment);
  const signature = environment.signatureOf(expr.operator);
  if (signature === undefined) return undefined;
  const { variadic, wanted } = signature;
  const { args } = expr;
  const refuse = (message: string): TypeFault => {
    const name = formatRef(expr.operator, environment.context.names);
    return argumentError(
      place,
      name,
      message,
      args.map((arg) => typeOfTerm(arg, environment)),
      wanted,
    );
  };
  if (args.length > wanted.length && !variadic) return refuse("too many arguments");
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg !== undefined && contradicts(typeOfTerm(arg, environment), wantedAt(signature, index))) return refuse("invalid argument(s)");
  }
  // What is not known yet gets its type from the operands' types, and may then contradict another operand.
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    const expected = wantedAt(signature, index);
    if (arg !== undefined && !isUnknown(expected) && !unifyTerm(arg, expected, environment)) return refuse("invalid argument(s)");
  }
  return undefined;
}

function wantedAt({ variadic, wanted }: Signature, index: number): Type {
  return variadic ? anyType : (wanted[index]?.type ?? anyType);
}

function contradicts(type: Type, expected: Type): boolean {
  return !hasUnknown(type) && !isUnknown(expected) && !typesUnify(type, expected);
}

function checkEquality(
  { args: [left, right] }: EqualityExpr,
  place: Place | undefined,
  environment: TypeEnvironment,
): TypeFault | undefined {
  const leftType = typeOfTerm(left, environment);
  const rightType = typeOfTerm(right, environment);
  const isWithoutType = (isReference(left) && isUnknown(leftType)) || (isReference(right) && isUnknown(rightType));
  if (!isWithoutType && unifyTyped(left, leftType, right, rightType, environment)) return undefined;
  return matchError(place, leftType, rightType);
}
