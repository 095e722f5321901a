import type { Value } from "../../values/value.ts";
import { encodeBase64 } from "../base64.ts";
import { decodeText } from "../bytes.ts";
import { equalsBytes, readBase64 } from "./binary.ts";
import type { Certificate } from "./certificate.ts";
import { parseCertificate } from "./certificate.ts";
import { describeCertificate } from "./certificate-json.ts";
import { CryptoError } from "./crypto-error.ts";
import { derivePublicKey } from "./derive-public-key.ts";
import type { PemBlock } from "./pem.ts";
import { readPemBlock, readPemBlocks } from "./pem.ts";
import type { PrivateKey } from "./private-key.ts";
import { readAnyPrivateKey } from "./private-key.ts";
import { describePrivateKey } from "./private-key-json.ts";
import type { PublicKey } from "./public-key.ts";

/**
 * Reads a certificate chain and its key from PEM, base64 of PEM or base64 of DER, and answers them as Go's `encoding/json` writes
 * `tls.Certificate`. Throws Go's words.
 */
export async function describeKeyPair(certificateText: string, keyText: string): Promise<Value> {
  const certificateBlocks = readBlocks(certificateText, "CERTIFICATE");
  const keyBlocks = readBlocks(keyText, "PRIVATE KEY");
  const chain = certificateBlocks.filter(({ type }) => type === "CERTIFICATE").map(({ bytes }) => bytes);
  const [first] = chain;
  if (first === undefined) throw failWithoutCertificate(certificateBlocks.map(({ type }) => type));
  const keyBlock = findKeyBlock(keyBlocks);
  const leaf = parseCertificate(first);
  const key = readKey(keyBlock);
  await checkPair(leaf, key);
  return {
    Certificate: chain.map((bytes) => encodeBase64(bytes, "standard")),
    Leaf: describeCertificate(leaf),
    OCSPStaple: null,
    PrivateKey: await describePrivateKey(key),
    SignedCertificateTimestamps: null,
    SupportedSignatureAlgorithms: null,
  };
}

/** The blocks of a PEM text; bytes that are no PEM text are one block. */
function readBlocks(text: string, typeOfBytes: string): readonly PemBlock[] {
  if (readPemBlock(text) !== undefined) return readPemBlocks(text);
  const bytes = readBase64(text);
  const blocks = readPemBlocks(decodeText(bytes));
  return blocks.length > 0 ? blocks : [{ type: typeOfBytes, bytes, rest: "" }];
}

function failWithoutCertificate(skipped: readonly string[]): CryptoError {
  if (skipped.length === 1 && skipped[0]?.endsWith("PRIVATE KEY") === true) {
    return new CryptoError(
      "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
    );
  }
  const problem = 'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types';
  return new CryptoError(`${problem}: [${skipped.join(" ")}]`);
}

function findKeyBlock(blocks: readonly PemBlock[]): PemBlock {
  const found = blocks.find(({ type }) => type === "PRIVATE KEY" || type.endsWith(" PRIVATE KEY"));
  if (found !== undefined) return found;
  const skipped = blocks.map(({ type }) => type);
  if (skipped.length === 1 && skipped[0] === "CERTIFICATE") {
    throw new CryptoError("tls: found a certificate rather than a key in the PEM for the private key");
  }
  const problem =
    'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types';
  throw new CryptoError(`${problem}: [${skipped.join(" ")}]`);
}

function readKey({ bytes }: PemBlock): PrivateKey {
  const key = readAnyPrivateKey(bytes);
  if (key === undefined) throw new CryptoError("tls: failed to parse private key");
  if (key.kind === "x25519") throw new CryptoError("tls: found unknown private key type in PKCS#8 wrapping");
  return key;
}

async function checkPair({ publicKey }: Certificate, key: PrivateKey): Promise<void> {
  if (publicKey === undefined || publicKey.kind === "dsa") throw new CryptoError("tls: unknown public key algorithm");
  if (publicKey.kind !== key.kind) throw new CryptoError("tls: private key type does not match public key type");
  if (!equalsKeys(publicKey, await derivePublicKey(key))) throw new CryptoError("tls: private key does not match public key");
}

function equalsKeys(left: PublicKey, right: PublicKey): boolean {
  if (left.kind === "rsa") return right.kind === "rsa" && left.modulus === right.modulus;
  if (left.kind === "ecdsa") return right.kind === "ecdsa" && left.x === right.x && left.y === right.y;
  return "bytes" in left && "bytes" in right && equalsBytes(left.bytes, right.bytes);
}
