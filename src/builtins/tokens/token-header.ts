import { isArray } from "../../values/kind.ts";
import { getProperty } from "../../values/object.ts";
import type { PlainObject } from "../../values/value.ts";
import { CryptoError } from "../crypto/crypto-error.ts";

/** The members of a token's header that matter; an absent text is empty. */
export interface TokenHeader {
  readonly algorithm: string;
  readonly keyId: string;
  readonly contentType: string;
  /** Whether the header has a member that it calls critical and that nobody knows. */
  readonly hasUnknownCritical: boolean;
}

const knownNames = new Set(["alg", "crit", "cty", "kid", "typ"]);

/** Reads the header's members, in the order of their names. Throws OPA's words about one that has the wrong type. */
export function readTokenHeader(header: PlainObject): TokenHeader {
  const algorithm = readText(header, "alg");
  const critical = readCritical(header);
  const contentType = readText(header, "cty");
  const keyId = readText(header, "kid");
  readText(header, "typ");
  const hasUnknownCritical = critical.some((name) => !knownNames.has(name) && Object.hasOwn(header, name));
  return { algorithm, keyId, contentType, hasUnknownCritical };
}

function readText(header: PlainObject, name: string): string {
  const value = getProperty(header, name);
  if (value === undefined) return "";
  if (typeof value !== "string") throw new CryptoError(`${name}: must be a string`);
  return value;
}

function readCritical(header: PlainObject): readonly string[] {
  const value = getProperty(header, "crit");
  if (value === undefined) return [];
  if (!isArray(value)) throw new CryptoError("crit: must be a list");
  // OPA looks at the first one only.
  if (typeof value[0] !== "string") throw new CryptoError("crit: must be a nonempty list");
  return value.filter((name) => typeof name === "string");
}
