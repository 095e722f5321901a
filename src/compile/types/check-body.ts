/** Checks the expressions of a body, one by one: comprehensions in them, references, then what is called with what. */
import type { Body, CallExpr, Expr, Term } from "../../ast/nodes.ts";
import { isScalar } from "../../ast/visit.ts";
import { hasUnknown } from "../../types/select-type.ts";
import { anyType, isUnknown, type Type } from "../../types/types.ts";
import { signaturesUnify, typesUnify } from "../../types/unify-types.ts";
import { formatRef } from "../format-ref.ts";
import { type EqualityExpr, isCallOf, isEquality, isFunctionReplacement } from "../terms.ts";
import { checkHoisted } from "./check-hoisted.ts";
import { checkExprRefs } from "./check-refs.ts";
import { closureTermsOf, isComparison, isDirect } from "./closure-terms.ts";
import type { CheckContext, CheckedBody, ClosureTerm } from "./environment.ts";
import { TypeEnvironment } from "./environment.ts";
import { replacedDocuments } from "./replaced-documents.ts";
import { typeOfTerm } from "./term-types.ts";
import { argumentError, matchError, type Place, type TypeFault } from "./type-errors.ts";
import { isReference, unifyTerm, unifyTerms } from "./unify-terms.ts";

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
  return { environment, faults };
}

function checkExpr(expr: Expr, place: Place | undefined, environment: TypeEnvironment, faults: TypeFault[]): void {
  if (isScalarHead(expr, environment.context)) return;
  environment.replaced = replacedDocuments(expr, environment);
  const direct: TypeFault[] = [];
  for (const term of closureTermsOf(expr)) {
    const found = environment.closure(term).faults;
    faults.push(...found);
    if (isDirect(term, expr)) direct.push(...found);
  }
  const inRefs: TypeFault[] = [];
  checkExprRefs(expr, environment, inRefs);
  faults.push(...inRefs, ...checkHoisted(expr, inRefs, environment));
  const fault = checkModifiers(expr, environment) ?? (expr.kind === "call-expr" ? checkCall(expr, place, environment) : undefined);
  // What is wrong in a side of an equality has been said; that the side then has no type need not be.
  const isConsequence =
    fault?.unknown === true && (direct.length > 0 || inRefs.some(({ ref }) => ref !== undefined && isDirect(ref, expr)));
  if (fault !== undefined && !isConsequence) faults.push(fault);
  environment.replaced = [];
}

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
  const { args, result, variadic } = signature;
  const wanted = result === undefined ? args : [...args, result];
  const wantedAt = (index: number): Type => (variadic ? anyType : (wanted[index]?.type ?? anyType));
  const typeOf = (arg: Term): Type => typeOfTerm(arg, environment);
  const have = expr.args.map(typeOf);
  const name = formatRef(expr.operator, environment.context.names);
  if (expr.args.length > wanted.length && !variadic) return argumentError(place, name, "too many arguments", have, wanted);
  const isWrong = (type: Type, index: number): boolean => {
    const expected = wantedAt(index);
    return !hasUnknown(type) && !isUnknown(expected) && !typesUnify(type, expected);
  };
  if (have.some(isWrong)) return argumentError(place, name, "invalid argument(s)", have, wanted);
  // What is not known yet gets its type from the operands' types, and may then contradict another operand.
  const fits = expr.args.every((arg, index) => isUnknown(wantedAt(index)) || unifyTerm(arg, wantedAt(index), environment));
  return fits ? undefined : argumentError(place, name, "invalid argument(s)", expr.args.map(typeOf), wanted);
}

function checkEquality(
  { args: [left, right] }: EqualityExpr,
  place: Place | undefined,
  environment: TypeEnvironment,
): TypeFault | undefined {
  const leftType = typeOfTerm(left, environment);
  const rightType = typeOfTerm(right, environment);
  const isWithoutType = [left, right].some((side) => isReference(side) && isUnknown(typeOfTerm(side, environment)));
  return !isWithoutType && unifyTerms(left, right, environment) ? undefined : matchError(place, leftType, rightType);
}
