import { decodeBase64 } from "../base64.ts";
import { decodeText } from "../bytes.ts";
import { BuiltinFailure } from "../context.ts";
import { readBase64 } from "./binary.ts";
import type { Certificate } from "./certificate.ts";
import { parseCertificates } from "./certificate.ts";
import type { CertificateRequest } from "./certificate-request.ts";
import { parseCertificateRequest } from "./certificate-request.ts";
import { CryptoError } from "./crypto-error.ts";
import { readPemBlock, readPemBlocks } from "./pem.ts";
import type { PrivateKey } from "./private-key.ts";
import { readPemPrivateKey } from "./private-key.ts";

const pemStart = "-----BEGIN";

/** Reads certificates from PEM, base64 of PEM, or base64 of DER. Throws Go's words. */
export function readCertificates(text: string): readonly Certificate[] {
  if (text.startsWith(pemStart)) return readPemCertificates(text);
  const bytes = readBase64(text);
  const decoded = decodeText(bytes);
  return decoded.startsWith(pemStart) ? readPemCertificates(decoded) : parseCertificates(bytes);
}

function readPemCertificates(text: string): readonly Certificate[] {
  const blocks = readPemBlocks(text);
  const other = blocks.find(({ type }) => type !== "CERTIFICATE");
  if (other !== undefined) throw new CryptoError(`PEM block type is '${other.type}', expected CERTIFICATE`);
  return parseCertificates(Uint8Array.from(blocks.flatMap(({ bytes }) => Array.from(bytes))));
}

const requestStart = "-----BEGIN CERTIFICATE REQUEST-----";

/** Reads a certificate request from PEM, base64 of PEM, or base64 of DER. Throws Go's words. */
export function readCertificateRequest(text: string): CertificateRequest {
  const bytes = text.startsWith(requestStart) ? new TextEncoder().encode(text) : readBase64(text);
  const decoded = decodeText(bytes);
  const block = decoded.startsWith(pemStart) ? readPemBlock(decoded) : undefined;
  if (block !== undefined && block.type !== "CERTIFICATE REQUEST") throw new CryptoError("invalid PEM-encoded certificate signing request");
  return parseCertificateRequest(block?.bytes ?? bytes);
}

/** Reads the first private key of PEM or base64 of PEM; undefined when there is none. Throws Go's words. */
export function readFirstPrivateKey(text: string): PrivateKey | undefined {
  if (text === "") throw new CryptoError("input PEM data was empty");
  return readPrivateKeys(text.startsWith(pemStart) ? text : decodeText(readBase64(text)))[0];
}

/** Reads all private keys of PEM or base64 of PEM. Throws Go's words. */
export function readAllPrivateKeys(text: string): readonly PrivateKey[] {
  const bytes = decodeBase64(text, "standard");
  return readPrivateKeys(bytes instanceof BuiltinFailure ? text : decodeText(bytes));
}

function readPrivateKeys(pem: string): readonly PrivateKey[] {
  return readPemBlocks(pem).flatMap((block) => readPemPrivateKey(block) ?? []);
}
