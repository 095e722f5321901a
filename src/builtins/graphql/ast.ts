import type { Position } from "./problem.ts";

/** The AST of gqlparser. Names of fields are those of its JSON form with a small first letter. */
interface Placed {
  readonly position: Position | undefined;
}

export interface TypeRef extends Placed {
  /** Empty for lists. */
  readonly namedType: string;
  readonly elem: TypeRef | undefined;
  readonly nonNull: boolean;
}

/** The kinds of values by gqlparser's numbers. */
export const valueKind = {
  variable: 0,
  int: 1,
  float: 2,
  string: 3,
  block: 4,
  boolean: 5,
  null: 6,
  enum: 7,
  list: 8,
  object: 9,
} as const;

export interface GraphqlValue extends Placed {
  readonly kind: number;
  readonly raw: string;
  readonly children: readonly ChildValue[];
}

/** An item of a list, without a name, or a field of an object. */
export interface ChildValue extends Placed {
  readonly name: string;
  readonly value: GraphqlValue;
}

export interface Argument extends Placed {
  readonly name: string;
  readonly value: GraphqlValue;
}

export interface Directive extends Placed {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** Only AST objects have one. */
  readonly location: string;
}

export interface Field extends Placed {
  readonly node: "field";
  readonly alias: string;
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly directives: readonly Directive[];
  readonly selectionSet: readonly Selection[];
}

export interface FragmentSpread extends Placed {
  readonly node: "spread";
  readonly name: string;
  readonly directives: readonly Directive[];
}

export interface InlineFragment extends Placed {
  readonly node: "inline";
  readonly typeCondition: string;
  readonly directives: readonly Directive[];
  readonly selectionSet: readonly Selection[];
}

export type Selection = Field | FragmentSpread | InlineFragment;

export interface VariableDefinition extends Placed {
  readonly variable: string;
  readonly type: TypeRef;
  readonly defaultValue: GraphqlValue | undefined;
  readonly directives: readonly Directive[];
  readonly used: boolean;
}

export interface Operation extends Placed {
  readonly operation: string;
  readonly name: string;
  readonly variableDefinitions: readonly VariableDefinition[];
  readonly directives: readonly Directive[];
  readonly selectionSet: readonly Selection[];
}

export interface Fragment extends Placed {
  readonly name: string;
  readonly variableDefinition: readonly VariableDefinition[];
  readonly typeCondition: string;
  readonly directives: readonly Directive[];
  readonly selectionSet: readonly Selection[];
}

export interface QueryDocument {
  readonly operations: readonly Operation[];
  readonly fragments: readonly Fragment[];
}

/** Comments around a definition, as they are written. */
export interface Comments {
  readonly beforeDescription: readonly string[];
  readonly afterDescription: readonly string[];
  readonly end: readonly string[];
}

export interface ArgumentDefinition extends Placed {
  readonly description: string;
  readonly name: string;
  readonly defaultValue: GraphqlValue | undefined;
  readonly type: TypeRef;
  readonly directives: readonly Directive[];
  readonly comments: Comments;
}

export interface FieldDefinition extends Placed {
  readonly description: string;
  readonly name: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly defaultValue: GraphqlValue | undefined;
  readonly type: TypeRef;
  readonly directives: readonly Directive[];
  readonly comments: Comments;
}

export interface EnumValueDefinition extends Placed {
  readonly description: string;
  readonly name: string;
  readonly directives: readonly Directive[];
  readonly comments: Comments;
}

export type DefinitionKind = "SCALAR" | "OBJECT" | "INTERFACE" | "UNION" | "ENUM" | "INPUT_OBJECT";

export interface Definition extends Placed {
  /** One of {@link DefinitionKind}; AST objects may have others. */
  readonly kind: string;
  readonly description: string;
  readonly name: string;
  readonly directives: readonly Directive[];
  readonly interfaces: readonly string[];
  readonly fields: readonly FieldDefinition[];
  readonly types: readonly string[];
  readonly enumValues: readonly EnumValueDefinition[];
  readonly builtIn: boolean;
  readonly comments: Comments;
}

export interface DirectiveDefinition extends Placed {
  readonly description: string;
  readonly name: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly locations: readonly string[];
  readonly isRepeatable: boolean;
  readonly comments: Comments;
}

export interface OperationType extends Placed {
  readonly operation: string;
  readonly type: string;
  readonly comment: readonly string[];
}

export interface SchemaDefinition extends Placed {
  readonly description: string;
  readonly directives: readonly Directive[];
  readonly operationTypes: readonly OperationType[];
  readonly comments: Comments;
}

export interface SchemaDocument {
  readonly schema: readonly SchemaDefinition[];
  readonly schemaExtension: readonly SchemaDefinition[];
  readonly directives: readonly DirectiveDefinition[];
  readonly definitions: readonly Definition[];
  readonly extensions: readonly Definition[];
  readonly comment: readonly string[];
}

/** The name of the innermost type of a list. */
export function nameOfType(type: TypeRef): string {
  return type.elem === undefined ? type.namedType : nameOfType(type.elem);
}

/** A type as GraphQL writes it: `[Int!]`. */
export function printType(type: TypeRef): string {
  const inner = type.elem === undefined ? type.namedType : `[${printType(type.elem)}]`;
  return type.nonNull ? `${inner}!` : inner;
}
