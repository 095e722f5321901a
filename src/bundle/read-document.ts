import { extname } from "node:path";
import { allGroups } from "#builtin-groups";
import { yamlReader } from "../builtins/group.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";

/** Most folders have no YAML: its reader is loaded for the first that has. */
const parseYaml = yamlReader(allGroups);

/** Reads a document by the name of its file: JSON, or YAML in which large integers lose digits as they do in OPA. */
export function parseDocument(file: string, text: string): Value {
  switch (extname(file)) {
    case ".json":
      return parseJson(text);
    case ".yaml":
    case ".yml":
      return parseYaml(text);
    default:
      return parseJsonOrYaml(text);
  }
}

/** Reads a text as JSON or, where it is not JSON, as YAML. */
export function parseJsonOrYaml(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return parseYaml(text);
  }
}
