import type { CryptoKey, JWK } from "jose";

/** A WebCrypto key of a JSON web key. The library is loaded when the first key is imported: most policies verify nothing. */
export async function importJWK(jwk: JWK, algorithm: string): Promise<CryptoKey> {
  const jose = await import("jose");
  return (await jose.importJWK(jwk, algorithm)) as CryptoKey;
}
