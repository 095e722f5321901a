import { quote } from "../go-format/quote.ts";

/** A template's parts. Positions are offsets into the template. */
export type Statement =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly pipeline: Pipeline }
  | ControlStatement
  | { readonly kind: "break" | "continue" }
  | TemplateCall;

/** A body that is walked once, not at all or several times; `otherwise` when not at all. */
export interface ControlStatement {
  readonly kind: "if" | "with" | "range";
  readonly pipeline: Pipeline;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface TemplateCall {
  readonly kind: "template";
  readonly position: number;
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}

export interface Pipeline {
  readonly kind: "pipeline";
  readonly position: number;
  readonly declarations: readonly string[];
  /** The variables are known already and get new values. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

export interface Command {
  readonly kind: "command";
  readonly position: number;
  readonly operands: readonly Operand[];
}

export type Operand =
  | Pipeline
  | { readonly kind: "dot" | "nil"; readonly position: number }
  | { readonly kind: "identifier"; readonly position: number; readonly name: string }
  | { readonly kind: "bool"; readonly position: number; readonly value: boolean }
  | { readonly kind: "string"; readonly position: number; readonly source: string; readonly value: string }
  | NumberOperand
  | FieldOperand;

/** A number: what it may be, depending on how it is written and used. */
export interface NumberOperand {
  readonly kind: "number";
  readonly position: number;
  readonly source: string;
  /** `undefined`: too large for Go's int. */
  readonly value: { readonly kind: "int"; readonly value: bigint } | { readonly kind: "float"; readonly value: number } | undefined;
}

/** `.a.b` of dot, of a variable, or of an operand in parentheses. `fields` is empty only for a variable. */
export interface FieldOperand {
  readonly kind: "field";
  readonly position: number;
  readonly of: Operand | { readonly kind: "variable"; readonly name: string } | undefined;
  readonly fields: readonly string[];
}

/** What an error may name. */
export type Located = TemplateCall | Pipeline | Command | Operand;

/** The source of a part as an error text shows it. */
export function printNode(node: Located): string {
  switch (node.kind) {
    case "template":
      return `{{template ${quote(node.name, false)}${node.pipeline === undefined ? "" : ` ${printNode(node.pipeline)}`}}}`;
    case "pipeline": {
      const declared = node.declarations.length === 0 ? "" : `${node.declarations.join(", ")} ${node.assigns ? "=" : ":="} `;
      return declared + node.commands.map(printNode).join(" | ");
    }
    case "command":
      return node.operands.map(printOperand).join(" ");
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "identifier":
      return node.name;
    case "bool":
      return String(node.value);
    case "string":
    case "number":
      return node.source;
    case "field":
      return printOwner(node.of) + node.fields.map((field) => `.${field}`).join("");
    default:
      return node satisfies never;
  }
}

function printOperand(operand: Operand): string {
  return operand.kind === "pipeline" ? `(${printNode(operand)})` : printNode(operand);
}

function printOwner(owner: FieldOperand["of"]): string {
  if (owner === undefined) return "";
  return owner.kind === "variable" ? owner.name : printOperand(owner);
}
