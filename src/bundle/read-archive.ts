import { bundleErrors } from "./bundle-error.ts";
import { unpackGzip } from "./gzip.ts";
import type { ResolvedLimits } from "./limits.ts";
import { type ByteSource, readPieces } from "./source.ts";
import { type ArchiveContents, TarReader } from "./tar-reader.ts";

/** What a tar.gz archive holds, in its order. Throws BundleError. */
export async function readArchive(source: ByteSource, limits: ResolvedLimits): Promise<ArchiveContents> {
  const reader = new TarReader(limits);
  // Beside files there are headers, and what fills blocks.
  const allowed = limits.totalBytes + blocksOf(limits);
  let unpacked = 0;
  for await (const piece of unpackGzip(readPieces(source), limits)) {
    unpacked += piece.length;
    if (unpacked > allowed) throw bundleErrors.tooLarge(limits.totalBytes);
    reader.push(piece);
  }
  return reader.finish();
}

function blocksOf({ files }: ResolvedLimits): number {
  return 2 ** 16 + files * 2048;
}
