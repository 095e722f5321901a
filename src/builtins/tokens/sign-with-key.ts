import type { JWK } from "jose";
import { bitLength, readUnsigned, writeBase64Url, writeUnsigned } from "../crypto/binary.ts";
import { CryptoError } from "../crypto/crypto-error.ts";
import { importJWK } from "../crypto/import-jwk.ts";
import { invertModulo } from "../crypto/modular.ts";
import type { SignatureScheme } from "../crypto/signature-scheme.ts";
import { hashLengths, importNames, maximalRsaBits, minimalRsaBits } from "../crypto/signature-scheme.ts";
import type { TokenAlgorithm } from "./algorithms.ts";
import { authenticate } from "./algorithms.ts";
import type { EcdsaMaterial, JsonWebKey, KeyMaterial, OkpMaterial, RsaMaterial, RsaSecret } from "./json-web-key.ts";
import { findExportProblem } from "./token-keys.ts";

/** Signs data with a private key by WebCrypto, or with a shared secret. Throws the words of the reference's libraries about an unfit key. */
export function signWithKey(key: JsonWebKey, algorithm: TokenAlgorithm, data: Uint8Array): Promise<Uint8Array> {
  const { material } = key;
  if (algorithm.kind === "hmac") return Promise.resolve(authenticate(algorithm.hash, readSecret(key), data));
  const problem = findUnfitness(key, algorithm.kind);
  if (problem !== undefined) throw failKeyType(key, algorithm.kind, problem);
  switch (material.kind) {
    case "rsa":
      return signRsa(material, algorithm, data);
    case "ecdsa":
      return signEcdsa(material, algorithm, data);
    case "okp":
      return signEd25519(material, key, data);
    case "symmetric":
      throw failKeyType(key, algorithm.kind, describeNoExporter(key));
  }
}

/** The bytes that sign as a secret: those of a symmetric key, and of Ed25519 keys, which in Go are bytes too. */
function readSecret(key: JsonWebKey): Uint8Array {
  const { material } = key;
  if (material.kind === "symmetric") return material.secret;
  const problem = material.kind === "okp" ? findOkpUnfitness(material, "hmac") : describeNoExporter(key);
  if (material.kind !== "okp" || problem !== undefined) throw failKeyType(key, "hmac", problem ?? describeNoExporter(key));
  return Uint8Array.from([...(material.secret ?? []), ...material.x]);
}

type KeyUse = TokenAlgorithm["kind"];

const materialKinds: Readonly<Record<KeyUse, KeyMaterial["kind"]>> = {
  hmac: "symmetric",
  rsa: "rsa",
  "rsa-pss": "rsa",
  ecdsa: "ecdsa",
  ed25519: "okp",
};

/** What Go wants for an algorithm, and how its failure to make one begins. */
const wantedTypes: Readonly<Record<KeyUse, { readonly wanted: string; readonly failed: string }>> = {
  hmac: { wanted: "[]byte", failed: "keyconv: failed to produce []byte" },
  rsa: { wanted: "*rsa.PrivateKey", failed: "failed to produce rsa.PrivateKey" },
  "rsa-pss": { wanted: "*rsa.PrivateKey", failed: "failed to produce rsa.PrivateKey" },
  ecdsa: { wanted: "*ecdsa.PrivateKey", failed: "keyconv: failed to produce ecdsa.PrivateKey" },
  ed25519: { wanted: "ed25519.PrivateKey", failed: "failed to produce ed25519.PrivateKey" },
};

function failKeyType({ form }: JsonWebKey, use: KeyUse, problem: string): CryptoError {
  const { wanted, failed } = wantedTypes[use];
  return new CryptoError(
    `jwsbb.Sign: invalid key type *jwk.${form}. ${wanted} is required: ${failed} from *jwk.${form}: jwk.Export: ${problem}`,
  );
}

function describeNoExporter({ form }: JsonWebKey): string {
  return `no suitable exporter found for key type '*jwk.${form}'`;
}

/** Why a private key for an algorithm cannot be made of a key. */
function findUnfitness(key: JsonWebKey, use: KeyUse): string | undefined {
  const { material } = key;
  if (material.kind === "okp") return findOkpUnfitness(material, use);
  if (material.kind !== materialKinds[use] || material.kind === "symmetric") return describeNoExporter(key);
  if (material.secret === undefined) return describeNoExporter(key);
  const problem = findExportProblem(material);
  return problem === undefined ? undefined : `failed to export jwk.Key to raw format: ${problem}`;
}

/** {@link findUnfitness} of an octet key, which Go makes a key of before it looks whether that is the one it wants. */
function findOkpUnfitness(material: OkpMaterial, use: KeyUse): string | undefined {
  const problem = findExportProblem(material);
  if (problem !== undefined) return `failed to export jwk.Key to raw format: ${problem}`;
  const goType = nameOkpType(material);
  if (use === "ed25519" ? goType === "ed25519.PrivateKey" : use === "hmac" && goType.startsWith("ed25519")) return undefined;
  const holder = use === "hmac" ? "*[]uint8" : `*${wantedTypes[use].wanted.replace("*", "")}`;
  return `failed to assign key: argument to AssignIfCompatible() must be compatible with ${goType} (was ${holder})`;
}

