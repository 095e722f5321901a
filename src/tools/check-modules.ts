/** `rego check` as a function: what is wrong with modules, without evaluating anything. */
import { allGroups } from "#builtin-groups";
import type { Module } from "../ast/nodes.ts";
import { annotationParser } from "../builtins/group.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { compileModules } from "../compile/compile.ts";
import { restrictBuiltins } from "../compile/restrict-builtins.ts";
import type { Schemas } from "../compile/type-checking.ts";
import { typeChecker } from "../compile/types/type-checker.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { type Capabilities, findForeignHeads, refuseLanguage } from "../parser/language.ts";
import { parseModule } from "../parser/parse.ts";
import type { Value } from "../values/value.ts";

/** A module as it was written. */
export interface ModuleText {
  readonly file: string;
  readonly text: string;
}

/** How modules are checked. */
export interface CheckOptions {
  /** The language version of the modules; "both" for modules that must be right, and mean the same, in each. Default: 1. */
  readonly regoVersion?: 0 | 1 | "both" | undefined;
  /** OPA's strict mode: unused variables, arguments and imports are errors. */
  readonly strict?: boolean | undefined;
  /** After how many errors the compiler gives up; 0 for never. Default: 10. */
  readonly maxErrors?: number | undefined;
  /** Base documents with which no rule may overlap. */
  readonly data?: Value | undefined;
  /** What the modules may use, as a version of OPA or an operator allows it. Default: all that there is. */
  readonly capabilities?: Capabilities | undefined;
  /** JSON schemas of input and data. Default: none, and annotations with schemas are not heeded. */
  readonly schemas?: Schemas | undefined;
}

/**
 * Checks modules that belong together. Gives what is wrong with them in OPA's order: the errors of the parser, else those of the first stage of
 * the compiler that finds any.
 */
export function checkModules(texts: readonly ModuleText[], options: CheckOptions = {}): readonly RegoError[] {
  const modules: Module[] = [];
  const errors = texts.flatMap((text) => errorsOf(() => modules.push(parseForCheck(text, options))));
  return errors.length > 0 ? errors : checkParsed(modules, options);
}

const annotations = annotationParser(allGroups);

/** Parses one of the modules to check; throws {@link RegoErrors}. */
export function parseForCheck({ file, text }: ModuleText, { capabilities, regoVersion = 1 }: CheckOptions): Module {
  if (regoVersion === "both") parseModule(file, text, { regoVersion: 0, annotations });
  const version = regoVersion === 0 ? 0 : 1;
  const module = parseModule(file, text, { regoVersion: version, annotations });
  if (capabilities !== undefined) refuseLanguage(module, version, capabilities);
  return module;
}

/** Compiles modules to see what is wrong with them. */
export function checkParsed(
  modules: readonly Module[],
  { capabilities, strict = false, maxErrors, data, schemas }: CheckOptions,
): readonly RegoError[] {
  const foreign = capabilities === undefined ? [] : modules.flatMap((module) => findForeignHeads(module, capabilities));
  if (foreign.length > 0) return foreign;
  const builtins = restrictBuiltins(standardBuiltins(allGroups), capabilities && (capabilities.builtins ?? []));
  return errorsOf(() =>
    compileModules(modules, { builtins, typeChecker, strict, keepPrint: true, maxErrors, schemas, baseDocuments: data }),
  );
}

function errorsOf(run: () => unknown): readonly RegoError[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof RegoErrors) return error.errors;
    throw error;
  }
}
