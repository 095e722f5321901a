/** What the rules of a program give: the type of each by its body and head. */
import type { Rule, Term } from "../../ast/nodes.ts";
import { isScalar } from "../../ast/visit.ts";
import { anyType, functionType, isUnknown, objectOf, type Type } from "../../types/types.ts";
import type { CheckedRule } from "../program.ts";
import { branchesOf } from "../terms.ts";
import { collectVars, everywhere, varsOf } from "../variables.ts";
import { checkBody } from "./check-body.ts";
import { type CheckContext, TypeEnvironment } from "./environment.ts";
import { typeOfTerm } from "./term-types.ts";
import type { TypeFault } from "./type-errors.ts";

/** Checks a rule and its `else` branches, and adds what it gives to the types of documents. */
export function checkRule(checked: CheckedRule, context: CheckContext): readonly TypeFault[] {
  const found: TypeFault[] = [];
  for (const branch of branchesOf(checked.rule)) {
    const { environment, faults } = checkBody(branch.body, new TypeEnvironment(context));
    found.push(...faults);
    const type = faults.length > 0 ? undefined : typeOfBranch(checked, branch, environment);
    // What cannot be inferred is no reason to forget that it is there.
    if (type === undefined && context.careful) context.documents.insert(checked.path, leastKnown(checked, branch));
    if (type !== undefined) context.documents.insert(checked.path, type);
  }
  // Who uses a rule with errors hears no more of them.
  if (found.length > 0 && checked.dynamic.length === 0) context.documents.replace(checked.path, anyType);
  return found;
}

function leastKnown({ kind, dynamic }: CheckedRule, { head }: Rule): Type {
  if (kind === "function")
    return functionType(
      Array.from(head.args ?? [], () => anyType),
      anyType,
    );
  const type: Type = kind === "set" ? { kind: "set", element: anyType } : anyType;
  return dynamic.reduce((inner) => objectOf(anyType, inner), type);
}

function typeOfBranch({ kind, dynamic }: CheckedRule, { head }: Rule, environment: TypeEnvironment): Type | undefined {
  if (kind === "function") return typeOfFunction(head, environment);
  const term = head.key ?? head.value;
  const type = term && typeOfTerm(term, environment);
  if (type === undefined || isUnknown(type)) return undefined;
  return typeBelow(dynamic, kind === "set" ? { kind: "set", element: type } : type, environment);
}

function typeOfFunction({ args = [], value }: Rule["head"], environment: TypeEnvironment): Type {
  const names = new Set<string>();
  for (const arg of args) collectVars(arg, everywhere, names);
  for (const name of names) if (isUnknown(environment.get(name))) environment.set(name, anyType);
  const result = value === undefined ? anyType : typeOfTerm(value, environment);
  return functionType(
    args.map((arg) => typeOfTerm(arg, environment)),
    result,
  );
}

/** The objects that a head's operands select from, `p[x].a := …`. */
function typeBelow([operand, ...rest]: readonly Term[], type: Type, environment: TypeEnvironment): Type | undefined {
  if (operand === undefined) return type;
  const key = typeOfTerm(operand, environment);
  // Where a head goes on below a composite constant, OPA does not know what a reference to another one finds.
  const isComposite = operand.kind !== "var" && varsOf(operand, everywhere).size === 0 && !isScalar(operand);
  if (isComposite && rest.length > 0) return objectOf(key, anyType);
  const value = typeBelow(rest, type, environment);
  return value === undefined || isUnknown(key) ? undefined : objectOf(key, value);
}
