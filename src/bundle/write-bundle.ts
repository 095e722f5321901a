import { encodeText } from "../builtins/bytes.ts";
import { stringifyJson } from "../values/json.ts";
import type { Bundle, BundleModule, Signatures } from "./bundle.ts";
import type { BundleFile } from "./bundle-file.ts";
import { checkWriteOptions, type WriteBundleOptions } from "./bundle-options.ts";
import { packGzip } from "./gzip.ts";
import { writeManifest } from "./manifest.ts";
import type { Signing } from "./sign-files.ts";
import { writeSignatures } from "./signatures-file.ts";
import { writeTar } from "./tar-writer.ts";

/** What is written: modules by their places in the archive. */
export interface BundleContents extends Pick<Bundle, "data" | "manifest" | "plans" | "signatures" | "wasm"> {
  readonly modules: readonly Pick<BundleModule, "path" | "text">[];
}

/**
 * Writes a bundle as a tar.gz archive with the files that OPA writes, in its order: `data.json` with all documents, modules, WebAssembly, signatures,
 * plans, manifest. The same bundle gives the same bytes on the same platform. Throws BundleError where it cannot be signed, and TypeError for options
 * that do not exist.
 */
export async function writeBundle(bundle: BundleContents, options: WriteBundleOptions = {}): Promise<Uint8Array> {
  checkWriteOptions(options);
  const { signing } = options;
  const data = { path: "/data.json", bytes: encodeText(`${stringifyJson(bundle.data)}\n`) };
  const modules = bundle.modules.map(({ path, text }) => ({ path: slashed(path), bytes: encodeText(text) }));
  const [wasm, plans] = [bundle.wasm.map(slashFile), bundle.plans.map(slashFile)];
  const manifest = { path: "/.manifest", bytes: encodeText(`${writeManifest(bundle.manifest)}\n`) };
  const signatures = signing === undefined ? bundle.signatures : await sign([...modules, data, ...wasm, ...plans, manifest], signing);
  const signed = signatures === undefined ? [] : [{ path: "/.signatures.json", bytes: encodeText(writeSignatures(signatures)) }];
  return await packGzip(writeTar([data, ...modules, ...wasm, ...signed, ...plans, manifest]));
}

/** What hashes and reads keys is loaded for the first bundle that is signed. */
async function sign(files: readonly BundleFile[], signing: Signing): Promise<Signatures> {
  const { hashFiles } = await import("./file-hash.ts");
  const { signFiles } = await import("./sign-files.ts");
  return { tokens: [await signFiles(await hashFiles(files), signing)], plugin: "_default" };
}

function slashFile({ path, bytes }: BundleFile): BundleFile {
  return { path: slashed(path), bytes };
}

function slashed(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
