import { getServers } from "node:dns";
import type { HttpRequest } from "../builtins/http/transport.ts";

/** What Node and undici say of a failure, beside its text. */
interface Failure extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  /** Of an attempt at several addresses. */
  readonly errors?: readonly Failure[];
  /** Of undici: the connection as it was. */
  readonly socket?: Readonly<Record<string, unknown>> | null;
}

/** A failed exchange in the words of Go's client. */
export function explainFailure(error: unknown, request: HttpRequest, stage: "head" | "body"): string {
  const failure = pickAttempt(error as Failure);
  const { message } = failure;
  // DOMExceptions have numbers.
  const code = typeof failure.code === "string" ? failure.code : "";
  if (request.socketPath === "") return "dial unix: missing address";
  if (request.socketPath !== undefined && failure.syscall === "connect") return explainSocket(request.socketPath, code, message);
  const dialed = dialWords.get(code);
  if (dialed !== undefined && failure.syscall === "connect") return `dial tcp ${formatEndpoint(failure)}: connect: ${dialed}`;
  if (code === "ENOTFOUND") return `dial tcp: lookup ${failure.hostname}${describeResolver(failure.hostname ?? "")}: no such host`;
  if (code === "EAI_AGAIN") return `dial tcp: lookup ${failure.hostname}${describeResolver(failure.hostname ?? "")}: server misbehaving`;
  if (code === "ECONNRESET") return explainReset(failure);
  if (code === "UND_ERR_SOCKET" && message.startsWith("bad ")) return brokenConnection(message);
  if (code === "UND_ERR_SOCKET") return stage === "body" ? "unexpected EOF" : "EOF";
  if (failure.name === "HTTPParserError") return stage === "body" ? "unexpected EOF" : brokenConnection(message);
  // undici asserts what servers usually keep to: that they do not switch protocols unasked, for one.
  if (code === "ERR_ASSERTION") return brokenConnection("unexpected response");
  return explainTls(code, message) ?? message;
}

/** Go names the IPv4 address where a name has several and none answers. */
function pickAttempt(failure: Failure): Failure {
  const { errors = [] } = failure;
  return errors.find(({ address = "" }) => !address.includes(":")) ?? errors[0] ?? failure;
}

const dialWords: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "connection refused"],
  ["EHOSTUNREACH", "no route to host"],
  ["ENETUNREACH", "network is unreachable"],
  ["ETIMEDOUT", "connection timed out"],
  ["EACCES", "permission denied"],
  ["EINVAL", "invalid argument"],
]);

const socketWords: ReadonlyMap<string, string> = new Map([
  ...dialWords,
  ["ENOENT", "no such file or directory"],
  ["ENOTSOCK", "connection refused"],
  ["ENOTDIR", "not a directory"],
]);

function explainSocket(path: string, code: string, message: string): string {
  return `dial unix ${path}: connect: ${socketWords.get(code) ?? message}`;
}

function formatEndpoint({ address = "", port = 0 }: Failure): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Go's resolver says whom it asked; names without a top-level domain of letters it does not ask for. */
function describeResolver(name: string): string {
  const [server] = getServers();
  if (server === undefined || !/[A-Za-z]/.test(name)) return "";
  return ` on ${/:\d+$/.test(server) ? server : server.includes(":") ? `[${server}]:53` : `${server}:53`}`;
}

function explainReset({ socket }: Failure): string {
  const end = (side: "local" | "remote"): string => `${socket?.[`${side}Address`]}:${socket?.[`${side}Port`]}`;
  const connection = socket?.["localPort"] === undefined ? "tcp" : `tcp ${end("local")}->${end("remote")}`;
  return `read ${connection}: read: connection reset by peer`;
}

function brokenConnection(message: string): string {
  return `net/http: HTTP/1.x transport connection broken: malformed HTTP response: ${message}`;
}

/** Certificates that no root vouches for. */
const unknownAuthority: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
]);

const alert = /^ERR_SSL_(?:TLSV1|TLSV13|SSLV3)_ALERT_(.+)$/;

function explainTls(code: string, message: string): string | undefined {
  const unverified = "tls: failed to verify certificate: x509: ";
  if (unknownAuthority.has(code)) return `${unverified}certificate signed by unknown authority`;
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return `${unverified}certificate has expired or is not yet valid`;
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    return "http: server gave HTTP response to HTTPS client";
  }
  const [, name] = alert.exec(code) ?? [];
  if (name !== undefined) return `remote error: tls: ${alertWords.get(name) ?? name.toLowerCase().replaceAll("_", " ")}`;
  return code.startsWith("ERR_SSL_") ? `tls: ${message}` : undefined;
}

/** Go's names of alerts, where OpenSSL has others. */
const alertWords: ReadonlyMap<string, string> = new Map([
  ["BAD_CERTIFICATE", "bad certificate"],
  ["UNKNOWN_CA", "unknown certificate authority"],
  ["CERTIFICATE_EXPIRED", "expired certificate"],
  ["CERTIFICATE_REVOKED", "revoked certificate"],
  ["CERTIFICATE_UNKNOWN", "unknown certificate"],
  ["UNSUPPORTED_CERTIFICATE", "unsupported certificate"],
  ["PROTOCOL_VERSION", "protocol version not supported"],
  ["UNRECOGNIZED_NAME", "unrecognized name"],
]);
