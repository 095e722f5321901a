import type { Body, Expr, Import, Module, Package, RefTerm, Rule, Term } from "../ast/nodes.ts";
import { expectedReference } from "../errors/parse-errors.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { SourceText } from "../errors/source-text.ts";
import type { ParseAnnotations } from "./annotations.ts";
import { Build } from "./build.ts";
import { isDeeperThan } from "./depth.ts";
import { describeFault } from "./diagnose/describe.ts";
import { diagnoseModule, diagnoseQuery, diagnoseStatement, tooDeep, unexpectedAt } from "./diagnose/diagnose.ts";
import { refuseEncoding } from "./encoding.ts";
import { SyntaxError as GrammarError, parse } from "./generated/grammar.js";
import { isTooDeep, MAX_TREE, mayBeTooDeep } from "./limits.ts";
import { startsMetadata } from "./metadata-comment.ts";
import { scan } from "./scanner.ts";
import type { Tokens } from "./tokens.ts";

/** How to read a text. */
export interface ParseOptions {
  /** 0 for modules written before OPA 1.0. `import rego.v1` in a module of version 0 switches it to 1. */
  readonly regoVersion: 0 | 1;
}

/** How to read a module. */
export interface ModuleOptions extends ParseOptions {
  /** Reads METADATA blocks; without, they are comments like others. */
  readonly annotations: ParseAnnotations | undefined;
}

/** How to read a query. */
export interface QueryOptions extends ParseOptions {
  /** The name of its text in positions; "" when absent. */
  readonly file?: string;
  /** Paths of imports that hold for it: `rego.v1` and `future.keywords…` enable keywords, others do not matter here. */
  readonly imports?: readonly string[];
}

/** A query and the text that its positions refer to. */
export interface ParsedQuery {
  readonly body: Body;
  readonly source: SourceText;
}

/** Parses a module; throws {@link RegoErrors} of code `rego_parse_error`. */
export function parseModule(file: string, text: string, options: ModuleOptions): Module {
  const { regoVersion } = options;
  const reading = read(file, text, regoVersion);
  const { build, source, tokens } = reading;
  runGrammar(
    reading,
    () => parse(tokens.codes, { startRule: "Module", build }) ?? true,
    () => {
      const errors = diagnoseModule(tokens, source, regoVersion, build.defaultFaults);
      return errors.length === 0 ? errors : [...errors, ...yamlErrorsBefore(errors, reading, options)];
    },
  );
  const module = build.module(source);
  checkDepth(reading, module.rules);
  const { annotations: parseAnnotations } = options;
  if (parseAnnotations === undefined || !module.comments.some((comment) => startsMetadata(comment, source)))
    return { ...module, annotations: [] };
  const { annotations, scopeFaults, yamlFaults } = parseAnnotations(module, readReference);
  if (yamlFaults.length > 0) throw new RegoErrors(yamlFaults.map((fault) => describeFault(fault, source, true)));
  if (scopeFaults.length > 0) throw new RegoErrors(scopeFaults.map((fault) => describeFault(fault, source, false)));
  return { ...module, annotations };
}

/** What is wrong with the YAML of METADATA blocks that OPA has read when it stops at errors, which it reports behind these. */
function yamlErrorsBefore(errors: readonly RegoError[], { build, source }: Reading, { annotations }: ModuleOptions): readonly RegoError[] {
  const lastRow = errors.at(-1)?.location?.row ?? 0;
  const comments = build.commentNodes().filter(({ start }) => source.row(start) <= lastRow);
  if (annotations === undefined || !comments.some((comment) => startsMetadata(comment, source))) return [];
  const nowhere = { start: 0, end: 0 };
  const path: RefTerm = { kind: "ref", terms: [], ...nowhere };
  const { yamlFaults } = annotations({ source, comments, imports: [], rules: [], package: { path, ...nowhere } }, readReference);
  return yamlFaults.map((fault) => describeFault(fault, source, true));
}

/**
 * Parses a query, such as `data.p.allow; x := 1`; throws {@link RegoErrors}. Positions are in its own text. An empty text is an empty body.
 */
export function parseQuery(text: string, options: QueryOptions): ParsedQuery {
  const reading = read(options.file ?? "", text, options.regoVersion, options.imports);
  const { build, source, tokens } = reading;
  const body = runGrammar(
    reading,
    () => parse(tokens.codes, { startRule: "Query", build }),
    () => diagnoseQuery(tokens, source, options.regoVersion),
  );
  checkDepth(reading, body);
  build.finish();
  return { body, source };
}

