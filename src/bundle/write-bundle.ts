import { encodeText } from "../builtins/bytes.ts";
import { stringifyJson } from "../values/json.ts";
import type { Bundle, BundleModule, Signatures } from "./bundle.ts";
import type { BundleFile } from "./bundle-file.ts";
import { defaultHash, hashDocument, hashFile } from "./file-hash.ts";
import { packGzip } from "./gzip.ts";
import { writeManifest } from "./manifest.ts";
import { type Signing, signFiles } from "./sign-files.ts";
import { writeTar } from "./tar-writer.ts";
import type { SignedFile } from "./verify-signatures.ts";

/** What is written: modules by their places in the archive. */
export interface BundleContents extends Pick<Bundle, "data" | "manifest" | "plans" | "signatures" | "wasm"> {
  readonly modules: readonly Pick<BundleModule, "path" | "text">[];
}

/** Further files, which stand before the manifest and are signed too. */
export interface WriteBundleOptions {
  readonly signing?: Signing | undefined;
}

/**
 * Writes a bundle as a tar.gz archive with the files that OPA writes, in its order: `data.json` with all documents, modules, WebAssembly, signatures,
 * plans, manifest. The same bundle gives the same bytes on the same platform. Throws BundleError where it cannot be signed.
 */
export async function writeBundle(bundle: BundleContents, { signing }: WriteBundleOptions = {}): Promise<Uint8Array> {
  const modules = bundle.modules.map(({ path, text }) => ({ path: slashed(path), bytes: encodeText(text) }));
  const others = { wasm: bundle.wasm.map(slashFile), plans: bundle.plans.map(slashFile) };
  const manifest = { path: "/.manifest", bytes: encodeText(`${writeManifest(bundle.manifest)}\n`) };
  const signatures = signing === undefined ? bundle.signatures : await sign();
  const files = [
    { path: "/data.json", bytes: encodeText(`${stringifyJson(bundle.data)}\n`) },
    ...modules,
    ...others.wasm,
    ...(signatures === undefined ? [] : [{ path: "/.signatures.json", bytes: encodeText(writeSignatures(signatures)) }]),
    ...others.plans,
    manifest,
  ];
  return await packGzip(writeTar(files));

  async function sign(): Promise<Signatures> {
    const data: SignedFile = { name: "data.json", hash: hashDocument(bundle.data), algorithm: defaultHash };
    const signed = [...(await hashFiles(modules)), data, ...(await hashFiles([...others.wasm, ...others.plans, manifest]))];
    return { tokens: [await signFiles(signed, signing as Signing)], plugin: "_default" };
  }
}

/** The hashes of files, as a signature names them. Throws BundleError for a document that cannot be read. */
export async function hashFiles(files: readonly BundleFile[]): Promise<readonly SignedFile[]> {
  const hash = async (file: BundleFile): Promise<SignedFile> => ({
    name: file.path.replace(/^\//, ""),
    hash: await hashFile(file, defaultHash),
    algorithm: defaultHash,
  });
  return await Promise.all(files.map(hash));
}

/** The text of `.signatures.json`. */
export function writeSignatures({ tokens, plugin }: Signatures): string {
  const lines = [` "signatures": [\n${tokens.map((token) => `  ${stringifyJson(token)}`).join(",\n")}\n ]`];
  if (plugin !== "") lines.push(` "plugin": ${stringifyJson(plugin)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

function slashFile({ path, bytes }: BundleFile): BundleFile {
  return { path: slashed(path), bytes };
}

function slashed(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
