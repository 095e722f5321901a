import { anyType, arrayOf, booleanType, objectOf, stringType, tupleOf } from "../types/types.ts";
import type { Value } from "../values/value.ts";
import type { Certificate } from "./crypto/certificate.ts";
import { readAllPrivateKeys, readCertificateRequest, readCertificates, readFirstPrivateKey } from "./crypto/certificate-input.ts";
import { describeCertificate, describeCertificateRequest, describeUriTexts } from "./crypto/certificate-json.ts";
import { answerOrFail, answerOrFailLater, CryptoError } from "./crypto/crypto-error.ts";
import { describeKeyPair } from "./crypto/key-pair.ts";
import { describePrivateKey, writePrivateJwk } from "./crypto/private-key-json.ts";
import type { VerifyOptions } from "./crypto/verify-chain.ts";
import { findChain } from "./crypto/verify-chain.ts";
import { defaultVerifyOptions, readVerifyOptions } from "./crypto/verify-options.ts";
import { arg, asyncBuiltin, type Builtin, builtin } from "./define.ts";

const record = objectOf(stringType, anyType);
const records = arrayOf(record);
const certificates = arg("certs", stringType, "one or more certificates: PEM, or base64 of PEM or of concatenated DER");
const verified = arg("output", tupleOf(booleanType, records), "`[valid, chain]`; the chain is empty when it is not valid");

function describeWithUris(certificate: Certificate): Value {
  return { ...describeCertificate(certificate), URIStrings: describeUriTexts(certificate) };
}

/** The root comes first and the certificate in question last; what lies between may help. A text without such is not valid. */
async function verifyCertificates(
  text: string,
  readOptions: () => VerifyOptions,
  describe: (certificate: Certificate) => Value,
): Promise<Value> {
  const refusal: Value = [false, []];
  const list = readCertificatesOrNone(text);
  if (list === undefined) return refusal;
  const options = readOptions();
  const root = list[0];
  const leaf = list.at(-1);
  if (root === undefined || leaf === undefined || list.length < 2) return refusal;
  const chain = await findChain(leaf, list.slice(1, -1), root, options);
  return chain === undefined ? refusal : [true, chain.map(describe)];
}

function readCertificatesOrNone(text: string): readonly Certificate[] | undefined {
  try {
    return readCertificates(text);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

async function describeFirstKey(text: string): Promise<Value> {
  const key = readFirstPrivateKey(text);
  return key === undefined ? null : await writePrivateJwk(key);
}

export const x509Builtins: readonly Builtin[] = [
  builtin(
    "crypto.x509.parse_certificates",
    "Parses certificates, without verifying them.",
    [certificates],
    arg("output", records, "the certificates"),
    (text) => answerOrFail(() => readCertificates(text).map(describeWithUris)),
  ),
  asyncBuiltin(
    "crypto.x509.parse_and_verify_certificates",
    "Parses certificates, the root first and the one in question last, and verifies that one for a server's use.",
    [certificates],
    verified,
    (text, context) => verifyCertificates(text, () => defaultVerifyOptions(context.nowNs), describeWithUris),
  ),
  asyncBuiltin(
    "crypto.x509.parse_and_verify_certificates_with_options",
    "Parses certificates, the root first and the one in question last, and verifies that one.",
    [certificates, arg("options", record, "`DNSName`, `CurrentTime` (nanoseconds), `KeyUsages`, `MaxConstraintComparisons`")],
    verified,
    // Here OPA leaves the texts of the URIs out.
    (text, options, context) =>
      answerOrFailLater(() => verifyCertificates(text, () => readVerifyOptions(options, context.nowNs), describeCertificate)),
  ),
  builtin(
    "crypto.x509.parse_certificate_request",
    "Parses a certificate signing request.",
    [arg("csr", stringType, "the request: PEM, or base64 of PEM or DER")],
    arg("output", record, "the request"),
    (text) => answerOrFail(() => describeCertificateRequest(readCertificateRequest(text))),
  ),
  asyncBuiltin(
    "crypto.x509.parse_keypair",
    "Parses a certificate and its private key, which must belong together.",
    [
      arg("cert", stringType, "the certificate: PEM, or base64 of PEM or DER"),
      // OPA calls this one the first operand too.
      arg("pem", stringType, "the private key: PEM, or base64 of PEM or DER", { position: 1 }),
    ],
    arg("output", record, "the pair"),
    (certificate, key) => answerOrFailLater(() => describeKeyPair(certificate, key)),
  ),
  asyncBuiltin(
    "crypto.x509.parse_rsa_private_key",
    "Parses the first private key of a text, of any kind, as a JSON Web Key.",
    [arg("pem", stringType, "PEM, or base64 of PEM")],
    arg("output", record, "the key, or null"),
    (text) => answerOrFailLater(() => describeFirstKey(text)),
  ),
  asyncBuiltin(
    "crypto.parse_private_keys",
    "Parses the private keys of a text.",
    [arg("keys", stringType, "PEM, or base64 of PEM")],
    arg("output", records, "the keys"),
    (text) => answerOrFailLater(async () => (text === "" ? null : await Promise.all(readAllPrivateKeys(text).map(describePrivateKey)))),
  ),
];
