import type { RegoNumber, Value } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";
import type { GoRegex } from "../regex/go-regex.ts";

/** The versions of JSON Schema. A schema that does not name one is read by the rules of all of them. */
export type Draft = 4 | 6 | 7 | "hybrid";

/** A compiled schema. It is filled in by the compiler, since schemas refer to themselves. */
export interface Schema {
  /** What `true` and `false` say of every value. */
  pass?: boolean;
  /** The schema that takes the place of this one. */
  reference?: Schema;
  types?: readonly string[];
  properties?: ReadonlyMap<string, Schema>;
  additionalProperties?: boolean | Schema;
  patternProperties?: readonly PatternProperty[];
  propertyNames?: Schema;
  dependencies?: ReadonlyMap<string, readonly string[] | Schema>;
  /** One schema for all items, or one for each of the first items. */
  items?: Schema | readonly Schema[];
  additionalItems?: boolean | Schema;
  contains?: Schema;
  multipleOf?: RegoNumber;
  minimum?: RegoNumber;
  exclusiveMinimum?: RegoNumber;
  maximum?: RegoNumber;
  exclusiveMaximum?: RegoNumber;
  minLength?: number;
  maxLength?: number;
  minProperties?: number;
  maxProperties?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  required?: readonly string[];
  pattern?: { readonly text: string; readonly regex: GoRegex };
  format?: string;
  /** JSON texts. */
  const?: string;
  enum?: readonly string[];
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  allOf?: readonly Schema[];
  not?: Schema;
  if?: Schema;
  then?: Schema;
  else?: Schema;
}

export interface PatternProperty {
  readonly regex: GoRegex;
  readonly schema: Schema;
}

/** What compiling a schema needs of its surroundings. */
export type SchemaContext = Pick<BuiltinContext, "tick" | "engineCache">;

/** What the readers of keywords share. */
export interface SchemaCompiler {
  readonly draft: Draft;
  readonly context: SchemaContext;
  /** Compiles a schema inside the present one. */
  readonly compile: (value: Value) => Schema;
}

/** A schema that cannot be used, or one that asks for what is not there. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
}
