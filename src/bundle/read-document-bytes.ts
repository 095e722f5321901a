import { decodeText } from "../builtins/bytes.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { loadYaml } from "./read-yaml.ts";

/** Reads a document: JSON, or by its name YAML. Throws BundleError that names `file`. */
export async function readDocument({ path, bytes }: BundleFile, file: string): Promise<Value> {
  const text = decodeText(bytes);
  try {
    return path.endsWith(".json") ? parseJson(text) : await parseJsonOrYaml(text);
  } catch (error) {
    if (error instanceof JsonError || error instanceof YamlError) throw bundleErrors.document(file, error);
    throw error;
  }
}

/** Reads a text as JSON or, where it is not JSON, as YAML. Throws JsonError or YamlError. */
export async function parseJsonOrYaml(written: string): Promise<Value> {
  const text = written.replace(/^\ufeff/, "");
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return (await loadYaml()).parseYaml(text);
  }
}
