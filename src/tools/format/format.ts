import type { Module } from "../../ast/nodes.ts";
import { RegoErrors } from "../../errors/rego-error.ts";
import { type Capabilities, refuseLanguage } from "../../parser/language.ts";
import { parseModule } from "../../parser/parse.ts";
import { refuseForV1, refuseKeywordNames } from "./check-module.ts";
import { printModule } from "./module-printer.ts";
import { styleOfV0, V1_STYLE } from "./style.ts";

/** How to format. */
export interface FormatOptions {
  /** The version of the module; 1 when absent. */
  readonly regoVersion?: 0 | 1;
  /** The result is to be Rego of both versions: with `import rego.v1`, `if` and `contains`. */
  readonly v0v1?: boolean;
  /** Imports of `rego.v1` and `future.keywords` are left out, where the result is Rego v1. */
  readonly dropV0Imports?: boolean;
  /** What the result may use: without the feature `keywords_in_refs`, `input.if` becomes `input["if"]`. All when absent. */
  readonly capabilities?: Capabilities | undefined;
}

/**
 * Formats a module as `opa fmt` does: comments stay, and formatting again changes nothing. Throws `RegoErrors` where the module cannot be
 * parsed, or has what Rego v1 refuses.
 */
export function format(fileName: string, text: string, options: FormatOptions = {}): string {
  let formatted = formatOnce(fileName, text, options);
  // OPA moves comments from odd places step by step; here all steps are taken at once.
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = formatAgain(fileName, formatted, options);
    if (next === formatted) break;
    formatted = next;
  }
  return formatted;
}

/** More than four were never seen. */
const MAX_STEPS = 10;

function formatOnce(fileName: string, text: string, options: FormatOptions): string {
  const { capabilities, dropV0Imports = false, regoVersion = 1, v0v1 = false } = options;
  const module = parseModule(fileName, text, { regoVersion, annotations: undefined });
  if (v0v1 && regoVersion === 1) refuseLanguage(module, 1, BOTH_VERSIONS);
  const isV1 = regoVersion === 1 || v0v1;
  if (isV1) refuseInV1(module, regoVersion);
  const imports = { addsV1: v0v1, dropsV1: dropV0Imports && regoVersion === 1 && !v0v1 };
  const keywordsInRefs = capabilities?.features?.includes("keywords_in_refs") ?? capabilities === undefined;
  return printModule(module, { ...(isV1 ? { ...V1_STYLE, converts: regoVersion === 0 } : styleOfV0(module)), keywordsInRefs }, imports);
}

/** What version 0 has, too, of the parts of the language that are features: no template strings. */
const BOTH_VERSIONS: Capabilities = { features: ["rego_v1", "rego_v1_import", "keywords_in_refs"], future_keywords: ["and", "not", "or"] };

function refuseInV1(module: Module, regoVersion: 0 | 1): void {
  if (regoVersion === 0) refuseKeywordNames(module);
  refuseForV1(module);
}

/** The result once more; what was made into both versions may not be Rego v1 where it has a keyword as a name. */
function formatAgain(fileName: string, text: string, options: FormatOptions): string {
  try {
    return formatOnce(fileName, text, options.v0v1 ? { ...options, regoVersion: 1 } : options);
  } catch (error) {
    if (error instanceof RegoErrors) return text;
    throw error;
  }
}
