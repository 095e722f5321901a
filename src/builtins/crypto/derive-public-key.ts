import { decodeBase64 } from "../base64.ts";
import { BuiltinFailure } from "../context.ts";
import { writeUnsigned } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import { curveOf } from "./curves.ts";
import type { CurveName } from "./object-identifiers.ts";
import type { EcdsaPrivateKey, OctetPrivateKey, PrivateKey } from "./private-key.ts";
import type { PublicKey } from "./public-key.ts";
import { readPoint } from "./public-key.ts";

/** The public half of a private key, computed by WebCrypto. */
export async function derivePublicKey(key: PrivateKey): Promise<PublicKey> {
  switch (key.kind) {
    case "rsa":
      return { kind: "rsa", modulus: key.modulus, exponent: key.exponent };
    case "ecdsa":
      return { kind: "ecdsa", curve: key.curve, ...readPoint(key.curve, await findPoint(key)) };
    case "ed25519":
    case "x25519":
      return { kind: key.kind, bytes: await deriveOctets(key) };
  }
}

/** The octets of `PrivateKeyInfo` (RFC 8410, 7) before the key's own. */
const prefixes = { ed25519: 0x70, x25519: 0x6e } as const;

async function deriveOctets({ kind, seed }: OctetPrivateKey): Promise<Uint8Array> {
  const wrapped = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, prefixes[kind], 4, 0x22, 4, 0x20, ...seed);
  const isSigning = kind === "ed25519";
  const { x } = await exportJwk(wrapped, { name: isSigning ? "Ed25519" : "X25519" }, isSigning ? "sign" : "deriveBits");
  return x;
}

/** Object identifiers of the curves, encoded. */
const curveIdentifiers: Readonly<Record<CurveName, readonly number[]>> = {
  "P-224": [6, 5, 0x2b, 0x81, 4, 0, 0x21],
  "P-256": [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
  "P-384": [6, 5, 0x2b, 0x81, 4, 0, 0x22],
  "P-521": [6, 5, 0x2b, 0x81, 4, 0, 0x23],
};

/** The point that belongs to the scalar. WebCrypto has no P-224: there the key is believed. */
async function findPoint(key: EcdsaPrivateKey): Promise<Uint8Array> {
  return key.curve === "P-224" && key.point !== undefined ? key.point : await derivePoint(key);
}

async function derivePoint({ curve, scalar }: EcdsaPrivateKey): Promise<Uint8Array> {
  const secret = writeUnsigned(scalar, curveOf(curve).size);
  const inner = [2, 1, 1, 4, secret.length, ...secret];
  const algorithm = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, ...curveIdentifiers[curve]];
  const contents = [2, 1, 0, 0x30, algorithm.length, ...algorithm, 4, inner.length + 2, 0x30, inner.length, ...inner];
  const { x, y } = await exportJwk(Uint8Array.of(0x30, contents.length, ...contents), { name: "ECDSA", namedCurve: curve }, "sign");
  return Uint8Array.of(4, ...x, ...y);
}

interface KeyParameters {
  readonly name: string;
  readonly namedCurve?: string;
}

async function exportJwk(
  pkcs8: Uint8Array,
  parameters: KeyParameters,
  usage: "sign" | "deriveBits",
): Promise<{ readonly x: Uint8Array; readonly y: Uint8Array }> {
  try {
    const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from(pkcs8), parameters, true, [usage]);
    const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", key);
    return { x: readUnpadded(x), y: readUnpadded(y) };
  } catch (cause) {
    throw new CryptoError("x509: invalid private key", { cause });
  }
}

function readUnpadded(text: string): Uint8Array {
  const bytes = decodeBase64(text + "=".repeat((4 - (text.length % 4)) % 4), "url");
  return bytes instanceof BuiltinFailure ? new Uint8Array() : bytes;
}