/** Parses one term, such as `{"a": [1, input.x]}`; throws {@link RegoErrors}. */
export function parseTerm(text: string, options: ParseOptions = { regoVersion: 1 }): Term {
  const reading = read("", text, options.regoVersion);
  const { build, source, tokens } = reading;
  const term = runGrammar(
    reading,
    () => parse(tokens.codes, { startRule: "SingleTerm", build }),
    () => diagnoseQuery(tokens, source, options.regoVersion),
  );
  checkDepth(reading, [term]);
  build.finish();
  return term;
}

/** Parses a reference, such as `data.p["q r"][x]`; throws {@link RegoErrors} also for terms of another kind. */
export function parseRef(text: string, options: ParseOptions = { regoVersion: 1 }): RefTerm {
  const term = parseTerm(text, options);
  if (term.kind === "ref") return term;
  if (term.kind === "var") return { kind: "ref", terms: [term], start: term.start, end: term.end };
  const location = { file: "", row: 1, col: 1 };
  throw new RegoErrors([{ code: "rego_parse_error", message: expectedReference(term.kind), location }]);
}

/** Parses the path of a package, `a.b["c"]`, as `package` would; throws {@link RegoErrors} with positions in that statement. */
export function parsePackage(path: string, options: ParseOptions = { regoVersion: 1 }): Package {
  return parseStatement(`package ${path}`, "PackageOnly", options).build.packageNode ?? refuseStatement(path);
}

/** Parses the path of an import, `data.a as b`, as `import` would; throws {@link RegoErrors} with positions in that statement. */
export function parseImport(path: string, options: ParseOptions = { regoVersion: 1 }): Import {
  return parseStatement(`import ${path}`, "ImportOnly", options).build.imports[0] ?? refuseStatement(path);
}

function parseStatement(text: string, startRule: "PackageOnly" | "ImportOnly", { regoVersion }: ParseOptions): Reading {
  const reading = read("", text, regoVersion);
  const { build, source, tokens } = reading;
  const found = (): readonly RegoError[] => diagnoseStatement(tokens, source, regoVersion);
  runGrammar(reading, () => parse(tokens.codes, { startRule, build }) ?? true, found);
  return reading;
}

/** Not reached with a text that the grammar accepts. */
function refuseStatement(path: string): never {
  throw new RegoErrors([{ code: "rego_parse_error", message: expectedReference(path) }]);
}

/** A text on its way through the grammar. */
interface Reading {
  readonly source: SourceText;
  readonly tokens: Tokens;
  readonly build: Build;
}

function read(file: string, text: string, regoVersion: 0 | 1, imports: readonly string[] = []): Reading {
  // OPA skips a byte order mark at the start of a text.
  const source = new SourceText(file, text.startsWith("\ufeff") ? text.slice(1) : text);
  const tokens = refuseEncoding(source.text, scan(source.text, regoVersion, imports));
  return { source, tokens, build: new Build(source.text, tokens, regoVersion) };
}

/**
 * Runs the grammar. Where it does not match, or the builder refuses what it matched, the text is read again to find the errors: those of
 * `diagnose`, else of the builder, else the first token that fits no statement.
 */
function runGrammar<T>(reading: Reading, run: () => T, diagnose: () => readonly RegoError[]): T {
  const { build, source, tokens } = reading;
  if (isTooDeep(tokens)) throw new RegoErrors([tooDeep(tokens, source)]);
  return guardStack(reading, () => {
    const result = matchOf(run);
    if (result !== undefined && !build.isRefused) return result;
    const found = diagnose();
    if (found.length > 0) throw new RegoErrors(found);
    if (build.faults.length > 0) throw new RegoErrors(build.faults.map((fault) => describeFault(fault, source, true)));
    throw new RegoErrors([unexpectedAt(tokens, source, build.lastToken)]);
  });
}

function matchOf<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof GrammarError) return undefined;
    throw error;
  }
}

/** The stack may be nearly used up before the parser is called. */
function guardStack<T>({ source, tokens }: Reading, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new RegoErrors([tooDeep(tokens, source)], { cause: error });
    throw error;
  }
}

function checkDepth({ build, source, tokens }: Reading, roots: readonly (Rule | Expr | Term)[]): void {
  if (!mayBeTooDeep(tokens, build.longestChain)) return;
  const root = roots.find((each) => isDeeperThan(MAX_TREE, each));
  if (root !== undefined) throw new RegoErrors([tooDeep(tokens, source, root.start)]);
}

/** The terms of a reference in METADATA, or undefined where it is none. */
function readReference(text: string): readonly Term[] | undefined {
  try {
    return parseRef(text).terms;
  } catch (error) {
    if (error instanceof RegoErrors) return undefined;
    throw error;
  }
}
