import { extname } from "node:path";
import { allGroups } from "#builtin-groups";
import { yamlReader } from "../builtins/group.ts";
import { parseJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { parseJsonOrYaml } from "./json-or-yaml.ts";

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
      return parseUnnamed(text);
  }
}

/** Reads a text of which no name says what it is, as JSON or YAML. Throws JsonError or YamlError. */
export function parseUnnamed(text: string): Value {
  return parseJsonOrYaml(text, parseYaml);
}
