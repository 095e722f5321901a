import type {
  Definition,
  Directive,
  DirectiveDefinition,
  Field,
  FieldDefinition,
  Fragment,
  FragmentSpread,
  GraphqlValue,
  InlineFragment,
  Operation,
  QueryDocument,
  TypeRef,
  VariableDefinition,
} from "../ast.ts";
import type { Position } from "../problem.ts";
import type { Schema } from "../schema.ts";

/** A value with what is expected in its place. */
export interface ValueUse {
  readonly value: GraphqlValue;
  readonly expectedType: TypeRef | undefined;
  readonly hasDefault: boolean;
  /** The innermost type of what is expected. */
  readonly definition: Definition | undefined;
  /** The definition of the variable that the value is. */
  readonly variable: VariableDefinition | undefined;
}

/** What is expected of a value. */
export type Expectation = Pick<ValueUse, "expectedType" | "hasDefault" | "definition">;

export interface FieldUse {
  readonly field: Field;
  readonly definition: FieldDefinition | undefined;
  readonly parent: Definition | undefined;
}

export interface DirectiveUse {
  readonly directive: Directive;
  readonly definition: DirectiveDefinition | undefined;
  readonly location: string;
}

/** What a rule looks at. The walker calls after it has walked what is inside. */
export interface Observer {
  readonly field?: (use: FieldUse) => void;
  readonly fragmentSpread?: (spread: FragmentSpread, definition: Fragment | undefined, parent: Definition | undefined) => void;
  readonly inlineFragment?: (fragment: InlineFragment, parent: Definition | undefined) => void;
  readonly fragment?: (fragment: Fragment, definition: Definition | undefined) => void;
  readonly operation?: (operation: Operation) => void;
  readonly variable?: (variable: VariableDefinition) => void;
  readonly directive?: (use: DirectiveUse) => void;
  readonly directiveList?: (uses: readonly DirectiveUse[]) => void;
  readonly value?: (use: ValueUse) => void;
}

/** What rules may ask for, and where they complain. */
export interface Validation {
  readonly schema: Schema;
  readonly document: QueryDocument;
  readonly report: (message: string, position: Position | undefined) => void;
  /** The operation that is being walked; none in fragments by themselves. */
  readonly operation: () => Operation | undefined;
  /** What the walker last found out of a field. */
  readonly useOf: (field: Field) => FieldUse | undefined;
  readonly isUsed: (variable: VariableDefinition) => boolean;
  readonly tick: (steps: number) => void;
}

/** One of gqlparser's rules: starts with each document anew. */
export type Rule = (validation: Validation) => Observer;
