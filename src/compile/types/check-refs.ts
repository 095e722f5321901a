/** Checks references: each operand must be a key of what stands before it. Variables among the operands get the type of the keys. */
import type { Expr, RefTerm, Term, With } from "../../ast/nodes.ts";
import { isScalar } from "../../ast/visit.ts";
import { keyType, selectType, valueType } from "../../types/select-type.ts";
import type { Type } from "../../types/types.ts";
import { anyType, isUnknown, stringType, unknownType } from "../../types/types.ts";
import { compareValues } from "../../values/compare.ts";
import type { Value } from "../../values/value.ts";
import { pathKeyOf } from "../program.ts";
import { isFunctionReplacement, operatorName } from "../terms.ts";
import type { TypeEnvironment } from "./environment.ts";
import { typeOfSignature } from "./signatures.ts";
import { typeOfTerm } from "./term-types.ts";
import { builtinAsValue, type Expected, invalidRef, type TypeFault, unsupportedRef } from "./type-errors.ts";
import { keysOfNode, type TypeNode } from "./type-tree.ts";
import { unifyTerm } from "./unify-terms.ts";

/** Checks the references of an expression, also those in the bodies of `every`, `not` and the like, but not those in comprehensions. */
export function checkExprRefs(expr: Expr, environment: TypeEnvironment, faults: TypeFault[]): void {
  switch (expr.kind) {
    case "term-expr":
      checkTermRefs(expr.term, environment, faults);
      break;
    case "call-expr":
      for (const arg of expr.args) checkTermRefs(arg, environment, faults);
      break;
    case "some":
      for (const symbol of expr.symbols) checkTermRefs(symbol, environment, faults);
      break;
    case "every":
      checkTermRefs(expr.domain, environment, faults);
      checkBodyRefs(expr.body, environment, faults);
      break;
    case "not":
      checkBodyRefs(expr.body, environment, faults);
      break;
    case "logical":
      checkBodyRefs(expr.left, environment, faults);
      checkBodyRefs(expr.right, environment, faults);
      break;
    default:
      expr satisfies never;
  }
  // Elsewhere, what a `with` mentions has an expression of its own.
  if (expr.kind !== "term-expr" && expr.kind !== "call-expr") {
    for (const modifier of expr.with) checkModifierRefs(modifier, environment, faults);
  }
}

function checkBodyRefs(body: readonly Expr[], environment: TypeEnvironment, faults: TypeFault[]): void {
  for (const expr of body) checkExprRefs(expr, environment, faults);
}

/** OPA takes the functions that a `with` of `every` and the like names for references to values. */
function checkModifierRefs(modifier: With, environment: TypeEnvironment, faults: TypeFault[]): void {
  const { context } = environment;
  for (const ref of isFunctionReplacement(modifier) ? [modifier.target, modifier.replacement] : [modifier.target]) {
    const signature = operatorName(ref)?.startsWith("data.") ? undefined : context.signatures.find(ref);
    if (signature === undefined) checkTermRefs(ref, environment, faults);
    else faults.push(builtinAsValue(context.source, ref, context.names, typeOfSignature(signature)));
  }
  checkTermRefs(modifier.value, environment, faults);
}

function checkTermRefs(term: Term, environment: TypeEnvironment, faults: TypeFault[]): void {
  switch (term.kind) {
    case "ref": {
      const { terms } = term;
      for (let index = 1; index < terms.length; index++) {
        const operand = terms[index];
        if (operand !== undefined) checkTermRefs(operand, environment, faults);
      }
      const fault = checkRef(term, environment);
      if (fault !== undefined) faults.push(fault);
      return;
    }
    case "array":
    case "set":
      for (const item of term.items) checkTermRefs(item, environment, faults);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        checkTermRefs(key, environment, faults);
        checkTermRefs(value, environment, faults);
      }
      return;
    default:
      return;
  }
}

