import { quoteString } from "../../values/go-quote.ts";
import type { Host } from "../context.ts";
import { findKeyPairProblem, listPemLabels } from "./pem-blocks.ts";
import type { RequestFields } from "./request-fields.ts";
import { SendProblem } from "./send-problem.ts";
import type { ClientCertificate, TlsSettings } from "./transport.ts";

/** The texts of a certificate or key: as it is, or where it is to be found. */
export interface PemSource {
  readonly text: string;
  readonly file: string;
  readonly variable: string;
}

/** The TLS fields of a request object, with nothing looked up yet. */
export interface TlsFields {
  readonly root: PemSource;
  readonly certificate: PemSource;
  readonly key: PemSource;
  readonly serverName: string;
  readonly skipVerification: boolean;
  readonly useSystemCertificates: boolean | undefined;
}

/** Reads the TLS fields in the order in which OPA looks at them. @throws SendProblem */
export function readTlsFields(fields: RequestFields): TlsFields {
  const readSource = (name: string): PemSource => ({
    text: fields.text(name),
    variable: fields.text(`${name}_env_variable`),
    file: fields.text(`${name}_file`),
  });
  return {
    root: readSource("tls_ca_cert"),
    certificate: readSource("tls_client_cert"),
    key: readSource("tls_client_key"),
    skipVerification: fields.looseFlag("tls_insecure_skip_verify") ?? false,
    serverName: fields.text("tls_server_name"),
    useSystemCertificates: fields.looseFlag("tls_use_system_certs"),
  };
}

/** Gets certificates and keys; `undefined` if the platform's defaults will do. @throws SendProblem */
export async function resolveTls(fields: TlsFields, hostHeader: string, host: Host): Promise<TlsSettings | undefined> {
  const serverName = fields.serverName === "" ? hostHeader : fields.serverName;
  const clientCertificates = await readClientCertificates(fields, host);
  const rootCertificates = await readRootCertificates(fields.root, host);
  const isDefault = clientCertificates.length === 0 && rootCertificates.length === 0;
  if (isDefault && serverName === "" && !fields.skipVerification) return undefined;
  return {
    clientCertificates,
    rootCertificates,
    trustSystem: rootCertificates.length === 0 || fields.useSystemCertificates === true,
    serverName: serverName === "" ? undefined : serverName,
    skipVerification: fields.skipVerification,
  };
}

async function readClientCertificates({ certificate, key }: TlsFields, host: Host): Promise<readonly ClientCertificate[]> {
  const pairs: ClientCertificate[] = [];
  if (certificate.text !== "" && key.text !== "") pairs.push(checkKeyPair({ certificate: certificate.text, key: key.text }));
  if (certificate.file !== "" && key.file !== "") {
    pairs.push(checkKeyPair({ certificate: await readFile(certificate.file, host), key: await readFile(key.file, host) }));
  }
  if (certificate.variable !== "" && key.variable !== "") {
    const pair = { certificate: readVariable(certificate.variable, host), key: readVariable(key.variable, host) };
    const names = `${quoteString(certificate.variable)}, ${quoteString(key.variable)}`;
    pairs.push(checkKeyPair(pair, `cannot extract public/private key pair from envvars ${names}: `));
  }
  return pairs;
}

function checkKeyPair(pair: ClientCertificate, prefix = ""): ClientCertificate {
  const problem = findKeyPairProblem(pair.certificate, pair.key);
  if (problem !== undefined) throw new SendProblem(prefix + problem);
  return pair;
}

async function readRootCertificates({ text, file, variable }: PemSource, host: Host): Promise<readonly string[]> {
  const roots: string[] = [];
  if (text !== "") roots.push(checkRoots(text, "could not append certificates"));
  if (file !== "") roots.push(checkRoots(await readFile(file, host), `could not append CA certificates from ${quoteString(file)}`));
  if (variable !== "") {
    const problem = `could not add CA certificates from envvar ${quoteString(variable)}: could not append certificates`;
    roots.push(checkRoots(readVariable(variable, host), problem));
  }
  return roots;
}

function checkRoots(text: string, problem: string): string {
  if (!listPemLabels(text).includes("CERTIFICATE")) throw new SendProblem(problem);
  return text;
}

async function readFile(path: string, host: Host): Promise<string> {
  if (host.readFile === undefined) throw new SendProblem(`open ${path}: this host has no files`);
  try {
    return await host.readFile(path);
  } catch (error) {
    throw new SendProblem(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readVariable(name: string, host: Host): string {
  return host.environment?.()[name] ?? "";
}
