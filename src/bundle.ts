/** `rego-ts/bundle`: OPA's bundles, read, checked, used and written. Needs no file system; runs in browsers and edge workers too. */
export { addBundles } from "./bundle/add-bundles.ts";
export type { Bundle, BundleModule, Signatures } from "./bundle/bundle.ts";
export { BundleError, type BundleErrorCode } from "./bundle/bundle-error.ts";
export type { BundleFile } from "./bundle/bundle-file.ts";
export type { ReadBundleOptions, WriteBundleOptions } from "./bundle/bundle-options.ts";
export type { BundleFiles } from "./bundle/collect-files.ts";
export type { BundleLimits } from "./bundle/limits.ts";
export type { Manifest, WasmResolver } from "./bundle/manifest.ts";
export { type MergeOptions, mergeBundles } from "./bundle/merge-bundles.ts";
export { readBundle } from "./bundle/read-bundle.ts";
export type { Signing } from "./bundle/sign-files.ts";
export type { ByteSource } from "./bundle/source.ts";
export type { Verification, VerificationKey } from "./bundle/verify-signatures.ts";
export { type BundleContents, writeBundle } from "./bundle/write-bundle.ts";
