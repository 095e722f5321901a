import { anyOf, anyType, arrayOf, booleanType, objectOf, record, setOf, stringType } from "../types/types.ts";
import { parseJson, stringifyJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { decodeText, encodeHex, encodeText } from "./bytes.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import { marshalWithOptions } from "./json-options.ts";
import { decodeQueryObject, encodeQueryObject, escapeQuery, unescapeQuery } from "./url-query.ts";

const text = [arg("x", stringType, "the text")] as const;
const encoded = [arg("x", stringType, "the encoded text")] as const;
const y = arg("y", stringType, "the resulting text");
const result = arg("result", booleanType, "whether it is");
/** `*.is_valid` answers false for whatever is no text. */
const anything = [arg("x", stringType, "what is tested", { unchecked: true })] as const;

function decodeBytes(bytes: Uint8Array | BuiltinFailure): BuiltinResult {
  return bytes instanceof BuiltinFailure ? bytes : decodeText(bytes);
}

/** Padding may be missing as a whole. */
function decodeBase64Url(encodedText: string): BuiltinResult {
  if (encodedText.endsWith("=")) return decodeBytes(decodeBase64(encodedText, "url"));
  const rest = encodeText(encodedText).length % 4;
  if (rest === 1) return fail(`illegal base64url string: ${encodedText}`);
  return decodeBytes(decodeBase64(`${encodedText}${"=".repeat(rest === 0 ? 0 : 4 - rest)}`, "url"));
}

function decodeHex(encodedText: string): BuiltinResult {
  const bytes = encodeText(encodedText);
  const wrong = bytes.find((byte) => !/[\da-fA-F]/.test(String.fromCharCode(byte)));
  if (wrong !== undefined) return fail(`encoding/hex: invalid byte: ${describeByte(wrong)}`);
  if (bytes.length % 2 === 1) return fail("encoding/hex: odd length hex string");
  return decodeText(Uint8Array.from(encodedText.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** Go's `%#U` of a byte. */
function describeByte(byte: number): string {
  const printable = byte >= 0x20 && byte !== 0x7f && !(byte >= 0x80 && byte <= 0xa0) && byte !== 0xad;
  return `U+${byte.toString(16).toUpperCase().padStart(4, "0")}${printable ? ` '${String.fromCharCode(byte)}'` : ""}`;
}

/** A value takes about eight times the memory of its text. */
const memoryOfText = 8;

function unmarshal(json: string, context: BuiltinContext): BuiltinResult {
  if (json.length > 1_024) context.tick((json.length * memoryOfText) >> 6);
  try {
    return parseJson(json);
  } catch (error) {
    if (error instanceof JsonError) return fail(error.message);
    throw error;
  }
}

export const encodingBuiltins: readonly Builtin[] = [
  builtin("base64.encode", "Encodes a text in base64.", text, y, (x) => encodeBase64(encodeText(x), "standard")),
  builtin("base64.decode", "Decodes base64.", encoded, y, (x) => decodeBytes(decodeBase64(x, "standard"))),
  builtin(
    "base64.is_valid",
    "Whether a text is base64.",
    anything,
    result,
    (x) => typeof x === "string" && decodeBase64(x, "standard") instanceof Uint8Array,
  ),
  builtin("base64url.encode", "Encodes a text in URL-safe base64, with padding.", text, y, (x) => encodeBase64(encodeText(x), "url")),
  builtin("base64url.encode_no_pad", "Encodes a text in URL-safe base64, without padding.", text, y, (x) =>
    encodeBase64(encodeText(x), "url").replace(/=+$/, ""),
  ),
  builtin("base64url.decode", "Decodes URL-safe base64, with or without padding.", encoded, y, decodeBase64Url),
  builtin("hex.encode", "Encodes a text's bytes in hexadecimal.", text, y, (x) => encodeHex(encodeText(x))),
  builtin("hex.decode", "Decodes hexadecimal.", encoded, y, decodeHex),
  builtin("urlquery.encode", "Escapes a text for a query.", text, y, escapeQuery),
  builtin("urlquery.decode", "Undoes the escapes of a query.", encoded, y, unescapeQuery),
  builtin(
    "urlquery.encode_object",
    "A query from an object.",
    [
      arg(
        "object",
        objectOf(stringType, anyOf(stringType, arrayOf(stringType), setOf(stringType))),
        "values by the names of their parameters",
        {
          elementsUnchecked: true,
        },
      ),
    ],
    y,
    encodeQueryObject,
  ),
  builtin(
    "urlquery.decode_object",
    "An object from a query.",
    [arg("x", stringType, "the query")],
    arg("object", objectOf(stringType, arrayOf(stringType)), "arrays of values by the names of their parameters"),
    decodeQueryObject,
  ),
  builtin("json.marshal", "A value as JSON text.", [arg("x", anyType, "the value")], y, (x) => stringifyJson(x)),
  builtin(
    "json.marshal_with_options",
    "A value as JSON text, indented if wanted.",
    [
      arg("x", anyType, "the value"),
      arg(
        "opts",
        record({ indent: stringType, prefix: stringType, pretty: booleanType }, { key: stringType, value: anyType }),
        "indent, prefix, pretty",
      ),
    ],
    y,
    marshalWithOptions,
  ),
  builtin(
    "json.unmarshal",
    "The value of a JSON text.",
    [arg("x", stringType, "the JSON text")],
    arg("y", anyType, "the value"),
    unmarshal,
  ),
  builtin(
    "json.is_valid",
    "Whether a text is JSON.",
    anything,
    result,
    (x, context) => typeof x === "string" && !(unmarshal(x, context) instanceof BuiltinFailure),
  ),
];
