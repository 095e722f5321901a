import { bundleErrors } from "./bundle-error.ts";

/** What records say of the entry that follows (POSIX.1-2001 pax), as far as it matters here. */
export interface PaxRecords {
  readonly path: string | undefined;
  readonly size: number | undefined;
}

/** Reads records, `LENGTH NAME=VALUE` with a line break. Throws BundleError for broken ones, and for those of sparse files. */
export function readPaxRecords(bytes: Uint8Array): PaxRecords {
  let path: string | undefined;
  let size: number | undefined;
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank < 0 || blank - at > 10 ? Number.NaN : readDecimal(decode(bytes.subarray(at, blank)));
    const record = bytes.subarray(blank + 1, at + length - 1);
    // At least `x=`, and a line break at the end.
    if (!(at + length > blank + 3) || at + length > bytes.length || bytes[at + length - 1] !== 0x0a) throw bundleErrors.brokenHeader();
    const equals = record.indexOf(0x3d);
    if (equals <= 0) throw bundleErrors.brokenHeader();
    const name = decode(record.subarray(0, equals));
    const value = decode(record.subarray(equals + 1));
    if (name.startsWith("GNU.sparse.")) throw bundleErrors.foreignEntry(path ?? "", "a sparse file");
    if (name === "path") path = value;
    if (name === "size") size = readDecimal(value);
    if (Number.isNaN(size)) throw bundleErrors.brokenHeader();
    at += length;
  }
  return { path: path === "" ? undefined : path, size };
}

/** NaN for what is no number that a double holds exactly. */
function readDecimal(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw bundleErrors.notUtf8(error);
  }
}

/** The record of a name that a header cannot hold. */
export function writePaxPath(name: string): Uint8Array {
  const rest = new TextEncoder().encode(` path=${name}\n`);
  // The length counts its own digits.
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return Uint8Array.from([...new TextEncoder().encode(String(length)), ...rest]);
}
