import type { Module } from "../ast/nodes.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { loadModules } from "../bundle/load.ts";
import { SchemaFileError } from "../bundle/load-schemas.ts";
import { mergeBundles } from "../bundle/merge-bundles.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import type { Capabilities } from "../parser/language.ts";
import { type CheckOptions, checkParsed, parseForCheck } from "../tools/check-modules.ts";
import { loadBundles } from "./load-bundles.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import { readSchemas } from "./read-schemas.ts";

/** The flags of `rego check`, by the names that they have in OPA. */
export interface CheckFlags {
  readonly bundle: boolean;
  readonly capabilities?: Capabilities;
  readonly format: "pretty" | "json";
  readonly ignore: readonly string[];
  readonly maxErrors: number;
  readonly schema?: string;
  readonly strict: boolean;
  readonly v0Compatible: boolean;
  readonly v0V1: boolean;
}

/** What is wrong with the files, and how `--format pretty` says it; no errors if all is well. */
export interface CheckReport {
  readonly errors: readonly OutputError[];
  readonly text: string;
}

/** Loads and checks as the flags say. */
export async function runCheck(paths: readonly string[], flags: CheckFlags): Promise<CheckReport> {
  try {
    const options = optionsOf(flags);
    return flags.bundle ? await checkBundles(paths, flags, options) : checkFiles(paths, flags, options);
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    const errors = [{ message: error.message }];
    return { errors, text: formatOutputErrors(errors, DURING_LOADING) };
  }
}

const DURING_LOADING = " during loading";

/** All that cannot be loaded is reported together, in the order of the files. */
function checkFiles(paths: readonly string[], flags: CheckFlags, options: CheckOptions): CheckReport {
  const modules: Module[] = [];
  const errors: OutputError[] = [];
  for (const loaded of loadModules(paths, flags)) {
    if (loaded.kind === "failure") errors.push({ message: loaded.message });
    if (loaded.kind === "module") errors.push(...errorsOf(() => modules.push(parseForCheck(loaded, options))));
  }
  if (errors.length > 0) return { errors, text: formatOutputErrors(errors, DURING_LOADING) };
  return report(checkParsed(modules, options));
}

/** The first bundle that cannot be loaded is the last that is looked at. */
async function checkBundles(paths: readonly string[], flags: CheckFlags, options: CheckOptions): Promise<CheckReport> {
  const { capabilities, ignore } = flags;
  const regoVersion = options.regoVersion === 0 ? 0 : 1;
  try {
    const bundles = Object.entries(await loadBundles(paths, { ignore, capabilities, regoVersion, verification: false }));
    const errors = options.regoVersion === "both" ? bundles.flatMap(([, bundle]) => errorsInBoth(bundle, options)) : [];
    if (errors.length > 0) return { errors, text: formatOutputErrors(errors) };
    const { data, modules } = mergeBundles(bundles.map(([, bundle]) => bundle));
    return report(
      checkParsed(
        modules.map(({ parsed }) => parsed),
        { ...options, data },
      ),
    );
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { errors: regoErrorsBehind(error) ?? [{ message: error.message }], text: error.message };
  }
}

/** What is wrong with modules that are to be right in both versions of Rego. */
function errorsInBoth({ modules }: Bundle, options: CheckOptions): readonly OutputError[] {
  return modules.flatMap((module) => errorsOf(() => parseForCheck(module, options)));
}

/** The errors of a module that keep a bundle from being read. */
function regoErrorsBehind(error: Error): readonly OutputError[] | undefined {
  if (error instanceof RegoErrors) return error.errors;
  return error.cause instanceof Error ? regoErrorsBehind(error.cause) : undefined;
}

function errorsOf(run: () => unknown): readonly OutputError[] {
  try {
    run();
    return [];
  } catch (error) {
    return toOutputErrors(error);
  }
}

function report(errors: readonly OutputError[]): CheckReport {
  return { errors, text: errors.length === 0 ? "" : formatOutputErrors(errors) };
}

function optionsOf({ capabilities, strict, maxErrors, schema, v0Compatible, v0V1 }: CheckFlags): CheckOptions {
  return { capabilities, strict, maxErrors, schemas: readSchemas(schema), regoVersion: v0V1 ? "both" : v0Compatible ? 0 : 1 };
}
