import type { Module } from "../ast/nodes.ts";
import type { PlainObject } from "../values/value.ts";
import type { BundleFile } from "./bundle-file.ts";
import type { Manifest } from "./manifest.ts";

/** A bundle as it was read and checked. */
export interface Bundle {
  readonly manifest: Manifest;
  /** All documents, each at the place that its folder names. */
  readonly data: PlainObject;
  readonly modules: readonly BundleModule[];
  /** WebAssembly modules, which are kept and not evaluated. */
  readonly wasm: readonly BundleFile[];
  /** Plans of `opa build -t plan`, which are kept and not evaluated. */
  readonly plans: readonly BundleFile[];
  /** What `.signatures.json` holds; undefined without that file, and where it was not to be looked at. */
  readonly signatures: Signatures | undefined;
}

/** A module of a bundle. */
export interface BundleModule {
  /** Its place in the bundle, as the archive has it. */
  readonly path: string;
  /** The name in errors: the place, behind the folder's path where the bundle is a folder. */
  readonly file: string;
  readonly text: string;
  /** The version of Rego that it was read as. */
  readonly regoVersion: 0 | 1;
  readonly parsed: Module;
}

/** The contents of `.signatures.json`. */
export interface Signatures {
  readonly tokens: readonly string[];
  /** Who is to verify them; "" or `_default` for the way that all have. */
  readonly plugin: string;
}
