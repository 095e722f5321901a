import { allGroups } from "#builtin-groups";
import type { Module } from "../ast/nodes.ts";
import { moduleToJson } from "../ast/to-json.ts";
import { annotationParser } from "../builtins/group.ts";
import { parseModule } from "../parser/parse.ts";
import { parseNumber } from "../values/number.ts";

const annotations = annotationParser(allGroups);

/** Parses a module with its METADATA, as `opa parse` does; throws `RegoErrors`. */
export function parse(fileName: string, text: string, options: { readonly regoVersion?: 0 | 1 } = {}): Module {
  return parseModule(fileName, text, { regoVersion: options.regoVersion ?? 1, annotations });
}

/** What of a tree is optional in JSON, as `--json-include` of `opa parse` says it. */
export interface TreeOptions {
  /** The place and the text of each node. Default: false. */
  readonly locations?: boolean | undefined;
  /** Default: true. */
  readonly comments?: boolean | undefined;
}

/** The syntax tree of a module as `opa parse -f json` prints it, keys in its order; numbers are the engine's, which keep all digits. */
export function treeToJson(module: Module, options: TreeOptions = {}): unknown {
  return moduleToJson(module, { ...options, number: (text) => parseNumber(text) });
}
