import { readUnsigned } from "./binary.ts";

/** Identifier octets of the ASN.1 types that certificates and keys are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  generalString: 0x1b,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a context-specific tag. */
export function contextTag(number: number, constructed: boolean): number {
  return (constructed ? 0xa0 : 0x80) | number;
}

/** One element: its identifier octet, its contents, and the element as a whole. */
export interface DerElement {
  readonly tag: number;
  readonly contents: Uint8Array;
  readonly whole: Uint8Array;
}

/** Reads DER elements one after the other (X.690; tags below 31, definite minimal lengths). Answers `undefined` where the bytes are none. */
export class DerReader {
  private readonly bytes: Uint8Array;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.position >= this.bytes.length;
  }

  /** What has not been read yet. */
  get rest(): Uint8Array {
    return this.bytes.subarray(this.position);
  }

  /** Whether an element with this tag comes next. */
  isNext(tag: number): boolean {
    return this.bytes[this.position] === tag;
  }

  /** The next element, of this tag when one is given. */
  read(tag?: number): DerElement | undefined {
    const found = this.bytes[this.position];
    const length = this.readLength();
    if (found === undefined || length === undefined || (found & 0x1f) === 0x1f || (tag !== undefined && found !== tag)) return undefined;
    const start = this.position;
    const contentsAt = start + length.octets;
    const end = contentsAt + length.contents;
    if (end > this.bytes.length) return undefined;
    this.position = end;
    return { tag: found, contents: this.bytes.subarray(contentsAt, end), whole: this.bytes.subarray(start, end) };
  }

  /** The contents of the next element, which has this tag. */
  readContents(tag: number): Uint8Array | undefined {
    return this.read(tag)?.contents;
  }

  /** A reader of what is inside the next element, which has this tag. */
  open(tag: number): DerReader | undefined {
    const contents = this.readContents(tag);
    return contents && new DerReader(contents);
  }

  /** The next element's integer, of any size. */
  readInteger(): bigint | undefined {
    const contents = this.readContents(tags.integer);
    return contents && readSigned(contents);
  }

  /** The dotted form of the next element's object identifier. */
  readObjectIdentifier(): string | undefined {
    const contents = this.readContents(tags.objectIdentifier);
    return contents && readObjectIdentifier(contents);
  }

  /** The bytes of the next element's bit string, which has no unused bits. */
  readBytesOfBits(): Uint8Array | undefined {
    const contents = this.readContents(tags.bitString);
    return contents?.[0] === 0 ? contents.subarray(1) : undefined;
  }

  /** The next element's boolean. */
  readBoolean(): boolean | undefined {
    const contents = this.readContents(tags.boolean);
    if (contents?.length !== 1) return undefined;
    return contents[0] === 0xff ? true : contents[0] === 0 ? false : undefined;
  }

  /** Octets of identifier and length together, and the length of the contents. */
  private readLength(): { readonly octets: number; readonly contents: number } | undefined {
    const first = this.bytes[this.position + 1];
    if (first === undefined) return undefined;
    if (first < 0x80) return { octets: 2, contents: first };
    const count = first & 0x7f;
    const digits = this.bytes.subarray(this.position + 2, this.position + 2 + count);
    if (count === 0 || count > 4 || digits.length < count || digits[0] === 0) return undefined;
    const contents = digits.reduce((length, digit) => length * 256 + digit, 0);
    return contents < 0x80 ? undefined : { octets: 2 + count, contents };
  }
}

/** Nobody's numbers are longer; reading them would only keep the machine busy. */
const maximalIntegerBytes = 8192;

/** A two's complement integer; undefined when it is empty, not minimal or far too long. */
export function readSigned(bytes: Uint8Array): bigint | undefined {
  const [first, second] = bytes;
  if (first === undefined || bytes.length > maximalIntegerBytes) return undefined;
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) return undefined;
  return BigInt.asIntN(bytes.length * 8, readUnsigned(bytes));
}

/** The dotted form of an object identifier; undefined when an arc is cut off, not minimal, or has more than 31 bits. */
export function readObjectIdentifier(bytes: Uint8Array): string | undefined {
  const arcs: number[] = [];
  let arc = 0;
  let started = false;
  for (const byte of bytes) {
    if (!started && byte === 0x80) return undefined;
    arc = arc * 128 + (byte & 0x7f);
    if (arc > 0x7fffffff) return undefined;
    started = byte >= 0x80;
    if (started) continue;
    if (arcs.length > 0) arcs.push(arc);
    else arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    arc = 0;
  }
  return started || arcs.length === 0 ? undefined : arcs.join(".");
}
