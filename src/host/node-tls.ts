import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, createSecureContext, type PeerCertificate, rootCertificates } from "node:tls";
import { HttpError, type TlsSettings } from "../builtins/http/transport.ts";

/** What Node is told of TLS. */
export type TlsOptions = Required<Pick<ConnectionOptions, "secureContext" | "rejectUnauthorized" | "checkServerIdentity">>;

/** Node's options for what a request says of TLS. @throws HttpError for certificates and keys that cannot be used */
export async function tlsOptionsOf(settings: TlsSettings | undefined): Promise<TlsOptions> {
  const { rootCertificates: roots = [], trustSystem = true, clientCertificates = [], skipVerification = false } = settings ?? {};
  const ca = [...roots, ...(trustSystem ? await readSystemRoots(process.env) : [])];
  const cert = clientCertificates.map(({ certificate }) => certificate);
  const key = clientCertificates.map((pair) => pair.key);
  try {
    return {
      secureContext: createSecureContext({ ca, ...(cert.length === 0 ? {} : { cert, key }) }),
      rejectUnauthorized: !skipVerification,
      checkServerIdentity: (host, certificate) => checkIdentity(settings?.serverName ?? host, certificate),
    };
  } catch (error) {
    throw new HttpError(explainContext(error), "request", { cause: error });
  }
}

/** Where systems keep the certificates that they trust. */
const systemFiles: readonly string[] = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** The certificates that the system trusts, as Go finds them; those that Node brings where the system has no file of them. */
async function readSystemRoots({ SSL_CERT_FILE, NODE_EXTRA_CA_CERTS }: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const system = await readFirstFile(SSL_CERT_FILE ? [SSL_CERT_FILE] : systemFiles);
  const extra = await readFirstFile(NODE_EXTRA_CA_CERTS ? [NODE_EXTRA_CA_CERTS] : []);
  return [...(system === undefined ? rootCertificates : [system]), ...(extra === undefined ? [] : [extra])];
}

async function readFirstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      return await readFile(path, "utf8");
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

function explainContext(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (code === "ERR_OSSL_X509_KEY_VALUES_MISMATCH") return "tls: private key does not match public key";
  return `tls: failed to parse certificate or private key: ${message}`;
}

/** Checks a certificate's names as Go does: the common name counts for nothing. */
function checkIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  const problem = findIdentityProblem(host, certificate);
  return problem === undefined ? undefined : new Error(`tls: failed to verify certificate: x509: ${problem}`);
}

function findIdentityProblem(host: string, certificate: PeerCertificate): string | undefined {
  const names = (certificate.subjectaltname ?? "").split(", ").filter((name) => name !== "");
  if (names.length > 0 && checkServerIdentity(host, certificate) === undefined) return undefined;
  const isAddress = isIP(host) > 0;
  const prefix = isAddress ? "IP Address:" : "DNS:";
  const valid = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  if (valid.length > 0) return `certificate is valid for ${valid.join(", ")}, not ${host}`;
  if (isAddress) return `cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
  if (names.length === 0 && certificate.subject?.CN !== undefined) {
    return "certificate relies on legacy Common Name field, use SANs instead";
  }
  return `certificate is not valid for any names, but wanted to match ${host}`;
}
