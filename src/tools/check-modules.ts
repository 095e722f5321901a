/** `rego check` as a function: what is wrong with modules, without evaluating anything. */
import { allGroups } from "#builtin-groups";
import type { Module } from "../ast/nodes.ts";
import { annotationReader } from "../builtins/group.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { compileModules } from "../compile/compile.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { parseModule } from "../parser/parse.ts";

export interface ModuleText {
  readonly file: string;
  readonly text: string;
}

export interface CheckOptions {
  /** The language version of the modules. Default: 1. */
  readonly regoVersion?: 0 | 1 | undefined;
  readonly strict?: boolean | undefined;
}

/** The errors of modules that are compiled together: those of the parser, or else those of the first stage that finds any; none if all is well. */
export function checkModules(texts: readonly ModuleText[], options: CheckOptions = {}): readonly RegoError[] {
  const { regoVersion = 1, strict = false } = options;
  const modules: Module[] = [];
  const errors: RegoError[] = [];
  const annotations = annotationReader(allGroups);
  for (const { file, text } of texts) errors.push(...errorsOf(() => modules.push(parseModule(file, text, { regoVersion, annotations }))));
  if (errors.length > 0) return errors;
  return errorsOf(() => compileModules(modules, { builtins: standardBuiltins(allGroups), strict, keepPrint: true }));
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
