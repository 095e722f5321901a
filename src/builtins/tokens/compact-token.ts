import { parseJson } from "../../values/json.ts";
import { JsonError } from "../../values/json-reader.ts";
import { isMap, isObject } from "../../values/kind.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { decodeText } from "../bytes.ts";
import { CryptoError, explain } from "../crypto/crypto-error.ts";
import { readBase64Url } from "./base64url.ts";

/** A token in the compact form (RFC 7515, 3.1), still encoded. */
export interface CompactToken {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Splits a token into its three parts. */
export function splitToken(text: string): CompactToken {
  if (!text.includes(".")) throw new CryptoError("encoded JWT had no period separators");
  const parts = text.split(".");
  if (parts.length !== 3) throw new CryptoError(`encoded JWT must have 3 sections, found ${parts.length}`);
  const [header = "", payload = "", signature = ""] = parts;
  return { header, payload, signature };
}

/** What a token's signature is made over. */
export function signedText(token: CompactToken): string {
  return `${token.header}.${token.payload}`;
}

/** The header of a token that is not encrypted. */
export function readHeader(token: CompactToken): PlainObject {
  const text = decodeText(decodePart("header", token.header));
  const header = explain("bad JWT header", () => readJsonObject(text));
  if (Object.hasOwn(header, "enc")) throw new CryptoError("JWT is a JWE object, which is not supported");
  return header;
}

/** The payload as text. */
export function readPayload(token: CompactToken): string {
  return decodeText(decodePart("payload", token.payload));
}

/** The bytes of the signature, for where its encoding has an error text of its own. */
export function readSignature(token: CompactToken): Uint8Array {
  return decodePart("signature", token.signature);
}

/** An object from its JSON text. */
export function readJsonObject(text: string): PlainObject {
  const value = readJson(text);
  if (!isObject(value) || isMap(value)) throw new CryptoError("decoded JSON type was not an Object");
  return value;
}

function readJson(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) throw new CryptoError(`invalid JSON: ${error.message}`, { cause: error });
    throw error;
  }
}

function decodePart(name: string, text: string): Uint8Array {
  return explain(`JWT ${name} had invalid encoding`, () => readBase64Url(text));
}
