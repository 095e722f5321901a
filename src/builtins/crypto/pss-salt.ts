import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { bitLength, writeUnsigned } from "./binary.ts";
import { raiseModulo } from "./modular.ts";
import type { RsaPublicKey } from "./public-key.ts";

const hashes = { "SHA-256": sha256, "SHA-384": sha384, "SHA-512": sha512 } as const;

type Hash = (typeof hashes)[keyof typeof hashes];

/**
 * How long the salt of a PSS signature is (RFC 8017, 9.1.2, steps 5 to 10, without knowing the length). Only reads what the signature
 * says: whether it is right is for the verification to find out. `undefined` when it is no such signature.
 */
export function recoverSaltLength(key: RsaPublicKey, hashName: keyof typeof hashes, signature: bigint): number | undefined {
  const hash = hashes[hashName];
  const encodedBits = bitLength(key.modulus) - 1;
  const encodedLength = Math.ceil(encodedBits / 8);
  const maskedLength = encodedLength - hash.outputLen - 1;
  if (signature >= key.modulus || maskedLength < 1) return undefined;
  const opened = raiseModulo(signature, key.exponent, key.modulus);
  if (bitLength(opened) > encodedLength * 8) return undefined;
  const encoded = writeUnsigned(opened, encodedLength);
  if (encoded.at(-1) !== 0xbc) return undefined;
  const mask = generateMask(hash, encoded.subarray(maskedLength, -1), maskedLength);
  const unmasked = encoded.subarray(0, maskedLength).map((byte, at) => byte ^ (mask[at] ?? 0));
  // Bits before those of the modulus do not count.
  unmasked[0] = (unmasked[0] ?? 0) & (0xff >> (8 * encodedLength - encodedBits));
  const start = unmasked.findIndex((byte) => byte !== 0);
  return start < 0 ? undefined : maskedLength - start - 1;
}

/** MGF1 (RFC 8017, B.2.1). */
function generateMask(hash: Hash, seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(Math.ceil(length / hash.outputLen) * hash.outputLen);
  for (let block = 0; block * hash.outputLen < length; block++) {
    mask.set(hash(Uint8Array.from([...seed, ...writeUnsigned(BigInt(block), 4)])), block * hash.outputLen);
  }
  return mask;
}
