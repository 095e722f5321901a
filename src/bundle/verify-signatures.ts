import { decodeUnbroken } from "../builtins/base64.ts";
import { decodeText } from "../builtins/bytes.ts";
import { equalsSecretBytes } from "../builtins/crypto/binary.ts";
import { CryptoError } from "../builtins/crypto/crypto-error.ts";
import { verifySignature } from "../builtins/crypto/verify-signature.ts";
import { authenticate, type TokenAlgorithm, tokenAlgorithms } from "../builtins/tokens/algorithms.ts";
import { parseJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";
import type { Signatures } from "./bundle.ts";
import { BundleError, bundleErrors } from "./bundle-error.ts";
import { type PublicSigningKey, readPublicKey } from "./signing-keys.ts";
import { StructReader } from "./struct-reader.ts";

/** Who may have signed a bundle. */
export interface Verification {
  /** Keys by their names. */
  readonly keys: Readonly<Record<string, VerificationKey>>;
  /** The name of the key that has to have signed it. Default: the one that the signature names. */
  readonly keyId?: string | undefined;
  /** The scope that has to be the signature's. Default: that of the key. */
  readonly scope?: string | undefined;
  /** Patterns, as of Go's `path.Match`, of files that need not be signed. */
  readonly exclude?: readonly string[] | undefined;
}

/** A key that may have signed a bundle. */
export interface VerificationKey {
  /** A public key, private key or certificate as PEM; for HS256, HS384 and HS512 the secret itself. */
  readonly key: string;
  /** RS256, RS384, RS512, PS…, ES… or HS…; the header of the signature has no say in it. Default: RS256. */
  readonly algorithm?: string | undefined;
  readonly scope?: string | undefined;
}

/** What a signature says of a file. */
export interface SignedFile {
  readonly name: string;
  readonly hash: string;
  readonly algorithm: string;
}

/** The files that were signed, by one of the keys. Throws BundleError. */
export async function verifySignatures({ tokens, plugin }: Signatures, verification: Verification): Promise<readonly SignedFile[]> {
  if (plugin !== "" && plugin !== "_default") throw bundleErrors.noVerifier(plugin);
  const [token, second] = tokens;
  if (token === undefined) throw bundleErrors.noToken();
  if (second !== undefined) throw bundleErrors.severalTokens();
  return await verifyToken(token, verification);
}

/** The claims of a signature that matter. */
interface Claims {
  readonly files: readonly SignedFile[];
  readonly keyId: string;
  readonly scope: string;
}

async function verifyToken(token: string, { keyId, keys, scope }: Verification): Promise<readonly SignedFile[]> {
  const [header = "", payload = "", signature = ""] = splitToken(token);
  const named = keyId || readKeyId(header);
  const claims = readClaims(decode("payload", payload));
  const id = named === "" ? claims.keyId : named;
  if (id === "") throw bundleErrors.noKeyId();
  const config = Object.hasOwn(keys, id) ? keys[id] : undefined;
  if (config === undefined) throw bundleErrors.unknownKeyId(id);
  const { algorithm: name = "RS256" } = config;
  const algorithm = tokenAlgorithms.get(name);
  if (algorithm === undefined) throw bundleErrors.unknownAlgorithm(name);
  const key = await readPublicKey(config.key, algorithm, name);
  await verifyBytes(key, algorithm, new TextEncoder().encode(`${header}.${payload}`), decode("signature", signature));
  if (claims.scope !== (scope || config.scope || "")) throw bundleErrors.wrongScope();
  return claims.files;
}

function splitToken(token: string): readonly string[] {
  const parts = token.split(".");
  if (parts.length !== 3) throw bundleErrors.noParts("jwsbb: invalid compact JWS: expected three parts separated by dots");
  return parts;
}

/** The header's `kid`; "" where there is none, or no header that can be read. */
function readKeyId(header: string): string {
  const bytes = decodeUnbroken(header, "url", false);
  if (bytes === undefined) throw bundleErrors.brokenKeyId("failed to decode header");
  try {
    const kid = StructReader.open(parseJson(decodeText(bytes)), "header", "header").value("kid");
    if (kid === undefined) return "";
    if (typeof kid !== "string") throw bundleErrors.brokenKeyId("value doesn't contain string");
    return kid;
  } catch (error) {
    if (error instanceof JsonError) throw bundleErrors.brokenKeyId(error.message);
    throw error;
  }
}

function readClaims(payload: Uint8Array): Claims {
  try {
    const reader = StructReader.open(parseJson(decodeText(payload)), "bundle.DecodedSignature", "DecodedSignature");
    return {
      files: reader.list("files", "[]bundle.FileInfo", readSignedFile) ?? [],
      keyId: reader.text("keyid") ?? "",
      scope: reader.text("scope") ?? "",
    };
  } catch (error) {
    if (error instanceof JsonError) throw bundleErrors.brokenPayload(error);
    if (error instanceof BundleError && error.cause instanceof TypeError) throw bundleErrors.brokenPayload(error.cause);
    throw error;
  }
}

function readSignedFile(value: Value, path: string): SignedFile {
  const reader = StructReader.open(value, "bundle.FileInfo", "FileInfo", path);
  return { name: reader.text("name") ?? "", hash: reader.text("hash") ?? "", algorithm: reader.text("algorithm") ?? "" };
}

function decode(part: "payload" | "signature", text: string): Uint8Array {
  const bytes = decodeUnbroken(text, "url", false);
  if (bytes === undefined) throw bundleErrors.brokenPart(part, describeBase64(text));
  return bytes;
}

/** Where base64 is broken, in Go's words. */
function describeBase64(text: string): string {
  const foreign = /[^A-Za-z0-9_-]/.exec(text)?.index ?? text.length - (text.length % 4);
  return `illegal base64 data at input byte ${foreign}`;
}

async function verifyBytes(key: PublicSigningKey, algorithm: TokenAlgorithm, data: Uint8Array, signature: Uint8Array): Promise<void> {
  if (algorithm.kind === "hmac") {
    if (key.kind === "secret" && equalsSecretBytes(authenticate(algorithm.hash, key.secret, data), signature)) return;
    throw bundleErrors.wrongSignature("invalid HMAC signature");
  }
  try {
    if (key.kind === "public" && (await verifySignature(key.key, algorithm, data, signature))) return;
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
  }
  throw bundleErrors.wrongSignature(algorithm.kind === "ecdsa" ? "invalid ECDSA signature" : "crypto/rsa: verification error");
}
