import type { Module } from "../ast/nodes.ts";
import { loadBundles, loadModules } from "../bundle/load.ts";
import { SchemaFileError } from "../bundle/load-schemas.ts";
import { mergeDocuments } from "../bundle/merge-documents.ts";
import type { Capabilities } from "../parser/language.ts";
import { type CheckOptions, checkParsed, parseForCheck } from "../tools/check-modules.ts";
import type { PlainObject } from "../values/value.ts";
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
export function runCheck(paths: readonly string[], flags: CheckFlags): CheckReport {
  try {
    const options = optionsOf(flags);
    return flags.bundle ? checkBundles(paths, flags, options) : checkFiles(paths, flags, options);
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
function checkBundles(paths: readonly string[], flags: CheckFlags, options: CheckOptions): CheckReport {
  const modules: Module[] = [];
  let data: PlainObject = {};
  for (const path of paths) {
    for (const loaded of loadBundles([path], flags)) {
      if (loaded.kind === "failure") return refuse(describeFailure(path, loaded.message));
      if (loaded.kind === "module") {
        const errors = errorsOf(() => modules.push(parseForCheck(loaded, options)));
        if (errors.length > 0) return { errors, text: `bundle ${path}: ${formatOutputErrors(errors)}` };
      } else {
        const merged = mergeDocuments(data, loaded.document);
        if (merged === undefined) return refuse(`bundle ${path}: ${loaded.file}: merge error`);
        data = merged;
      }
    }
  }
  return report(checkParsed(modules, { ...options, data }));
}

function errorsOf(run: () => unknown): readonly OutputError[] {
  try {
    run();
    return [];
  } catch (error) {
    return toOutputErrors(error);
  }
}

function describeFailure(path: string, message: string): string {
  return message.startsWith("stat ") ? `error reading "${path}": ${message}` : `bundle ${path}: bundle load failed on ${message}`;
}

function refuse(message: string): CheckReport {
  return { errors: [{ message }], text: message };
}

function report(errors: readonly OutputError[]): CheckReport {
  return { errors, text: errors.length === 0 ? "" : formatOutputErrors(errors) };
}

function optionsOf({ capabilities, strict, maxErrors, schema, v0Compatible, v0V1 }: CheckFlags): CheckOptions {
  return { capabilities, strict, maxErrors, schemas: readSchemas(schema), regoVersion: v0V1 ? "both" : v0Compatible ? 0 : 1 };
}
