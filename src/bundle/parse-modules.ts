import { decodeText } from "../builtins/bytes.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { type Capabilities, refuseLanguage } from "../parser/language.ts";
import { type ModuleOptions as ParserOptions, parseModule } from "../parser/parse.ts";
import type { BundleModule } from "./bundle.ts";
import { bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { compileVersions, type Manifest } from "./manifest.ts";
import { loadYaml } from "./read-yaml.ts";

export interface ModuleOptions {
  /** The version of Rego of modules for which the manifest names none. Default: 1. */
  readonly regoVersion?: 0 | 1 | undefined;
  /** What modules may use of the language, in OPA's form. Default: all that there is. */
  readonly capabilities?: Capabilities | undefined;
}

/** Parses the modules of a bundle, each as the version of Rego that the manifest says. Throws BundleError for the first that cannot be. */
export async function parseModules(
  files: readonly BundleFile[],
  manifest: Manifest,
  { capabilities, regoVersion = 1 }: ModuleOptions,
  fullPath: (path: string) => string,
): Promise<readonly BundleModule[]> {
  const versionOf = compileVersions(manifest, regoVersion);
  const texts = files
    .filter(({ path }) => path.endsWith(".rego"))
    .map(({ path, bytes }) => ({ path, file: fullPath(path), text: decodeText(bytes), regoVersion: versionOf(path) }));
  const annotations = texts.some(({ text }) => text.includes("METADATA")) ? (await loadYaml()).parseAnnotations : undefined;
  return texts.map((module) => ({ ...module, parsed: parse(module, annotations, capabilities) }));
}

function parse(
  { file, text, regoVersion }: Omit<BundleModule, "parsed">,
  annotations: ParserOptions["annotations"],
  capabilities: Capabilities | undefined,
): BundleModule["parsed"] {
  try {
    const module = parseModule(file, text, { regoVersion, annotations });
    if (capabilities !== undefined) refuseLanguage(module, regoVersion, capabilities);
    return module;
  } catch (error) {
    if (error instanceof RegoErrors) throw bundleErrors.modules(error);
    throw error;
  }
}
