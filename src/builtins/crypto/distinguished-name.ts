import { readAsn1String } from "./asn1-values.ts";
import { CryptoError } from "./crypto-error.ts";
import { DerReader, tags } from "./der.ts";

/** One attribute of a name: the object identifier of its type, and its text. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** Reads a distinguished name (RFC 5280, 4.1.2.4). Throws Go's words. */
export function readName(whole: Uint8Array): readonly NameAttribute[] {
  const sequence = new DerReader(whole).open(tags.sequence);
  if (sequence === undefined) throw new CryptoError("x509: invalid RDNSequence");
  const attributes: NameAttribute[] = [];
  while (!sequence.isEmpty) {
    const set = sequence.open(tags.set);
    if (set === undefined) throw new CryptoError("x509: invalid RDNSequence");
    while (!set.isEmpty) attributes.push(readAttribute(set));
  }
  return attributes;
}

function readAttribute(set: DerReader): NameAttribute {
  const attribute = set.open(tags.sequence);
  if (attribute === undefined) throw new CryptoError("x509: invalid RDNSequence: invalid attribute");
  const type = attribute.readObjectIdentifier();
  if (type === undefined) throw new CryptoError("x509: invalid RDNSequence: invalid attribute type");
  const value = attribute.read();
  if (value === undefined) throw new CryptoError("x509: invalid RDNSequence: invalid attribute value");
  try {
    return { type, value: readAsn1String(value) };
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    throw new CryptoError(`x509: invalid RDNSequence: invalid attribute value: ${error.message}`, { cause: error });
  }
}
