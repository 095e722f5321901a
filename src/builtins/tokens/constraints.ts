import { compareDecimals } from "../../values/big-decimal.ts";
import { isArray, isNumber } from "../../values/kind.ts";
import { decimalOf, normalizeInteger } from "../../values/number.ts";
import { getProperty, sortedEntries } from "../../values/object.ts";
import type { PlainObject, RegoNumber, RegoObject, Value } from "../../values/value.ts";
import { encodeText } from "../bytes.ts";
import { CryptoError } from "../crypto/crypto-error.ts";
import type { TokenKey } from "./token-keys.ts";
import { makeSecretKey } from "./token-keys.ts";

/** What `io.jwt.decode_verify` demands of a token; an empty text demands nothing. */
export interface TokenConstraints {
  readonly keys: readonly TokenKey[];
  readonly algorithm: string;
  readonly issuer: string;
  readonly audience: string;
  /** Nanoseconds since the epoch. */
  readonly time: RegoNumber;
}

type MutableConstraints = { -readonly [Name in keyof TokenConstraints]: TokenConstraints[Name] };

/** Reads the constraints in the order of their names. Throws OPA's words about a wrong one. */
export function readConstraints(given: RegoObject, nowNs: bigint, readKeys: (text: string) => readonly TokenKey[]): TokenConstraints {
  const constraints: MutableConstraints = { keys: [], algorithm: "", issuer: "", audience: "", time: normalizeInteger(nowNs) };
  let certificateKeys: readonly TokenKey[] | undefined;
  let secret = "";
  for (const [name, value] of sortedEntries(given)) {
    switch (name) {
      case "alg":
        constraints.algorithm = readText(name, value);
        break;
      case "aud":
        constraints.audience = readText(name, value);
        break;
      case "cert":
        certificateKeys = readKeys(readText(name, value));
        break;
      case "iss":
        constraints.issuer = readText(name, value);
        break;
      case "secret":
        secret = readText(name, value);
        break;
      case "time":
        constraints.time = readTime(value);
        break;
      default:
        throw new CryptoError(`unknown token validation constraint: ${String(name)}`);
    }
  }
  if (certificateKeys === undefined && secret === "") throw new CryptoError("no key constraint");
  if (certificateKeys !== undefined && secret !== "") throw new CryptoError("duplicate key constraints");
  constraints.keys = certificateKeys ?? [makeSecretKey(encodeText(secret))];
  return constraints;
}

function readText(name: string, value: Value): string {
  if (typeof value !== "string") throw new CryptoError(`${name} constraint: must be a string`);
  return value;
}

function readTime(value: Value): RegoNumber {
  if (!isNumber(value)) throw new CryptoError("token time constraint: must be a number");
  if (typeof value === "object" ? value.unscaled < 0n : value < 0) throw new CryptoError("token time constraint: must not be negative");
  return value;
}

/** Whether the claims (RFC 7519, 4.1) fulfil the constraints. Throws OPA's words about a time that is no number. */
export function fulfilsConstraints(claims: PlainObject, { issuer, audience, time }: TokenConstraints): boolean {
  if (issuer !== "" && getProperty(claims, "iss") !== issuer) return false;
  if (!isAudience(getProperty(claims, "aud"), audience)) return false;
  const expires = readClaimedTime(claims, "exp");
  if (expires !== undefined && compareToSeconds(time, expires) >= 0) return false;
  const notBefore = readClaimedTime(claims, "nbf");
  return notBefore === undefined || compareToSeconds(time, notBefore) >= 0;
}

/** A token that is for somebody has to be asked for as that. */
function isAudience(claimed: Value | undefined, audience: string): boolean {
  if (claimed === undefined) return audience === "";
  return isArray(claimed) ? claimed.includes(audience) : claimed === audience;
}

function readClaimedTime(claims: PlainObject, name: string): RegoNumber | undefined {
  const value = getProperty(claims, name);
  if (value !== undefined && !isNumber(value)) throw new CryptoError(`${name} value must be a number`);
  return value;
}

/** Fewer seconds, in nanoseconds, are doubles with few digits: they compare as the decimals that they print as (bench: jwt-hs256). */
const exactSeconds = 4_500_000_000;

/** Compares nanoseconds with seconds, exactly. */
function compareToSeconds(nanoseconds: RegoNumber, seconds: RegoNumber): number {
  if (
    typeof seconds === "number" &&
    typeof nanoseconds !== "object" &&
    Number.isInteger(seconds) &&
    seconds >= 0 &&
    seconds < exactSeconds
  ) {
    const total = seconds * 1e9;
    return nanoseconds < total ? -1 : nanoseconds > total ? 1 : 0;
  }
  const { unscaled, exponent } = decimalOf(seconds);
  return compareDecimals(decimalOf(nanoseconds), { unscaled, exponent: exponent + 9 });
}
