/** A file of a bundle. */
export interface BundleFile {
  /** As the archive has it, `/authz/data.json`; whether it starts with a slash does not matter. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
