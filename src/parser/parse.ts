import type { Body, Module, RefTerm, Term } from "../ast/nodes.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { SourceText } from "../errors/source-text.ts";
import { Build } from "./build.ts";
import { describeFault } from "./diagnose/describe.ts";
import { diagnoseModule, diagnoseQuery, unexpectedAt } from "./diagnose/diagnose.ts";
import { SyntaxError as GrammarError, parse } from "./generated/grammar.js";
import { isTooDeep } from "./limits.ts";
import { scan } from "./scanner.ts";
import type { Tokens } from "./tokens.ts";

/** How to read a text. */
export interface ParseOptions {
  /** 0 for modules written before OPA 1.0. `import rego.v1` in a module of version 0 switches it to 1. */
  readonly regoVersion: 0 | 1;
}

/** A query and the text that its positions refer to. */
export interface ParsedQuery {
  readonly body: Body;
  readonly source: SourceText;
}

/** Parses a module; throws {@link RegoErrors} of code `rego_parse_error`. */
export function parseModule(file: string, text: string, options: ParseOptions): Module {
  const { regoVersion } = options;
  const source = new SourceText(file, withoutMark(text));
  const tokens = scan(source.text, regoVersion);
  const build = new Build(source.text, tokens, regoVersion);
  const matches = runGrammar(tokens, () => parse(tokens.codes, { startRule: "Module", build }) ?? true);
  if (matches === undefined || build.isRefused)
    throw failure(diagnoseModule(tokens, source, regoVersion, build.defaultFaults), build, source, tokens);
  return build.module(source);
}

/** Parses a query, such as `data.p.allow; x := 1`; throws {@link RegoErrors}. Positions are in its own text. */
export function parseQuery(text: string, options: ParseOptions & { readonly file?: string }): ParsedQuery {
  const source = new SourceText(options.file ?? "", withoutMark(text));
  const tokens = scan(source.text, options.regoVersion);
  const build = new Build(source.text, tokens, options.regoVersion);
  const body = runGrammar(tokens, () => parse(tokens.codes, { startRule: "Query", build }));
  if (body === undefined || build.isRefused) throw failure(diagnoseQuery(tokens, source, options.regoVersion), build, source, tokens);
  build.finish();
  return { body, source };
}

/** Parses one term, such as `{"a": [1, input.x]}`; throws {@link RegoErrors}. */
export function parseTerm(text: string, options: ParseOptions = { regoVersion: 1 }): Term {
  const source = new SourceText("", withoutMark(text));
  const tokens = scan(source.text, options.regoVersion);
  const build = new Build(source.text, tokens, options.regoVersion);
  const term = runGrammar(tokens, () => parse(tokens.codes, { startRule: "SingleTerm", build }));
  if (term === undefined || build.isRefused) throw failure(diagnoseQuery(tokens, source, options.regoVersion), build, source, tokens);
  build.finish();
  return term;
}

/** Parses a reference, such as `data.p["q r"][x]`; throws {@link RegoErrors} also for terms of another kind. */
export function parseRef(text: string, options: ParseOptions = { regoVersion: 1 }): RefTerm {
  const term = parseTerm(text, options);
  if (term.kind === "ref") return term;
  if (term.kind === "var") return { kind: "ref", terms: [term], start: term.start, end: term.end };
  const location = { file: "", row: 1, col: 1 };
  throw new RegoErrors([{ code: "rego_parse_error", message: `expected ref but got ${term.kind}`, location }]);
}

/** Runs the grammar; undefined when it does not match, or when the text is nested too deep to try. */
function runGrammar<T>(tokens: Tokens, run: () => T): T | undefined {
  if (isTooDeep(tokens)) return undefined;
  try {
    return run();
  } catch (error) {
    if (error instanceof GrammarError) return undefined;
    throw error;
  }
}

/** The errors to throw: what was found by reading again, else what the builder refused, else the first token that fits no statement. */
function failure(found: readonly RegoError[], build: Build, source: SourceText, tokens: Tokens): RegoErrors {
  if (found.length > 0) return new RegoErrors(found);
  if (build.faults.length > 0) return new RegoErrors(build.faults.map((fault) => describeFault(fault, source, true)));
  return new RegoErrors([unexpectedAt(tokens, source, build.lastToken)]);
}

/** OPA skips a byte order mark at the start of a text. */
function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
