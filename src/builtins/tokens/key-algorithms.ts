/** What the `alg` of a key may say (RFC 7518, 4.1, 5.1 and 3.1; RFC 8037, 8812 and 9864). */
export const keyAlgorithmNames: ReadonlySet<string> = new Set([
  ...["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES256K", "ES384", "ES512", "EdDSA", "Ed25519", "none"],
  ...["RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"],
  ...["A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW", "dir"],
  ...["ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"],
  ...["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"],
  ...["A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM"],
]);

/** What the `crv` of a key may say (RFC 7518, 6.2.1.1 and RFC 8037, 2). */
export const keyCurveNames: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521", "Ed25519", "Ed448", "X25519", "X448"]);
