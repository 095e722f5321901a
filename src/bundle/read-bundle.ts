import { decodeText } from "../builtins/bytes.ts";
import { isMap, isObject } from "../values/kind.ts";
import type { PlainObject } from "../values/value.ts";
import { baseName, foldersOf, joinPath } from "./archive-path.ts";
import type { Bundle, Signatures } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { checkReadOptions, type ReadBundleOptions } from "./bundle-options.ts";
import { checkBundle } from "./check-bundle.ts";
import { type BundleFiles, collectFiles } from "./collect-files.ts";
import { DocumentBuilder } from "./document-builder.ts";
import { resolveLimits } from "./limits.ts";
import { emptyManifest, type Manifest, readManifest } from "./manifest.ts";
import { isPlainObject } from "./merge-documents.ts";
import { parseModules } from "./parse-modules.ts";
import { readArchive } from "./read-archive.ts";
import { readDocument } from "./read-document-bytes.ts";
import { isSignaturesFile, readSignatures } from "./signatures-file.ts";
import { type ByteSource, isByteSource } from "./source.ts";
import type { Verification } from "./verify-signatures.ts";

/** How commands read bundles. */
export interface InternalReadOptions extends ReadBundleOptions {
  /** Files are named below this folder in errors, and in signatures. */
  readonly root?: string | undefined;
  /** Documents are not looked at. */
  readonly withoutData?: boolean | undefined;
}

/**
 * Reads a bundle: a tar.gz archive as bytes or as a stream of them, or files by their paths. Modules are parsed, each as the version of Rego that the
 * manifest says; roots, signature and limits are checked.
 *
 * @throws BundleError in OPA's words; its `cause` has the RegoErrors of a module that cannot be parsed.
 * @throws TypeError for options that do not exist, and for what is neither bytes nor files.
 */
export async function readBundle(source: ByteSource | BundleFiles, options: ReadBundleOptions = {}): Promise<Bundle> {
  checkReadOptions(options);
  const limits = resolveLimits(options.limits);
  const files = isByteSource(source) ? (await readArchive(source, limits)).files : collectFiles(source, limits);
  return await assembleBundle(files, options);
}

/** Makes a bundle of its files. Throws BundleError. */
export async function assembleBundle(files: readonly BundleFile[], options: InternalReadOptions): Promise<Bundle> {
  const { root = "", verification, withoutData = false } = options;
  const fullPath = (path: string): string => (root === "" ? path : joinPath(root, path));
  const signatures = verification === false ? undefined : readSignatures(files);
  const contents = files.filter(({ path }) => !isSignaturesFile(path));
  await refuseDelta(contents);
  if (verification !== false) await verify(contents, signatures, verification, fullPath);
  const manifest = findManifest(contents);
  const bundle: Bundle = {
    manifest,
    data: withoutData ? {} : await mergeData(contents, fullPath),
    modules: await parseModules(contents, manifest, options, fullPath),
    wasm: contents.filter(({ path }) => baseName(path) === "policy.wasm").map(({ path, bytes }) => ({ path: fullPath(path), bytes })),
    plans: contents.filter(({ path }) => ["plan.json", "plan.pb"].includes(baseName(path))),
    signatures,
  };
  checkBundle(bundle);
  return bundle;
}

/** What reads keys and hashes is loaded for the first bundle that is signed. */
async function verify(
  files: readonly BundleFile[],
  signatures: Signatures | undefined,
  verification: Verification | undefined,
  nameOf: (path: string) => string,
): Promise<void> {
  if (signatures === undefined) {
    if (verification !== undefined) throw bundleErrors.notSigned();
    return;
  }
  if (verification === undefined) throw bundleErrors.noKey();
  const { verifyFiles } = await import("./verify-files.ts");
  await verifyFiles(files, signatures, verification, nameOf);
}

/** A bundle that says only what changes: its `patch.json` has operations. */
async function refuseDelta(files: readonly BundleFile[]): Promise<void> {
  for (const file of files) {
    if (baseName(file.path) !== "patch.json") continue;
    const patch = await readDocument(file, file.path);
    const operations = isObject(patch) && !isMap(patch) ? patch["data"] : undefined;
    if (Array.isArray(operations) && operations.length > 0) throw bundleErrors.delta(file.path);
  }
}

function findManifest(files: readonly BundleFile[]): Manifest {
  const [file, second] = files.filter(({ path }) => path.endsWith(".manifest") || path.endsWith(".manifest.pb"));
  if (file === undefined) return emptyManifest;
  if (second !== undefined) throw bundleErrors.twoManifests(file.path, second.path);
  if (file.path.endsWith(".pb")) throw bundleErrors.manifestOfOtherForm(file.path);
  return readManifest(decodeText(file.bytes));
}

async function mergeData(files: readonly BundleFile[], fullPath: (path: string) => string): Promise<PlainObject> {
  const data = new DocumentBuilder();
  for (const file of files) {
    if (!["data.json", "data.yaml", "data.yml"].includes(baseName(file.path))) continue;
    const folders = foldersOf(file.path);
    const document = await readDocument(file, fullPath(file.path));
    if (folders.length === 0 && !isPlainObject(document)) throw bundleErrors.rootNoObject(file.path);
    if (!data.insert(folders, document)) throw bundleErrors.conflict(file.path, folders.join("/"));
  }
  return data.finish();
}
