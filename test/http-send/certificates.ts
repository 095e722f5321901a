import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate and its key: PEM texts, and the files that hold them. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate authority of its own, and what it signed. */
export interface Certificates {
  readonly authority: KeyPair;
  /** For `localhost` and 127.0.0.1. */
  readonly server: KeyPair;
  /** For `other.example` only. */
  readonly otherServer: KeyPair;
  /** With a common name only. */
  readonly namelessServer: KeyPair;
  readonly client: KeyPair;
  readonly remove: () => void;
}

/** Whether there is an openssl to make certificates with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Makes certificates by openssl in a folder of its own. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "rego-http-"));
  const path = (name: string): string => join(folder, name);
  const run = (...args: readonly string[]): void => {
    execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  };
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const pair = (name: string): KeyPair => ({
    certificate: readFileSync(path(`${name}.pem`), "utf8"),
    key: readFileSync(path(`${name}.key`), "utf8"),
    certificateFile: path(`${name}.pem`),
    keyFile: path(`${name}.key`),
  });
  const sign = (name: string, extensions: string): KeyPair => {
    writeFileSync(path(`${name}.ext`), extensions);
    run("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const authority = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"];
    run("x509", "-req", "-in", `${name}.csr`, ...authority, "-days", "2", "-out", `${name}.pem`, "-extfile", `${name}.ext`);
    return pair(name);
  };
  run("req", "-x509", ...newKey, "-keyout", "authority.key", "-out", "authority.pem", "-days", "2", "-subj", "/CN=authority");
  return {
    authority: pair("authority"),
    server: sign("server", "subjectAltName=DNS:localhost,IP:127.0.0.1\n"),
    otherServer: sign("other", "subjectAltName=DNS:other.example\n"),
    namelessServer: sign("localhost", "extendedKeyUsage=serverAuth\n"),
    client: sign("client", "extendedKeyUsage=clientAuth\n"),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
