import { allGroups } from "#builtin-groups";
import { schemaCompiler } from "../builtins/group.ts";
import { SchemaError } from "../builtins/json-schema/schema.ts";
import { SchemaProblem, type Schemas } from "../compile/type-checking.ts";
import { anyType, type Type } from "../types/types.ts";
import { fromJson } from "../values/check-json.ts";
import type { Value } from "../values/value.ts";
import { typeOfSchema } from "./schema-type.ts";

/** Most policies have no schemas: what reads them is loaded for the first. */
const compileSchema = schemaCompiler(allGroups);

/**
 * JSON schemas for the type checker: one for `input`, and any number that annotations name (`schema.a.b`). Those that stand in annotations
 * themselves are heeded wherever there is a set, be it empty.
 */
export class SchemaSet implements Schemas {
  private readonly schemas = new Map<string, Value>();
  private readonly types = new Map<string, Type>();

  /** `input`: the schema of all input documents. */
  constructor(input?: unknown) {
    if (input !== undefined) this.add([], input);
  }

  /** Adds a schema by name: `["servers"]` is what annotations call `schema.servers`. */
  add(name: readonly string[], schema: unknown): void {
    this.schemas.set(JSON.stringify(name), fromJson(schema, ["schema", ...name].join(".")));
  }

  /** A schema as it was added. */
  definition(name: readonly string[]): Value | undefined {
    return this.schemas.get(JSON.stringify(name));
  }

  get hasNamed(): boolean {
    return this.schemas.size > 0;
  }

  find(name: readonly string[]): Type | undefined {
    const key = JSON.stringify(name);
    const schema = this.schemas.get(key);
    if (schema === undefined) return undefined;
    const type = this.types.get(key) ?? this.read(schema);
    this.types.set(key, type);
    return type;
  }

  read(definition: Value): Type {
    if (definition === null) return anyType;
    try {
      return typeOfSchema(compileSchema(definition, { tick: () => undefined, engineCache: new Map() }));
    } catch (error) {
      if (error instanceof SchemaError) throw new SchemaProblem(`unable to compile the schema: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
