/** Curves by object identifier (RFC 5480). */
export const curveNames: ReadonlyMap<string, CurveName> = new Map([
  ["1.3.132.0.33", "P-224"],
  ["1.2.840.10045.3.1.7", "P-256"],
  ["1.3.132.0.34", "P-384"],
  ["1.3.132.0.35", "P-521"],
]);

export type CurveName = "P-224" | "P-256" | "P-384" | "P-521";

/** Algorithms of public and private keys (RFC 3279, 5480, 8410). */
export const keyAlgorithms = {
  rsa: "1.2.840.113549.1.1.1",
  dsa: "1.2.840.10040.4.1",
  ecdsa: "1.2.840.10045.2.1",
  x25519: "1.3.101.110",
  ed25519: "1.3.101.112",
} as const;
