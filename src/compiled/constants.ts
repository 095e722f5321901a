import { isArray, isMap, isNumber, isObject, isSet } from "../values/kind.ts";
import { numberToText, parseNumber } from "../values/number.ts";
import { sortedEntries } from "../values/object.ts";
import { makeObject } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { type Codec, refuse } from "./codec.ts";

/**
 * A constant. Texts, truth values and numbers that JSON holds stand for themselves; all else is a list of what it is and that: `["null"]`,
 * `["number", "1e400"]`, `["array", …]`, `["set", …]`, `["object", [key, value], …]`.
 */
export const constant: Codec<Value, unknown, unknown> = { write: writeConstant, read: readConstant };

function writeConstant(value: Value): unknown {
  if (value === null) return ["null"];
  if (typeof value === "string" || typeof value === "boolean" || isExactInJson(value)) return value;
  if (isNumber(value)) return ["number", numberToText(value)];
  if (isArray(value)) return ["array", ...value.map(writeConstant)];
  if (isSet(value)) return ["set", ...value.sorted().map(writeConstant)];
  return ["object", ...Array.from(sortedEntries(value), (entry) => entry.map(writeConstant))];
}

function isExactInJson(value: Value): boolean {
  return typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0);
}

/** Writes base documents, which may be large: as they are, where JSON holds all of them. */
export function writeDocuments(data: Value): readonly ["json" | "constant", unknown] {
  return isPlainJson(data) ? ["json", data] : ["constant", writeConstant(data)];
}

/** Throws CompiledPolicyError. */
export function readDocuments(json: unknown): unknown {
  const [form, data]: readonly unknown[] = Array.isArray(json) ? json : refuse("base documents", json);
  return form === "json" ? data : readConstant(data);
}

function isPlainJson(value: Value): boolean {
  if (value === null || typeof value !== "object")
    return typeof value === "string" || typeof value === "boolean" || value === null || isExactInJson(value);
  if (isArray(value)) return value.every(isPlainJson);
  return isObject(value) && !isMap(value) && Object.values(value).every(isPlainJson);
}

function readConstant(json: unknown): Value {
  if (typeof json === "string" || typeof json === "boolean" || typeof json === "number") return json;
  const [kind, ...parts]: readonly unknown[] = Array.isArray(json) ? json : [];
  switch (kind) {
    case "null":
      return null;
    case "number":
      return parseNumber(String(parts[0])) ?? refuse("a number", json);
    case "array":
      return parts.map(readConstant);
    case "set":
      return makeSet(parts.map(readConstant));
    case "object":
      return makeObject(
        parts.map((entry) => {
          const [key, value] = Array.isArray(entry) ? entry : refuse("an entry", entry);
          return [readConstant(key), readConstant(value)] as const;
        }),
      );
    default:
      return refuse("a constant", json);
  }
}
