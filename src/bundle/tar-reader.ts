import { checkEntryName } from "./archive-path.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { joinBytes } from "./gzip.ts";
import type { ResolvedLimits } from "./limits.ts";
import { readPaxRecords } from "./pax.ts";
import { blockLength, type EntryKind, readTarHeader, type TarHeader } from "./tar-header.ts";

/** Names and other records about an entry may take so many bytes, as in Go. */
const recordsLength = 2 ** 20;

/** What an archive holds: files, and the names of folders that have entries of their own. */
export interface ArchiveContents {
  readonly files: readonly BundleFile[];
  readonly folders: readonly string[];
}

/** An entry whose content is being read. */
interface OpenEntry {
  readonly kind: EntryKind;
  readonly name: string;
  /** Bytes that are still to come: content, and what fills its last block. */
  content: number;
  filling: number;
  readonly pieces: Uint8Array[];
}

/**
 * Reads a tar archive as its bytes come. A size that a header claims is checked against the limits before anything of the entry is kept. Entries that
 * are no files or folders, names that lead out of the bundle and names that come twice are refused.
 */
export class TarReader {
  private readonly files: BundleFile[] = [];
  private readonly folders: string[] = [];
  private readonly limits: ResolvedLimits;
  private readonly names = new Set<string>();
  private total = 0;
  /** Files and folders. */
  private places = 0;
  /** Entries about others. */
  private records = 0;
  /** What has come of the next header. */
  private block = new Uint8Array(blockLength);
  private filled = 0;
  private open: OpenEntry | undefined;
  private longName: Uint8Array | undefined;
  private paxName: string | undefined;
  private paxSize: number | undefined;
  private state: "entries" | "one zero block" | "end" = "entries";

  constructor(limits: ResolvedLimits) {
    this.limits = limits;
  }

  /** Takes the next bytes. Throws BundleError. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.state !== "end") {
      at += this.open === undefined ? this.readBlock(bytes.subarray(at)) : this.readContent(this.open, bytes.subarray(at));
    }
  }

  /** Says that no more bytes come. Throws BundleError where some are missing. */
  finish(): ArchiveContents {
    if (this.open !== undefined || this.filled > 0) throw bundleErrors.cutOff();
    return { files: this.files, folders: this.folders };
  }

  private readBlock(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, blockLength - this.filled);
    this.block.set(taken, this.filled);
    this.filled += taken.length;
    if (this.filled === blockLength) {
      this.filled = 0;
      this.startEntry(readTarHeader(this.block));
      this.block = new Uint8Array(blockLength);
    }
    return taken.length;
  }

  private startEntry(header: TarHeader | undefined): void {
    if (header === undefined) {
      this.state = this.state === "entries" ? "one zero block" : "end";
      return;
    }
    if (this.state === "one zero block") throw bundleErrors.brokenHeader();
    const isEntry = ["file", "old file", "folder", "foreign"].includes(header.kind);
    const size = isEntry ? (this.paxSize ?? header.size) : header.size;
    const name = isEntry ? this.takeName(header) : "";
    // Only an old archive has no other way to say that something is a folder: elsewhere such a name is a file's, whose content is skipped with it.
    const kind = header.kind === "old file" ? (name.endsWith("/") ? "folder" : "file") : header.kind;
    this.admit({ ...header, kind }, name, size);
    this.count(isEntry, size);
    this.open = { kind, name, content: size, filling: (blockLength - (size % blockLength)) % blockLength, pieces: [] };
    if (size === 0) this.endContent(this.open);
  }

  /** The name of an entry, by the entries about it. Readers do not agree whose word counts where both of GNU and pax give one. */
  private takeName(header: TarHeader): string {
    const { longName, paxName } = this;
    this.longName = this.paxName = this.paxSize = undefined;
    if (longName !== undefined && paxName !== undefined) throw bundleErrors.foreignName(paxName, "has two long names, by GNU and by pax");
    return paxName ?? decodeName(longName ?? header.name);
  }

  /** Folders are held as files are, and names with them; each may have a name and records of its own, and an archive some besides. */
  private count(isEntry: boolean, size: number): void {
    const { files } = this.limits;
    if (isEntry ? ++this.places > files : ++this.records > 3 * files) throw bundleErrors.tooManyFiles(files);
    if (isEntry) return;
    this.total += size;
    if (this.total > this.limits.totalBytes) throw bundleErrors.tooLarge(this.limits.totalBytes);
  }

  /** Refuses an entry before its content comes. */
  private admit({ kind, description }: TarHeader, name: string, size: number): void {
    switch (kind) {
      case "foreign":
        throw bundleErrors.foreignEntry(name, description);
      case "file":
      case "old file": {
        if (size > this.limits.fileBytes) throw bundleErrors.fileTooLarge(name.replace(/^\//, ""), size, this.limits.fileBytes);
        this.total += size;
        if (this.total > this.limits.totalBytes) throw bundleErrors.tooLarge(this.limits.totalBytes);
        const path = checkEntryName(name);
        if (this.names.has(path)) throw bundleErrors.twice(name);
        this.names.add(path);
        return;
      }
      case "folder":
        // For OPA what follows is the next header, for tar it is content.
        if (size > 0) throw bundleErrors.foreignName(name, "is a folder with content");
        this.folders.push(checkEntryName(name));
        return;
      case "name":
      case "link name":
      case "pax":
      case "global pax":
        if (size > recordsLength) throw bundleErrors.brokenHeader();
    }
  }

  private readContent(open: OpenEntry, bytes: Uint8Array): number {
    if (open.content > 0) {
      // A copy: a piece of what was unpacked would keep all of it.
      const piece = bytes.slice(0, open.content);
      open.pieces.push(piece);
      open.content -= piece.length;
      if (open.content === 0) this.endContent(open);
      return piece.length;
    }
    const skipped = Math.min(open.filling, bytes.length);
    open.filling -= skipped;
    if (open.filling === 0) this.open = undefined;
    return skipped;
  }

  private endContent(open: OpenEntry): void {
    const content = joinBytes(open.pieces);
    open.pieces.length = 0;
    if (open.filling === 0) this.open = undefined;
    switch (open.kind) {
      case "file":
      case "old file":
        this.files.push({ path: open.name, bytes: content });
        return;
      case "name":
        this.longName = content.subarray(0, content.indexOf(0) < 0 ? content.length : content.indexOf(0));
        return;
      case "pax": {
        const records = readPaxRecords(content);
        // As in Go, the last of several counts alone.
        this.paxName = records.path;
        this.paxSize = records.size;
        return;
      }
      case "folder":
      case "link name":
      case "global pax":
      case "foreign":
        return;
    }
  }
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw bundleErrors.foreignName(new TextDecoder().decode(bytes), "has a name that is not UTF-8");
  }
}
