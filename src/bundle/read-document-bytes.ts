import { decodeText } from "../builtins/bytes.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { parseJsonOrYaml } from "./json-or-yaml.ts";
import { parseYaml } from "./read-yaml.ts";

/** Reads a document: JSON, or by its name YAML. Throws BundleError that names `file`. */
export async function readDocument({ path, bytes }: BundleFile, file: string): Promise<Value> {
  const text = decodeText(bytes);
  try {
    return path.endsWith(".json") ? parseJson(text) : await parseJsonOrYaml(text, parseYaml);
  } catch (error) {
    if (error instanceof JsonError || error instanceof YamlError) throw bundleErrors.document(file, error);
    throw error;
  }
}
