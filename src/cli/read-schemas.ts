import { loadSchemas } from "../bundle/load-schemas.ts";
import { SchemaSet } from "../tools/schema-set.ts";

/** The schemas that `--schema` names; without it, those that stand in annotations are heeded all the same. Throws SchemaFileError. */
export function readSchemas(location: string | undefined): SchemaSet {
  const schemas = new SchemaSet();
  if (location === undefined || location === "") return schemas;
  for (const { name, schema } of loadSchemas(location)) schemas.add(name, schema);
  return schemas;
}
