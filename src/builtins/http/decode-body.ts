import { parseFirstJson } from "../../values/json.ts";
import { JsonError } from "../../values/json-reader.ts";
import type { Value } from "../../values/value.ts";
import { parseYaml } from "../../values/yaml.ts";
import { YamlError } from "../../values/yaml-error.ts";
import type { RequestFields } from "./request-fields.ts";

/** What a body is read as. */
export interface Decoding {
  readonly forceJson: boolean;
  readonly forceYaml: boolean;
}

/** @throws SendProblem */
export function readDecoding(fields: RequestFields): Decoding {
  return { forceJson: fields.flag("force_json_decode"), forceYaml: fields.flag("force_yaml_decode") };
}

/** The value of a body that is JSON or YAML, by its type or by force; `null` if it is neither, or broken. */
export function decodeBody(text: string, contentType: string, { forceJson, forceYaml }: Decoding): Value {
  if (forceJson || isJson(contentType)) return readOrNull(parseFirstJson, text);
  if (forceYaml || /application\/(?:x-)?yaml/.test(contentType)) return readOrNull(parseYaml, text);
  return null;
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const parameter = `\\s*;\\s*${token}\\s*=\\s*(?:${token}|"(?:[^"\\\\]|\\\\.)*")`;
/** A media type whose parameters are well-formed; any other counts for nothing. */
const jsonType = new RegExp(`^application/(?:json|[!#$%&'*\\-.^_\`|~0-9A-Za-z+]*\\+json)(?:${parameter})*(?:\\s*;)?$`, "i");

function isJson(contentType: string): boolean {
  return jsonType.test(contentType.trim());
}

function readOrNull(read: (text: string) => Value, text: string): Value {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof JsonError || error instanceof YamlError) return null;
    throw error;
  }
}