function checkRef(ref: RefTerm, environment: TypeEnvironment): TypeFault | undefined {
  const head = ref.terms[0];
  if (head?.kind !== "var") return undefined;
  if (head.name === "data" || head.name === "input") return new RefChecker(ref, environment).document(environment.documents(head.name));
  // What `some x in 3` refers into has no type; the expression is refused as a whole.
  if (isScalar(environment.context.names.termOf(head.name))) return undefined;
  if (isUnknown(environment.get(head.name))) environment.set(head.name, anyType);
  return new RefChecker(ref, environment).value(environment.get(head.name), 1);
}

/** Nothing is known of where the reference goes. */
const leadsElsewhere = Symbol("leads elsewhere");

/** A walk along the operands of one reference. */
class RefChecker {
  private readonly ref: RefTerm;
  private readonly environment: TypeEnvironment;

  constructor(ref: RefTerm, environment: TypeEnvironment) {
    this.ref = ref;
    this.environment = environment;
  }

  /** Goes along the first of the nodes that knows the whole way. */
  document(nodes: readonly TypeNode[]): TypeFault | undefined {
    for (const node of nodes) {
      const result = this.node(node, 1);
      if (result !== leadsElsewhere) return result;
    }
    // It may lead to any rule, or to base documents.
    for (const operand of this.ref.terms.slice(1)) unifyTerm(operand, anyType, this.environment);
    return undefined;
  }

  /** Goes on from a node of the tree of rules. */
  private node(node: TypeNode, index: number): TypeFault | undefined | typeof leadsElsewhere {
    if (node.type !== undefined) return this.value(node.type, index);
    const operand = this.ref.terms[index];
    if (operand === undefined) return undefined;
    if (node.children.size === 0) return leadsElsewhere;
    const isOpen = operand.kind === "var" || operand.kind === "ref";
    // The names of packages are strings: no path to a rule is shorter than that.
    if (index <= 2 && !isOpen && operand.kind !== "string") {
      return this.invalid(index, { have: typeOfTerm(operand, this.environment), want: stringType, oneOf: keysOf(node) });
    }
    if (isOpen) return this.operand(operand, index, keysOfNode(node), () => keysOf(node)) ?? leadsElsewhere;
    const key = pathKeyOf(operand);
    const child = key === undefined ? undefined : node.children.get(key);
    return child === undefined ? leadsElsewhere : this.node(child, index + 1);
  }

  /** Goes on from a value of the type. */
  value(type: Type, index: number): TypeFault | undefined {
    const { source, names } = this.environment.context;
    const operand = this.ref.terms[index];
    if (operand === undefined) return type.kind === "function" ? unsupportedRef(source, this.ref, names, index - 1, type) : undefined;
    const keys = keyType(type);
    if (keys === undefined || isUnknown(keys)) return unsupportedRef(source, this.ref, names, index - 1, type);
    const key = pathKeyOf(operand);
    if (key === undefined) {
      return this.operand(operand, index, keys, () => knownKeys(type)) ?? this.value(valueType(type) ?? unknownType, index + 1);
    }
    const selected = selectType(type, key);
    if (selected === undefined || isUnknown(selected)) {
      return this.invalid(index, { have: undefined, want: keys, oneOf: knownKeys(type) });
    }
    return this.value(selected, index + 1);
  }

  /** An operand that is no constant must be able to be one of the keys. */
  private operand(operand: Term, position: number, keys: Type, oneOf: () => readonly Value[]): TypeFault | undefined {
    if (unifyTerm(operand, keys, this.environment)) return undefined;
    const isComposite = operand.kind !== "var" && operand.kind !== "ref";
    return this.invalid(position, { have: typeOfTerm(operand, this.environment), want: keys, oneOf: isComposite ? [] : oneOf() });
  }

  private invalid(position: number, expected: Expected): TypeFault {
    const { source, names } = this.environment.context;
    return invalidRef(source, this.ref, names, position, expected);
  }
}

function keysOf(node: TypeNode): readonly Value[] {
  return [...node.children.keys()].sort(compareValues);
}

/** The keys that a value of the type can have by name. */
function knownKeys(type: Type): readonly Value[] {
  if (type.kind === "object") return type.properties.map(({ key }) => key);
  if (type.kind !== "union") return [];
  const keys = type.members.flatMap(knownKeys).sort(compareValues);
  return keys.filter((key, index) => index === 0 || compareValues(keys[index - 1] ?? null, key) !== 0);
}
