import { normalizeInteger } from "../../values/number.ts";
import type { Value } from "../../values/value.ts";
import { encodeBase64 } from "../base64.ts";
import { writeBase64Url, writeUnsigned } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import { curveOf } from "./curves.ts";
import { derivePublicKey } from "./derive-public-key.ts";
import { invertModulo } from "./modular.ts";
import type { PrivateKey, RsaPrivateKey } from "./private-key.ts";
import type { PublicKey } from "./public-key.ts";

/** A private key as Go's `encoding/json` writes the key types. */
export async function describePrivateKey(key: PrivateKey): Promise<Value> {
  const publicKey = await derivePublicKey(key);
  switch (key.kind) {
    case "rsa":
      return describeRsaKey(key);
    case "ecdsa": {
      const { x, y } = pointOf(publicKey);
      return { Curve: {}, D: normalizeInteger(key.scalar), X: normalizeInteger(x), Y: normalizeInteger(y) };
    }
    case "ed25519":
      return encodeBase64(Uint8Array.of(...key.seed, ...octetsOf(publicKey)), "standard");
    case "x25519":
      return {};
  }
}

function describeRsaKey(key: RsaPrivateKey): Value {
  const { dp, dq, qi } = computeFactors(key);
  return {
    D: normalizeInteger(key.privateExponent),
    E: normalizeInteger(key.exponent),
    N: normalizeInteger(key.modulus),
    Precomputed: { CRTValues: [], Dp: normalizeInteger(dp), Dq: normalizeInteger(dq), Qinv: normalizeInteger(qi) },
    Primes: key.primes.map(normalizeInteger),
  };
}

/** A private key as a JSON Web Key (RFC 7517). */
export async function writePrivateJwk(key: PrivateKey): Promise<Value> {
  const publicKey = await derivePublicKey(key);
  switch (key.kind) {
    case "rsa": {
      const { primes, modulus: n, exponent: e, privateExponent: d } = key;
      const numbers = { n, e, d, p: primes[0], q: primes[1], ...computeFactors(key) };
      const members = Object.entries(numbers).map(([name, number]) => [name, writeBase64Url(writeUnsigned(number))]);
      return { kty: "RSA", ...Object.fromEntries(members) };
    }
    case "ecdsa": {
      if (key.curve === "P-224") throw new CryptoError(failP224);
      const { size } = curveOf(key.curve);
      const write = (number: bigint): string => writeBase64Url(writeUnsigned(number, size));
      const { x, y } = pointOf(publicKey);
      return { kty: "EC", crv: key.curve, x: write(x), y: write(y), d: write(key.scalar) };
    }
    case "ed25519":
    case "x25519": {
      const crv = key.kind === "ed25519" ? "Ed25519" : "X25519";
      return { kty: "OKP", crv, x: writeBase64Url(octetsOf(publicKey)), d: writeBase64Url(key.seed) };
    }
  }
}

/** Go prints the curve's addresses in memory behind it. */
const failP224 =
  "failed to initialize *jwk.ecdsaPrivateKey from *ecdsa.PrivateKey: jwk: failed to get algorithm for converting ECDSA private key to JWK: unknown elliptic curve";

/** The numbers for the Chinese remainder theorem (RFC 8017, 3.2). */
function computeFactors({ privateExponent, primes: [p, q] }: RsaPrivateKey): Readonly<Record<"dp" | "dq" | "qi", bigint>> {
  return { dp: privateExponent % (p - 1n), dq: privateExponent % (q - 1n), qi: invertModulo(q, p) };
}

function pointOf(key: PublicKey): { readonly x: bigint; readonly y: bigint } {
  return key.kind === "ecdsa" ? key : { x: 0n, y: 0n };
}

function octetsOf(key: PublicKey): Uint8Array {
  return "bytes" in key ? key.bytes : new Uint8Array();
}
