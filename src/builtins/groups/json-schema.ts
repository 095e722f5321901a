import type { BuiltinGroup } from "../group.ts";
import { compileSchema } from "../json-schema/compile-schema.ts";
import { jsonSchemaBuiltins } from "../json-schema.ts";

/** JSON Schema. */
export const jsonSchema: BuiltinGroup = { name: "json-schema", builtins: jsonSchemaBuiltins, compileSchema };
