import { equalsBytes, writeUnsigned } from "./binary.ts";
import type { Certificate } from "./certificate.ts";
import { isNamePermitted } from "./check-names.ts";
import { curveOf } from "./curves.ts";
import { DerReader, tags } from "./der.ts";
import { matchesHost } from "./host-names.ts";
import type { PublicKey } from "./public-key.ts";
import { verifySignature } from "./verify-signature.ts";

/** What a chain is verified for. */
export interface VerifyOptions {
  /** A host name or an address; empty: any. */
  readonly host: string;
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  /** Object identifiers of extended key usages, of which one must be allowed; `any` allows all. */
  readonly usages: readonly string[];
}

/** The extended key usage that allows all (RFC 5280, 4.2.1.12). */
export const anyUsage = "2.5.29.37.0";

/** So many signatures are verified at most, as in Go. */
const maximalSignatures = 100;
const certificateSigning = 1 << 5;

/**
 * Finds the chain from a certificate over intermediate ones to the root (RFC 5280, 6), as Go's `x509.Certificate.Verify` does:
 * the certificate first. `undefined` when there is none.
 */
export async function findChain(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  root: Certificate,
  options: VerifyOptions,
): Promise<readonly Certificate[] | undefined> {
  const { host, usages } = options;
  if (!isAcceptable(leaf, "leaf", [], options) || (host !== "" && !matchesHost(leaf, host))) return undefined;
  const search = new ChainSearch(intermediates, root, options);
  return search.find([leaf], (chain) => allowsUsage(chain, usages));
}

class ChainSearch {
  private readonly intermediates: readonly Certificate[];
  private readonly root: Certificate;
  private readonly options: VerifyOptions;
  private signatures = 0;

  constructor(intermediates: readonly Certificate[], root: Certificate, options: VerifyOptions) {
    this.intermediates = intermediates;
    this.root = root;
    this.options = options;
  }

  /** Goes on from the last certificate of a chain: to the root if it signed that one, and otherwise over each intermediate one. */
  async find(
    chain: readonly Certificate[],
    accept: (chain: readonly Certificate[]) => boolean,
  ): Promise<readonly Certificate[] | undefined> {
    const [leaf] = chain;
    if (chain.length === 1 && leaf !== undefined && equalsBytes(leaf.raw, this.root.raw)) return accept(chain) ? chain : undefined;
    if (await this.continues(chain, this.root, "root")) {
      const complete = [...chain, this.root];
      if (accept(complete)) return complete;
    }
    for (const next of this.intermediates) {
      if (!(await this.continues(chain, next, "intermediate"))) continue;
      const found = await this.find([...chain, next], accept);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private async continues(chain: readonly Certificate[], parent: Certificate, role: CertificateRole): Promise<boolean> {
    const child = chain.at(-1);
    if (child === undefined || !equalsBytes(child.rawIssuer, parent.rawSubject)) return false;
    if (chain.some((each) => isSameEntity(each, parent)) || ++this.signatures > maximalSignatures) return false;
    return (await isSignedBy(child, parent)) && isAcceptable(parent, role, chain, this.options);
  }
}

/** Whether two certificates are of one subject with one key and the same names. */
function isSameEntity(left: Certificate, right: Certificate): boolean {
  const names = (certificate: Certificate): Uint8Array =>
    certificate.extensions.find(({ type }) => type === "2.5.29.17")?.value ?? new Uint8Array();
  return (
    equalsBytes(left.rawSubject, right.rawSubject) &&
    equalsBytes(left.rawKeyInfo, right.rawKeyInfo) &&
    equalsBytes(names(left), names(right))
  );
}

type CertificateRole = "leaf" | "intermediate" | "root";

function isAcceptable(certificate: Certificate, role: CertificateRole, chain: readonly Certificate[], { time }: VerifyOptions): boolean {
  const { extended, notBefore, notAfter } = certificate;
  if (extended.unhandledCritical.length > 0) return false;
  if (time < BigInt(notBefore) * 1_000_000n || time > BigInt(notAfter) * 1_000_000n) return false;
  const { nameConstraints, basicConstraints } = extended;
  if (role !== "leaf" && nameConstraints !== undefined && !chain.every((each) => isNamePermitted(each, nameConstraints))) return false;
  if (role === "intermediate" && basicConstraints?.isAuthority !== true) return false;
  const longest = basicConstraints?.maximalPathLength ?? -1;
  return longest < 0 || chain.length - 1 <= longest;
}

async function isSignedBy(child: Certificate, parent: Certificate): Promise<boolean> {
  const { basicConstraints, keyUsage = 0 } = parent.extended;
  if (basicConstraints === undefined ? parent.version === 3 : !basicConstraints.isAuthority) return false;
  if (keyUsage !== 0 && (keyUsage & certificateSigning) === 0) return false;
  const { scheme } = child.signatureAlgorithm;
  if (parent.publicKey === undefined || scheme === undefined) return false;
  const signature = scheme.kind === "ecdsa" ? flattenEcdsa(parent.publicKey, child.signature) : child.signature;
  return signature !== undefined && (await verifySignature(parent.publicKey, scheme, child.rawToBeSigned, signature));
}

/** The r and s of a DER signature (RFC 3279, 2.2.3) one after the other. */
function flattenEcdsa(key: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  const outer = new DerReader(signature);
  const sequence = outer.open(tags.sequence);
  const [r, s] = [sequence?.readInteger(), sequence?.readInteger()];
  if (key.kind !== "ecdsa" || sequence?.isEmpty !== true || !outer.isEmpty || r === undefined || s === undefined) return undefined;
  const { size } = curveOf(key.curve);
  const bound = 1n << BigInt(size * 8);
  return r < 1n || s < 1n || r >= bound || s >= bound ? undefined : Uint8Array.of(...writeUnsigned(r, size), ...writeUnsigned(s, size));
}

/** Whether one of the usages is allowed by each certificate that restricts them. */
function allowsUsage(chain: readonly Certificate[], usages: readonly string[]): boolean {
  if (usages.includes(anyUsage)) return true;
  return usages.some((usage) =>
    chain.every(({ extended: { extendedKeyUsages } }) => {
      if (extendedKeyUsages === undefined || extendedKeyUsages.length === 0) return true;
      return extendedKeyUsages.includes(usage) || extendedKeyUsages.includes(anyUsage);
    }),
  );
}