/** The Go type of an octet key. */
function nameOkpType({ curve, secret }: OkpMaterial): string {
  if (curve === "X25519") return secret === undefined ? "*ecdh.PublicKey" : "*ecdh.PrivateKey";
  return secret === undefined ? "ed25519.PublicKey" : "ed25519.PrivateKey";
}

function signRsa({ n, e, secret }: RsaMaterial, scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array> {
  if (secret === undefined || (scheme.kind !== "rsa" && scheme.kind !== "rsa-pss")) throw failRsa("invalid key");
  const modulus = readUnsigned(n);
  const bits = bitLength(modulus);
  if (bits < minimalRsaBits) throw failRsa(`${bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`);
  if (bits > maximalRsaBits) throw failRsa("key too large");
  const isPss = scheme.kind === "rsa-pss";
  const saltLength = hashLengths[scheme.hash];
  if (isPss && Math.ceil((bits - 1) / 8) < 2 * saltLength + 2) throw failRsa("message too long for RSA key size");
  const numbers = { n: modulus, e: readUnsigned(e), ...completeRsaSecret(secret, modulus, readUnsigned(e)) };
  const members = Object.entries(numbers).map(([name, number]) => [name, writeBase64Url(writeUnsigned(number))]);
  const jwk: JWK = { kty: "RSA", ...Object.fromEntries(members) };
  const parameters = isPss ? { name: "RSA-PSS", saltLength } : { name: "RSASSA-PKCS1-v1_5" };
  return signWith(jwk, `${isPss ? "PS" : "RS"}${scheme.hash.slice(4)}`, parameters, data, () => failRsa("invalid key"));
}

function failRsa(problem: string): CryptoError {
  return new CryptoError(`crypto/rsa: ${problem}`);
}

type RsaNumbers = Readonly<Record<"d" | "p" | "q" | "dp" | "dq" | "qi", bigint>>;

/** Computes what is missing of a private key (RFC 8017, 3.2), and checks that its numbers belong together. */
function completeRsaSecret(secret: RsaSecret, modulus: bigint, exponent: bigint): RsaNumbers {
  const [d, p, q] = [readUnsigned(secret.d), readUnsigned(secret.p ?? nothing), readUnsigned(secret.q ?? nothing)];
  if (p < 3n || q < 3n || p * q !== modulus) throw failRsa("p * q != n");
  const dp = secret.dp === undefined ? d % (p - 1n) : readUnsigned(secret.dp);
  const dq = secret.dq === undefined ? d % (q - 1n) : readUnsigned(secret.dq);
  if ((exponent * dp) % (p - 1n) !== 1n || (exponent * dq) % (q - 1n) !== 1n) throw failRsa("invalid CRT exponent");
  if (d % (p - 1n) !== dp) throw failRsa("d does not match dP");
  if (d % (q - 1n) !== dq) throw failRsa("d does not match dQ");
  return { d, p, q, dp, dq, qi: invertModulo(q, p) };
}

const nothing = new Uint8Array();

function signEcdsa({ curve, x, y, secret }: EcdsaMaterial, scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array> {
  const name = importNames[curve];
  const fail = (): CryptoError => new CryptoError("ecdsa: private key does not match public key");
  if (scheme.kind !== "ecdsa" || name === undefined || secret === undefined) throw fail();
  const jwk: JWK = { kty: "EC", crv: curve, x: writeBase64Url(x), y: writeBase64Url(y), d: writeBase64Url(secret) };
  return signWith(jwk, name, { name: "ECDSA", hash: scheme.hash }, data, fail);
}

async function signEd25519({ x, secret }: OkpMaterial, key: JsonWebKey, data: Uint8Array): Promise<Uint8Array> {
  const problem =
    "failed to export jwk.Key to raw format: jwk.OKPPrivateKey: failed to build private key: ed25519: invalid x value given d value";
  const fail = (): CryptoError => failKeyType(key, "ed25519", problem);
  if (secret === undefined) throw fail();
  const jwk = { kty: "OKP", crv: "Ed25519", x: writeBase64Url(x) };
  const signature = await signWith({ ...jwk, d: writeBase64Url(secret) }, "EdDSA", { name: "Ed25519" }, data, fail);
  // Not every WebCrypto compares the two halves of the key.
  const publicKey = await importJWK(jwk, "EdDSA");
  if (!(await crypto.subtle.verify("Ed25519", publicKey, Uint8Array.from(signature), Uint8Array.from(data)))) throw fail();
  return signature;
}

/** How WebCrypto is asked to sign. */
interface SigningParameters {
  readonly name: string;
  readonly hash?: string;
  readonly saltLength?: number;
}

async function signWith(
  jwk: JWK,
  algorithm: string,
  parameters: SigningParameters,
  data: Uint8Array,
  fail: () => CryptoError,
): Promise<Uint8Array> {
  try {
    const key = await importJWK(jwk, algorithm);
    return new Uint8Array(await crypto.subtle.sign(parameters, key, Uint8Array.from(data)));
  } catch (error) {
    throw new CryptoError(fail().message, { cause: error });
  }
}
