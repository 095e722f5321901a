import type { Body, Module } from "../ast/nodes.ts";
import { SourceText } from "../errors/source-text.ts";
import { Build } from "./build.ts";
import { parse } from "./generated/grammar.js";
import { scan } from "./scanner.ts";

/** How to read a text. */
export interface ParseOptions {
  /** 1 by default language; 0 for modules written before OPA 1.0. `import rego.v1` in a module of version 0 switches it to 1. */
  readonly regoVersion: 0 | 1;
}

/** Parses a module; throws {@link RegoErrors}. */
export function parseModule(file: string, text: string, options: ParseOptions): Module {
  const source = new SourceText(file, text);
  const tokens = scan(text, options.regoVersion);
  const build = new Build(text, tokens, options.regoVersion);
  parse(tokens.codes, { startRule: "Module", build });
  return build.module(source);
}

/** Parses a query. */
export function parseQuery(
  text: string,
  options: ParseOptions & { readonly file?: string },
): { readonly body: Body; readonly source: SourceText } {
  const source = new SourceText(options.file ?? "", text);
  const tokens = scan(text, options.regoVersion);
  const build = new Build(text, tokens, options.regoVersion);
  const body = parse(tokens.codes, { startRule: "Query", build });
  build.finish();
  return { body, source };
}
