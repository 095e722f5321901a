import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { joinPath } from "../bundle/archive-path.ts";
import type { Bundle, BundleModule } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { DocumentBuilder } from "../bundle/document-builder.ts";
import { isArchive, loadPaths } from "../bundle/load.ts";
import { loadBundle } from "../bundle/load-bundle.ts";
import { emptyManifest } from "../bundle/manifest.ts";
import { mergeBundles, placeBelow } from "../bundle/merge-bundles.ts";
import type { Verification } from "../bundle/verify-signatures.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { checkParsed, parseForCheck } from "../tools/check-modules.ts";
import { compareStrings } from "../values/string-order.ts";
import { buildTargets, refusedTargets, type TargetOptions } from "./build-targets.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import { BuildError, readSigning, readVerification, type SigningFlags, type VerificationFlags } from "./signing-flags.ts";

/** The flags of `rego build`, by the names that they have in OPA. */
export interface BuildFlags extends SigningFlags, VerificationFlags, TargetOptions {
  readonly bundle: boolean;
  readonly followSymlinks: boolean;
  readonly format: "json" | "proto";
  readonly ignore: readonly string[];
  readonly optimize: number;
  readonly output?: string;
  readonly planAddons: readonly string[];
  readonly revision?: string;
  readonly target: string;
  readonly v0Compatible: boolean;
}

/** What `rego build` writes. */
export interface BuiltFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Builds a bundle: the bytes of the file, and its name. `warn` is told what may be a mistake. Throws {@link BuildError}. */
export async function runBuild(paths: readonly string[], flags: BuildFlags, warn: (text: string) => void): Promise<BuiltFile> {
  const verification = readVerification(flags);
  const signing = readSigning(flags, flags.verificationKeyId);
  if (!flags.bundle) {
    if (verification !== undefined || signing !== undefined) {
      throw new BuildError("enable bundle mode (ie. --bundle) to verify or sign bundle files or directories");
    }
    warnOfManifests(paths, warn);
  }
  checkFlags(flags);
  const target = buildTargets.get(flags.target);
  if (target === undefined) throw new BuildError(`the target ${flags.target} is not supported: ${refusedTargets.get(flags.target) ?? ""}`);
  try {
    const loaded = flags.bundle ? await mergeGiven(paths, flags, verification) : await loadLoose(paths, flags);
    checkModules(loaded, flags);
    const { revision = loaded.manifest.revision } = flags;
    const bytes = await target.make({ ...loaded, manifest: { ...loaded.manifest, revision } }, flags, signing);
    return { path: flags.output ?? target.output, bytes };
  } catch (error) {
    if (error instanceof BundleError) throw new BuildError(error.message, { cause: error });
    if (error instanceof RegoErrors) throw new BuildError(formatOutputErrors(error.errors), { cause: error });
    throw error;
  }
}

function checkFlags({ format, optimize, planAddons, target }: BuildFlags): void {
  if (format !== "json" && target !== "plan") throw new BuildError(`plan format "${format}" is only valid with target "plan"`);
  if (planAddons.length > 0 && target !== "plan") throw new BuildError('plan addons are only valid with target "plan"');
  if (optimize > 0) throw new BuildError(`optimization level ${optimize} is not supported: bundles are written as they are (-O 0)`);
}

function warnOfManifests(paths: readonly string[], warn: (text: string) => void): void {
  for (const path of paths) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    const name = [".manifest", ".manifest.pb"].find((each) => existsSync(join(path, each)));
    if (name !== undefined)
      warn(`Warning: ${name} file found in ${JSON.stringify(path)} but -b flag not specified. Manifest will be ignored.`);
  }
}

/** Folders and archives that are bundles, in the order of their names. */
async function mergeGiven(paths: readonly string[], flags: BuildFlags, verification: Verification | undefined): Promise<Bundle> {
  const bundles: Bundle[] = [];
  for (const path of paths) await load(path);
  const order = [...new Set(paths)].sort(compareStrings);
  try {
    return mergeBundles(
      order.map((path) => bundles[paths.indexOf(path)] as Bundle),
      { regoVersion: versionOf(flags) },
    );
  } catch (error) {
    throw error instanceof BundleError ? error.within("bundle merge failed") : error;
  }

  async function load(path: string): Promise<void> {
    const { capabilities, followSymlinks: followsLinks, ignore } = flags;
    try {
      bundles.push(
        placeBelow(path, await loadBundle(path, { capabilities, followsLinks, ignore, regoVersion: versionOf(flags), verification })),
      );
    } catch (error) {
      throw error instanceof BundleError ? error.within("load error") : error;
    }
  }
}

/** Files and folders that are no bundles: modules have the places of their files. */
async function loadLoose(paths: readonly string[], flags: BuildFlags): Promise<Bundle> {
  const modules: BundleModule[] = [];
  const errors: OutputError[] = [];
  const data = new DocumentBuilder();
  await checkArchives(paths.filter(isArchive), flags);
  for (const loaded of loadPaths(
    paths.filter((path) => !isArchive(path)),
    flags,
  )) {
    if (loaded.kind === "failure") errors.push({ message: loaded.message });
    if (loaded.kind === "module") errors.push(...errorsOf(() => modules.push(parse(loaded.file, loaded.text, flags))));
    if (loaded.kind !== "document") continue;
    if (!data.insert([], loaded.document)) errors.push({ message: `${loaded.file}: merge error` });
  }
  if (errors.length > 0) throw new BuildError(`load error: ${formatOutputErrors(errors, " during loading")}`);
  const byPath = (left: BundleModule, right: BundleModule): number => compareStrings(joinPath("", left.path), joinPath("", right.path));
  const manifest = { ...emptyManifest, regoVersion: versionOf(flags) };
  return { manifest, data: data.finish(), modules: modules.sort(byPath), wasm: [], plans: [], signatures: undefined };
}

/** As in OPA, archives that are not given as bundles have to be sound, and are left out. */
async function checkArchives(paths: readonly string[], { capabilities, ignore }: BuildFlags): Promise<void> {
  try {
    for (const path of paths) await loadBundle(path, { capabilities, ignore });
  } catch (error) {
    throw error instanceof BundleError ? error.within("load error") : error;
  }
}

/** No name leads out of the bundle, wherever the file was. */
function parse(file: string, text: string, { capabilities, ...flags }: BuildFlags): BundleModule {
  const regoVersion = versionOf(flags);
  const parsed = parseForCheck({ file, text }, { capabilities, regoVersion });
  return { path: file.split("/").includes("..") ? joinPath("/", file) : file, file, text, regoVersion, parsed };
}

function checkModules({ modules }: Bundle, { capabilities }: BuildFlags): void {
  const paths = new Set<string>();
  for (const { path } of modules) {
    if (paths.has(path)) throw new BuildError(`duplicate module URL: ${path}`);
    paths.add(path);
  }
  const errors = checkParsed(
    modules.map(({ parsed }) => parsed),
    { capabilities },
  );
  if (errors.length > 0) throw new BuildError(formatOutputErrors(errors));
}

function versionOf({ v0Compatible }: Pick<BuildFlags, "v0Compatible">): 0 | 1 {
  return v0Compatible ? 0 : 1;
}

function errorsOf(run: () => unknown): readonly OutputError[] {
  try {
    run();
    return [];
  } catch (error) {
    return toOutputErrors(error);
  }
}
