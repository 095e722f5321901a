import type { BundleFile } from "./bundle-file.ts";
import { joinBytes } from "./gzip.ts";
import { writePaxPath } from "./pax.ts";
import { blockLength, fitsHeader, writeTarHeader } from "./tar-header.ts";

/** Writes files as a tar archive, in their order, without anything of the clock and the machine. */
export function writeTar(files: readonly BundleFile[]): Uint8Array {
  return joinBytes([...files.flatMap(writeEntry), new Uint8Array(2 * blockLength)]);
}

function writeEntry({ path, bytes }: BundleFile): readonly Uint8Array[] {
  const name = new TextEncoder().encode(path);
  if (fitsHeader(name)) return [writeTarHeader(name, bytes.length, "0"), ...fillBlocks(bytes)];
  const records = writePaxPath(path);
  const short = new TextEncoder().encode(path.replace(/[^\x20-\x7e]/g, "_").slice(0, 100));
  const about = new TextEncoder().encode("PaxHeaders.0");
  return [
    writeTarHeader(about, records.length, "x"),
    ...fillBlocks(records),
    writeTarHeader(short, bytes.length, "0"),
    ...fillBlocks(bytes),
  ];
}

function fillBlocks(bytes: Uint8Array): readonly Uint8Array[] {
  return [bytes, new Uint8Array((blockLength - (bytes.length % blockLength)) % blockLength)];
}
