import { isArray } from "../../values/kind.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { decodeBase64 } from "../base64.ts";
import { BuiltinFailure } from "../context.ts";
import { readBase64 } from "../crypto/binary.ts";
import { parseCertificate } from "../crypto/certificate.ts";
import { CryptoError } from "../crypto/crypto-error.ts";
import { nameJsonType } from "./json-type-name.ts";
import type { JwkForm } from "./json-web-key.ts";
import { keyAlgorithmNames, keyCurveNames } from "./key-algorithms.ts";

/** The members of a key that matter, by name. */
export interface JwkFields {
  readonly octets: ReadonlyMap<string, Uint8Array>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Members that hold octets. */
const octetNames: Readonly<Record<JwkForm, readonly string[]>> = {
  rsaPublicKey: ["e", "n"],
  rsaPrivateKey: ["d", "e", "n", "p", "q", "dp", "dq", "qi"],
  ecdsaPublicKey: ["x", "y"],
  ecdsaPrivateKey: ["d", "x", "y"],
  okpPublicKey: ["x"],
  okpPrivateKey: ["d", "x"],
  symmetricKey: ["k"],
};

/** Members that must be there, in the order in which they are missed. */
const requiredNames: Readonly<Record<JwkForm, readonly string[]>> = {
  rsaPublicKey: ["e", "n"],
  rsaPrivateKey: ["d", "e", "n"],
  ecdsaPublicKey: ["crv", "x", "y"],
  ecdsaPrivateKey: ["crv", "d", "x", "y"],
  okpPublicKey: ["crv", "x"],
  okpPrivateKey: ["crv", "d", "x"],
  symmetricKey: ["k"],
};

const textNames = new Set(["kid", "use", "x5t", "x5t#S256", "x5u", "kty"]);

/** Reads the members of a key in the order in which they are written. Throws the words of the reference's JWK library. */
export function readFields(object: PlainObject, form: JwkForm): JwkFields {
  const octets = new Map<string, Uint8Array>();
  const texts = new Map<string, string>();
  const fail = (problem: string): CryptoError => {
    const place = `failed to unmarshal JSON into key (*jwk.${form}): `;
    return new CryptoError(`${place}${place}${problem}`);
  };
  for (const [name, value] of Object.entries(object)) {
    const problem = readField(name, value, form, octets, texts);
    if (problem !== undefined) throw fail(`failed to decode value for key ${name}: ${problem}`);
  }
  const missing = requiredNames[form].find((name) => !Object.hasOwn(object, name));
  if (missing !== undefined) throw fail(`required field ${missing} is missing`);
  return { octets, texts };
}

/** Reads one member; answers what is wrong with it. */
function readField(
  name: string,
  value: Value,
  form: JwkForm,
  octets: Map<string, Uint8Array>,
  texts: Map<string, string>,
): string | undefined {
  if (octetNames[form].includes(name)) {
    const text = readText(value);
    if (text === undefined) return `error reading next value: ${describeMismatch(value, "string")}`;
    const bytes = readOctets(text);
    if (bytes === undefined) return "expected base64 encoded []byte (string)";
    octets.set(name, bytes);
    return undefined;
  }
  if (textNames.has(name)) {
    const text = readText(value);
    if (text === undefined) return `error reading next value: ${describeMismatch(value, "string")}`;
    texts.set(name, text);
    return undefined;
  }
  switch (name) {
    case "alg":
      return readAlgorithm(value, texts);
    case "crv":
      return form === "symmetricKey" || form.startsWith("rsa") ? undefined : readCurve(value, texts);
    case "key_ops":
      return checkOperations(value);
    case "x5c":
      return checkCertificates(value);
    default:
      return undefined;
  }
}

/** Go reads `null` as an empty text. */
function readText(value: Value): string | undefined {
  if (value === null) return "";
  return typeof value === "string" ? value : undefined;
}

function describeMismatch(value: Value, goType: string): string {
  return `json: cannot unmarshal ${nameJsonType(value)} into Go value of type ${goType}`;
}

/** Either alphabet, with padding or without. */
function readOctets(text: string): Uint8Array | undefined {
  const rest = text.length % 4;
  const padded = text.endsWith("=") || rest === 0 ? text : text + "=".repeat(4 - rest);
  const bytes = decodeBase64(padded, /[+/]/.test(text) ? "standard" : "url");
  return rest === 1 || bytes instanceof BuiltinFailure ? undefined : bytes;
}

function readAlgorithm(value: Value, texts: Map<string, string>): string | undefined {
  const text = readText(value);
  if (text === undefined) return describeMismatch(value, "string");
  if (!keyAlgorithmNames.has(text)) return `invalid key value: "${text}": invalid key algorithm`;
  texts.set("alg", text);
  return undefined;
}

function readCurve(value: Value, texts: Map<string, string>): string | undefined {
  const text = readText(value);
  if (text === undefined) return `failed to unmarshal EllipticCurveAlgorithm: ${describeMismatch(value, "string")}`;
  if (!keyCurveNames.has(text)) return `unknown EllipticCurveAlgorithm: "${text}"`;
  texts.set("crv", text);
  return undefined;
}

function checkOperations(value: Value): string | undefined {
  if (value === null) return undefined;
  if (!isArray(value)) return describeMismatch(value, "jwk.KeyOperationList");
  const wrong = value.find((operation) => readText(operation) === undefined);
  return wrong === undefined ? undefined : describeMismatch(wrong, "jwk.KeyOperation");
}

function checkCertificates(value: Value): string | undefined {
  if (value === null || !isArray(value)) return "failed to unmarshal certificate chain: expected JSON array";
  for (const [index, each] of value.entries()) {
    const place = `failed to decode certificate at index ${index}:`;
    const text = readText(each);
    if (text === undefined) return `${place} ${describeMismatch(each, "string")}`;
    const problem = findProblem("failed to base64 decode the certificate", () => readBase64(text));
    const parseProblem = problem ?? findProblem("failed to parse x509 certificate", () => parseCertificate(readBase64(text)));
    if (parseProblem !== undefined) return `${place} ${parseProblem}`;
  }
  return undefined;
}

function findProblem(words: string, read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CryptoError) return `${words}: ${error.message}`;
    throw error;
  }
}
