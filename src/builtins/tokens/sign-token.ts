import { parseJson } from "../../values/json.ts";
import { JsonError } from "../../values/json-reader.ts";
import { encodeText } from "../bytes.ts";
import type { Host } from "../context.ts";
import { writeBase64Url } from "../crypto/binary.ts";
import { CryptoError, explain } from "../crypto/crypto-error.ts";
import { tokenAlgorithms } from "./algorithms.ts";
import { parseKeySet } from "./key-set.ts";
import type { LenientValue } from "./lenient-json.ts";
import { readLenientObject } from "./lenient-json.ts";
import { signWithKey } from "./sign-with-key.ts";

/**
 * Signs a header and a payload as they are written with the first key of a set, by the algorithm that the header names.
 * Throws OPA's words about a header, payload or key that will not do.
 */
export async function signToken(header: string, payload: string, keys: string, host: Pick<Host, "randomBytes">): Promise<string> {
  const [key] = parseKeySet(keys);
  if (key === undefined) throw new CryptoError("no keys found in JWK set");
  const members = explain("missing or invalid 'alg' header", () => readMembers(header));
  const name = members.algorithm;
  const algorithm = tokenAlgorithms.get(name);
  if (algorithm === undefined) throw new CryptoError(`unknown JWS algorithm: ${name}`);
  if (members.isJwt && !isJson(payload)) throw new CryptoError("type is JWT but payload is not JSON");
  // WebCrypto draws its own random bytes for these; a host that refuses any refuses them.
  if (algorithm.kind === "ecdsa" || algorithm.kind === "rsa-pss") host.randomBytes(0);
  const signed = `${writeBase64Url(encodeText(header))}.${writeBase64Url(encodeText(payload))}`;
  return `${signed}.${writeBase64Url(await signWithKey(key, algorithm, encodeText(signed)))}`;
}

/** Anything but another type in writing counts as a JWT. */
function readMembers(header: string): { readonly algorithm: string; readonly isJwt: boolean } {
  const members = readLenientObject(header);
  const type = members.get("typ");
  const isJwt = type === undefined || !("text" in type) || type.text === "JWT";
  return { algorithm: readAlgorithm(members.get("alg")), isJwt };
}

function readAlgorithm(value: LenientValue | undefined): string {
  if (value === undefined) throw new CryptoError('jwsbb: header "alg" not found');
  if (!("text" in value)) throw new CryptoError(`value doesn't contain string; it contains ${value.type}`);
  return value.text;
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    if (error instanceof JsonError) return false;
    throw error;
  }
}
