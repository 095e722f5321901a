import type { GoValue } from "../go-format/go-value.ts";
import { nameType } from "../go-format/go-value.ts";
import type { FunctionName } from "./function-names.ts";
import { functions, refuseCall } from "./functions.ts";
import type { Command, FieldOperand, Located, NumberOperand, Operand, Pipeline } from "./nodes.ts";
import { printNode } from "./nodes.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateValue } from "./template-value.ts";
import { boxed, isTrue, missing, nameStaticType, unbox, unboxed } from "./template-value.ts";

/** A variable and its value. */
interface Variable {
  readonly name: string;
  value: TemplateValue;
}

/** Evaluates pipelines, as Go's text/template does. Errors name the part that was looked at last. */
export class PipelineEvaluator {
  readonly variables: Variable[];
  /** The part that an error is to name. */
  located: Located | undefined;

  constructor(data: TemplateValue) {
    this.variables = [{ name: "$", value: data }];
  }

  evaluate(dot: TemplateValue, pipeline: Pipeline): TemplateValue {
    this.located = pipeline;
    let value: TemplateValue | undefined;
    for (const command of pipeline.commands) {
      const result = this.evaluateCommand(dot, command, value);
      const inner = unbox(result);
      value = inner === undefined ? missing : unboxed(inner);
    }
    const result = value ?? missing;
    for (const name of pipeline.declarations) {
      if (pipeline.assigns) this.assign(name, result);
      else this.variables.push({ name, value: result });
    }
    return result;
  }

  assign(name: string, value: TemplateValue): void {
    const variable = this.variables.findLast((each) => each.name === name);
    if (variable === undefined) throw new TemplateError(`undefined variable: ${name}`);
    variable.value = value;
  }

  /** `final` is what the command before in the pipeline gave. */
  private evaluateCommand(dot: TemplateValue, command: Command, final: TemplateValue | undefined): TemplateValue {
    const { operands } = command;
    const [first] = operands;
    if (first === undefined) return missing;
    switch (first.kind) {
      case "field":
        return this.evaluateField(dot, first, operands, final);
      case "identifier":
        this.located = first;
        return this.call(dot, first.name as FunctionName, command, operands.slice(1), final);
      case "pipeline":
        this.refuseOperands(operands, final);
        return this.evaluate(dot, first);
      default:
        this.located = first;
        this.refuseOperands(operands, final);
        if (first.kind === "nil") throw new TemplateError("nil is not a command");
        return this.evaluateOperand(dot, first);
    }
  }

  private evaluateOperand(dot: TemplateValue, operand: Operand): TemplateValue {
    this.located = operand;
    switch (operand.kind) {
      case "dot":
        return dot;
      case "nil":
        return missing;
      case "bool":
        return unboxed({ kind: "bool", value: operand.value });
      case "string":
        return unboxed({ kind: "string", type: "string", value: operand.value });
      case "number":
        return unboxed(toGoNumber(operand));
      case "identifier":
        return this.call(dot, operand.name as FunctionName, operand, [], undefined);
      case "field":
        return this.evaluateField(dot, operand, [], undefined);
      case "pipeline":
        return this.evaluate(dot, operand);
      default:
        return operand satisfies never;
    }
  }

  private evaluateField(
    dot: TemplateValue,
    field: FieldOperand,
    operands: readonly Operand[],
    final: TemplateValue | undefined,
  ): TemplateValue {
    this.located = field;
    const { of: owner, fields } = field;
    let value = owner === undefined ? dot : owner.kind === "variable" ? this.readVariable(owner.name) : this.evaluateOperand(dot, owner);
    if (fields.length === 0) this.refuseOperands(operands, final);
    for (const [index, name] of fields.entries()) {
      const hasOperands = index + 1 === fields.length && (operands.length > 1 || final !== undefined);
      value = selectField(value, name, hasOperands);
    }
    return value;
  }

  private readVariable(name: string): TemplateValue {
    const variable = this.variables.findLast((each) => each.name === name);
    if (variable === undefined) throw new TemplateError(`undefined variable: ${name}`);
    return variable.value;
  }

  private call(
    dot: TemplateValue,
    name: FunctionName,
    node: Located,
    operands: readonly Operand[],
    final: TemplateValue | undefined,
  ): TemplateValue {
    const { arity, variadic, call } = functions[name];
    const count = operands.length + (final === undefined ? 0 : 1);
    if (variadic ? count < arity : count !== arity)
      throw new TemplateError(
        `wrong number of args for ${name}: want ${variadic ? `at least ${arity} got ${operands.length}` : `${arity} got ${count}`}`,
      );
    if (name === "and" || name === "or") return this.evaluateUntil(dot, name === "or", operands, final);
    const values = operands.map((operand, index) =>
      name === "printf" && index === 0 ? this.evaluateFormat(dot, operand) : this.evaluateOperand(dot, operand),
    );
    if (final !== undefined) values.push(name === "printf" && values.length === 0 ? requireString(final) : final);
    try {
      const [first] = operands;
      if (name === "call") refuseCall(first && printNode(first), values[0] ?? missing);
      return call(values);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.located = node;
      throw new TemplateError(`error calling ${name}: ${error.message}`, { cause: error });
    }
  }

  /** `and` and `or`: the first operand that decides, otherwise the last one. */
  private evaluateUntil(dot: TemplateValue, truth: boolean, operands: readonly Operand[], final: TemplateValue | undefined): TemplateValue {
    let value = missing;
    for (const operand of operands) {
      value = this.evaluateOperand(dot, operand);
      if (isTrue(unbox(value)) === truth) return value;
    }
    return final ?? value;
  }

  private evaluateFormat(dot: TemplateValue, operand: Operand): TemplateValue {
    this.located = operand;
    if (operand.kind === "nil") throw new TemplateError("cannot assign nil to string");
    if (operand.kind === "number" || operand.kind === "bool") throw new TemplateError(`expected string; found ${printNode(operand)}`);
    return requireString(this.evaluateOperand(dot, operand));
  }

  private refuseOperands(operands: readonly Operand[], final: TemplateValue | undefined): void {
    const [first] = operands;
    if (first !== undefined && (operands.length > 1 || final !== undefined))
      throw new TemplateError(`can't give argument to non-function ${printNode(first)}`);
  }
}

function selectField(owner: TemplateValue, name: string, hasOperands: boolean): TemplateValue {
  if (owner.value === undefined) return missing;
  const value = unbox(owner);
  if (value === undefined) throw new TemplateError(`nil pointer evaluating ${nameStaticType(owner)}.${name}`);
  if (value.kind !== "map") throw new TemplateError(`can't evaluate field ${name} in type ${nameStaticType(owner)}`);
  if (hasOperands) throw new TemplateError(`${name} is not a method but has arguments`);
  const member = value.entries.get(name);
  return member === undefined ? missing : boxed(member);
}

/** The first operand of `printf`. */
function requireString(operand: TemplateValue): TemplateValue {
  if (operand.value === undefined) throw new TemplateError("invalid value; expected string");
  const { value } = operand;
  if (value.kind === "string" && value.type === "string") return operand;
  throw new TemplateError(`wrong type for value; expected string; got ${value.kind === "nil" ? "interface {}" : nameType(value)}`);
}

function toGoNumber({ value, source }: NumberOperand): GoValue {
  if (value === undefined) throw new TemplateError(`${source} overflows int`);
  return value.kind === "int" ? { ...value, type: "int" } : value;
}
