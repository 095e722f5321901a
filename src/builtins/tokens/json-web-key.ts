import type { CurveName } from "../crypto/object-identifiers.ts";

/** Names that the reference's JWK library has for the forms of keys; its error texts show them. */
export type JwkForm =
  | "rsaPublicKey"
  | "rsaPrivateKey"
  | "ecdsaPublicKey"
  | "ecdsaPrivateKey"
  | "okpPublicKey"
  | "okpPrivateKey"
  | "symmetricKey";

/** A JSON Web Key (RFC 7517), read and checked. */
export interface JsonWebKey {
  readonly form: JwkForm;
  /** Empty when the key has none. */
  readonly keyId: string;
  readonly algorithm: string | undefined;
  readonly material: KeyMaterial;
}

/** What a key is made of: big-endian numbers. */
export type KeyMaterial = SymmetricMaterial | RsaMaterial | EcdsaMaterial | OkpMaterial;

export interface SymmetricMaterial {
  readonly kind: "symmetric";
  readonly secret: Uint8Array;
}

export interface RsaMaterial {
  readonly kind: "rsa";
  readonly n: Uint8Array;
  readonly e: Uint8Array;
  readonly secret: RsaSecret | undefined;
}

/** The private exponent, and what may be missing: the primes, and the exponents modulo each prime less one. */
export interface RsaSecret {
  readonly d: Uint8Array;
  readonly p: Uint8Array | undefined;
  readonly q: Uint8Array | undefined;
  readonly dp: Uint8Array | undefined;
  readonly dq: Uint8Array | undefined;
}

export interface EcdsaMaterial {
  readonly kind: "ecdsa";
  readonly curve: CurveName;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  readonly secret: Uint8Array | undefined;
}

export interface OkpMaterial {
  readonly kind: "okp";
  readonly curve: string;
  readonly x: Uint8Array;
  readonly secret: Uint8Array | undefined;
}
