import { parseFirstJson } from "../../values/json.ts";
import { JsonError } from "../../values/json-reader.ts";
import { isArray, isMap, isNumber, isObject } from "../../values/kind.ts";
import { numberToText } from "../../values/number.ts";
import type { Value } from "../../values/value.ts";
import { CryptoError, explain } from "../crypto/crypto-error.ts";
import type { JsonWebKey } from "./json-web-key.ts";
import { failProbe, readJsonWebKey } from "./read-json-web-key.ts";

/** Reads the JSON text of a key or of a set of keys (RFC 7517, 5). Throws the words of the reference's JWK library. */
export function parseKeySet(text: string): readonly JsonWebKey[] {
  const soleKey = "jwk.Parse: failed to parse sole key: jwk.ParseKey";
  const value = explain(soleKey, () => readText(text));
  if (!isObject(value) || isMap(value) || !Object.hasOwn(value, "keys")) return [explain(soleKey, () => readJsonWebKey(value))];
  const keySet = "jwk.Parse: failed to unmarshal JWK set";
  const keys = value["keys"] ?? null;
  if (!isArray(keys)) throw new CryptoError(`${keySet}: failed to decode "keys": expected '[' but got ${describeToken(keys)}`);
  return keys.map((key, index) => explain(`${keySet}: failed to decode key #${index} in "keys": jwk.ParseKey`, () => readJsonWebKey(key)));
}

function readText(text: string): Value {
  try {
    return parseFirstJson(text);
  } catch (error) {
    if (error instanceof JsonError) throw failProbe(error.message, { cause: error });
    throw error;
  }
}

/** Go's `%v` of the token with which a value starts. */
function describeToken(value: Value): string {
  if (value === null) return "<nil>";
  if (isNumber(value)) return numberToText(value);
  return typeof value === "object" ? "{" : String(value);
}
