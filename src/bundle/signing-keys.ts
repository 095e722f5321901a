import { encodeText } from "../builtins/bytes.ts";
import { writeUnsigned } from "../builtins/crypto/binary.ts";
import { parseCertificate } from "../builtins/crypto/certificate.ts";
import { CryptoError } from "../builtins/crypto/crypto-error.ts";
import { curveOf } from "../builtins/crypto/curves.ts";
import { derivePublicKey } from "../builtins/crypto/derive-public-key.ts";
import { openWholeSequence } from "../builtins/crypto/go-asn1.ts";
import { type PemBlock, readPemBlock } from "../builtins/crypto/pem.ts";
import { type PrivateKey, readPemPrivateKey } from "../builtins/crypto/private-key.ts";
import { type PublicKey, readPkixPublicKey } from "../builtins/crypto/public-key.ts";
import type { TokenAlgorithm } from "../builtins/tokens/algorithms.ts";
import type { JsonWebKey, KeyMaterial } from "../builtins/tokens/json-web-key.ts";
import { bundleErrors } from "./bundle-error.ts";

/** What a signature is verified with: a shared secret or a public key. */
export type PublicSigningKey =
  | { readonly kind: "secret"; readonly secret: Uint8Array }
  | { readonly kind: "public"; readonly key: PublicKey };

/** Reads the key that is to verify: PEM, or for HMAC the secret itself, which may not be empty. `name` is the algorithm's. Throws BundleError. */
export async function readPublicKey(text: string, algorithm: TokenAlgorithm, name: string): Promise<PublicSigningKey> {
  if (algorithm.kind === "hmac") {
    if (text === "") throw bundleErrors.emptySecret("verify", name);
    return { kind: "secret", secret: encodeText(text) };
  }
  const block = readPemBlock(text);
  const key = block && (await explain(() => readPublicBlock(block)));
  if (key === undefined) throw bundleErrors.noPem();
  return { kind: "public", key };
}

async function readPublicBlock(block: PemBlock): Promise<PublicKey | undefined> {
  switch (block.type) {
    case "RSA PUBLIC KEY":
      return readPkcs1PublicKey(block.bytes);
    case "PUBLIC KEY":
      return readPkixPublicKey(block.bytes);
    case "CERTIFICATE":
      return parseCertificate(block.bytes).publicKey;
    default: {
      const key = readPemPrivateKey(block);
      return key && (await derivePublicKey(key));
    }
  }
}

/** RFC 8017, A.1.1. */
function readPkcs1PublicKey(bytes: Uint8Array): PublicKey {
  const sequence = openWholeSequence(bytes, "pkcs1PublicKey");
  const [modulus, exponent] = [sequence.readInteger(), sequence.readInteger()];
  if (modulus === undefined || exponent === undefined) throw new CryptoError("asn1: syntax error: sequence truncated");
  if (modulus <= 0n || exponent <= 0n) throw new CryptoError("x509: public key contains zero or negative value");
  return { kind: "rsa", modulus, exponent };
}

/** Reads the key that is to sign: PEM, or for HMAC the secret itself, which may not be empty. `name` is the algorithm's. Throws BundleError. */
export async function readSigningKey(text: string, algorithm: TokenAlgorithm, name: string): Promise<JsonWebKey> {
  if (algorithm.kind === "hmac" && text === "") throw bundleErrors.emptySecret("sign", name);
  if (algorithm.kind === "hmac") return describeKey("symmetricKey", { kind: "symmetric", secret: encodeText(text) });
  const block = readPemBlock(text);
  if (block === undefined) throw bundleErrors.noPem();
  const key = await explain(() => readPemPrivateKey(block));
  if (key === undefined) throw bundleErrors.foreignKey(block.type);
  return await explain(() => toJsonWebKey(key));
}

async function toJsonWebKey(key: PrivateKey): Promise<JsonWebKey> {
  const publicKey = await derivePublicKey(key);
  switch (publicKey.kind) {
    case "rsa": {
      if (key.kind !== "rsa") break;
      const [p, q] = key.primes.map((prime) => writeUnsigned(prime));
      const secret = { d: writeUnsigned(key.privateExponent), p, q, dp: undefined, dq: undefined };
      const [n, e] = [writeUnsigned(publicKey.modulus), writeUnsigned(publicKey.exponent)];
      return describeKey("rsaPrivateKey", { kind: "rsa", n, e, secret });
    }
    case "ecdsa": {
      if (key.kind !== "ecdsa") break;
      const { curve, x, y } = publicKey;
      const write = (number: bigint): Uint8Array => writeUnsigned(number, curveOf(curve).size);
      return describeKey("ecdsaPrivateKey", { kind: "ecdsa", curve, x: write(x), y: write(y), secret: write(key.scalar) });
    }
    case "ed25519":
    case "x25519": {
      if (!("seed" in key)) break;
      const curve = publicKey.kind === "ed25519" ? "Ed25519" : "X25519";
      return describeKey("okpPrivateKey", { kind: "okp", curve, x: publicKey.bytes, secret: key.seed });
    }
    case "dsa":
      break;
  }
  throw new CryptoError("the public half of a private key is of another kind");
}

function describeKey(form: JsonWebKey["form"], material: KeyMaterial): JsonWebKey {
  return { form, keyId: "", algorithm: undefined, material };
}

async function explain<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CryptoError) throw bundleErrors.brokenKey(error);
    throw error;
  }
}
