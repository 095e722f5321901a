import { bitLength, readUnsigned } from "../crypto/binary.ts";
import { CryptoError } from "../crypto/crypto-error.ts";
import { curveOf, findPointProblem } from "../crypto/curves.ts";
import type { EcdsaMaterial, JsonWebKey, JwkForm, KeyMaterial, OkpMaterial, RsaMaterial } from "./json-web-key.ts";

/** Names of the forms in the texts of validation errors. */
const formNames: Readonly<Record<JwkForm, string>> = {
  rsaPublicKey: "RSAPublicKey",
  rsaPrivateKey: "RSAPrivateKey",
  ecdsaPublicKey: "ECDSAPublicKey",
  ecdsaPrivateKey: "ECDSAPrivateKey",
  okpPublicKey: "OKPPublicKey",
  okpPrivateKey: "OKPPrivateKey",
  symmetricKey: "SymmetricKey",
};

/** Throws when a key's members do not make a key, in the words of the reference's JWK library. */
export function validateKey(form: JsonWebKey["form"], material: KeyMaterial): void {
  const problem = findKeyProblem(material);
  if (problem === undefined) return;
  throw new CryptoError(`jwk.Parse: key validation failed: key validation failed: jwk.${formNames[form]}: ${problem}`);
}

function findKeyProblem(material: KeyMaterial): string | undefined {
  switch (material.kind) {
    case "symmetric":
      return material.secret.length === 0 ? 'missing "k" field' : undefined;
    case "rsa":
      return findRsaProblem(material);
    case "ecdsa":
      return findEcdsaProblem(material);
    case "okp":
      return findOkpProblem(material);
  }
}

function findRsaProblem({ n, e, secret }: RsaMaterial): string | undefined {
  if (readUnsigned(n) === 0n) return 'missing "n" value';
  const exponent = readUnsigned(e);
  if (exponent === 0n) return 'missing "e" value';
  const bits = bitLength(exponent);
  if (bits > 63) return `rsa public exponent too large for this platform: ${bits} bits (max 63)`;
  if (exponent % 2n === 0n) return "invalid rsa public exponent: must be a positive odd integer";
  return secret !== undefined && secret.d.length === 0 ? 'missing "d" value' : undefined;
}

const ecdsaCurves: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

function findEcdsaProblem({ curve, x, y, secret }: EcdsaMaterial): string | undefined {
  if (!ecdsaCurves.has(curve)) return `invalid curve algorithm "${curve}": unknown elliptic curve algorithm: "${curve}"`;
  const { size } = curveOf(curve);
  const parts = [["x", x], ["y", y], ...(secret === undefined ? [] : [["d", secret] as const])] as const;
  for (const [name, bytes] of parts) {
    if (bytes.length !== size) return `invalid "${name}" length (${bytes.length}) for curve "${curve}"`;
  }
  const point = [readUnsigned(x), readUnsigned(y)] as const;
  const isIdentity = point[0] === 0n && point[1] === 0n;
  const problem = isIdentity ? "identity point is not a valid public key" : findPointProblem(curve, ...point);
  return problem && `invalid ECDSA public key: ${problem}`;
}

function findOkpProblem({ curve, x, secret }: OkpMaterial): string | undefined {
  if (x.length === 0) return 'missing "x" field';
  if (secret?.length === 0) return 'missing "d" field';
  if (curve !== "Ed25519" && curve !== "X25519") return undefined;
  if (x.length !== 32) return `${curve.toLowerCase()}: wrong public key size`;
  return secret !== undefined && secret.length !== 32 ? `${curve.toLowerCase()}: wrong private key size` : undefined;
}
