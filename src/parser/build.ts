import type { Body, Comment, Expr, Import, Module, Package, RefTerm, Rule, StringTerm, Term, VarTerm } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { FOUND_EMPTY_BODY, onlyMultiValue, unexpectedToken } from "../errors/parse-errors.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { TokenRange } from "./build-base.ts";
import { ExpressionBuilder } from "./build-expressions.ts";
import { assembleRule, type ElseBranch, type HeadTail, type ParsedBody, type ParsedHead, type RuleChain } from "./build-rule.ts";
import { defaultRuleFault } from "./default-rule.ts";
import { checkImport } from "./diagnose/imports.ts";
import type { Fault } from "./fault.ts";
import { keywordFaults, ruleFaults } from "./rule-faults.ts";
import type { Tokens } from "./tokens.ts";

/** What the actions of the grammar call: makes the nodes of one text and keeps the statements of its module. */
export class Build extends ExpressionBuilder {
  readonly rules: Rule[] = [];
  readonly imports: Import[] = [];
  /** The number of the token after the last complete statement. */
  lastToken = 0;
  packageNode: Package | undefined;
  private v1: boolean;
  /** Faults of default rules, which OPA reports with those of its parser proper. */
  readonly defaultFaults: Fault[] = [];
  /** What is a fault in version 1 only. */
  private readonly missingKeywords: Fault[] = [];

  constructor(text: string, tokens: Tokens, regoVersion: 0 | 1) {
    super(text, tokens, regoVersion);
    this.v1 = regoVersion === 1;
  }

  override get isRefused(): boolean {
    return this.faults.length > 0 || this.defaultFaults.length > 0 || (this.v1 && this.missingKeywords.length > 0);
  }

  // --- package and imports

  package(path: RefTerm, range: TokenRange): void {
    const [head, ...rest] = path.terms;
    const root: VarTerm = { kind: "var", name: "data", start: path.start, end: head?.end ?? path.end };
    const first: Term[] = head?.kind === "var" ? [{ ...head, kind: "string", value: head.name } satisfies StringTerm] : [];
    this.lastToken = range.end;
    this.packageNode = { path: { ...path, terms: [root, ...first, ...rest] }, ...this.span(range) };
  }

  import(path: RefTerm, alias: VarTerm | null, range: TokenRange): void {
    const [head, version] = path.terms;
    const fault = checkImport(wordsOf(path), alias !== null, this.v1 ? 1 : 0);
    if (fault !== undefined) this.refuse(fault.message, path.start);
    if (alias?.name === "input" || alias?.name === "data") this.refuse("unexpected import alias", alias.start);
    this.lastToken = range.end;
    this.imports.push({ path, alias: alias?.name, ...this.span(range) });
    if (head?.kind === "var" && head.name === "rego" && version?.kind === "string" && version.value === "v1") this.v1 = true;
  }

  // --- rules

  keyTail(key: Term): HeadTail {
    return { key, value: undefined, assign: false };
  }

  valueTail(assign: string, value: Term): HeadTail {
    return { key: undefined, value, assign: assign === "@" };
  }

  head(ref: RefTerm, args: readonly Term[] | null, tail: HeadTail | null, range: TokenRange): ParsedHead {
    if (args !== null && tail?.key !== undefined) this.refuse(unexpectedToken("contains", true, onlyMultiValue(printRef(ref))), ref.end);
    return { ref, args: args ?? undefined, tail: tail ?? undefined, start: this.startOf(range.start), end: this.endOf(range.end - 1) };
  }

  ruleRest(body: ParsedBody, chain: RuleChain | null): RuleRest {
    return { body, chain: chain ?? NO_CHAIN };
  }

  ruleBody(body: Body, hasIf: boolean): ParsedBody {
    return { body, hasIf, isBare: false };
  }

  /** `if literal` without braces. */
  bareBody(literal: Expr): ParsedBody {
    return { body: [literal], hasIf: true, isBare: true };
  }

  /** As in OPA, a literal without braces is where its `else` is. */
  elseBranch(tail: HeadTail | null, parsed: ParsedBody | null, range: TokenRange): ElseBranch {
    const span = this.span(range);
    if (parsed !== null && isEmptyBody(parsed.body)) this.refuse(FOUND_EMPTY_BODY, this.startOf(range.end - 1));
    const body = parsed?.isBare === true ? { ...parsed, body: parsed.body.map((literal) => ({ ...literal, start: span.start })) } : parsed;
    return { tail: tail ?? undefined, body: body ?? undefined, ...span };
  }

  elseChain(branches: readonly ElseBranch[]): RuleChain {
    return { branches, bodies: [] };
  }

  bodyChain(bodies: RuleChain["bodies"]): RuleChain {
    return { branches: [], bodies };
  }

  chainedBody(body: Body, range: TokenRange): RuleChain["bodies"][number] {
    return { body, ...this.span(range) };
  }

  rule(head: ParsedHead, tail: RuleRest | null, range: TokenRange): void {
    const copy = (term: Term, position: number): VarTerm => this.copyWildcard(term, position);
    const body = tail?.body;
    const chain = tail?.chain ?? NO_CHAIN;
    this.faults.push(...ruleFaults(head, body, chain));
    this.missingKeywords.push(...keywordFaults(head, body, chain));
    if (chain.branches.length > this.longestChain) this.longestChain = chain.branches.length;
    for (const rule of assembleRule(head, body, chain, this.span(range), copy)) this.rules.push(rule);
    this.lastToken = range.end;
  }

  defaultRule(head: ParsedHead, range: TokenRange): void {
    const span = this.span(range);
    const copy = (term: Term, position: number): VarTerm => this.copyWildcard(term, position);
    const [rule] = assembleRule(head, undefined, NO_CHAIN, span, copy);
    if (rule === undefined) return;
    const fault = defaultRuleFault(rule, head.tail !== undefined);
    if (fault !== undefined) this.defaultFaults.push({ message: fault, offset: span.start });
    this.rules.push({ ...rule, default: true });
    this.lastToken = range.end;
  }

  /** Names what waits for its name; to be called once, when all is parsed. */
  finish(): void {
    this.nameWildcards();
  }

  /** The module; `source` is its text. */
  module(source: SourceText): Omit<Module, "annotations"> {
    this.finish();
    const span = { start: 0, end: 0 };
    const empty: Package = { path: { kind: "ref", terms: [], ...span }, ...span };
    return {
      source,
      regoVersion: this.v1 ? 1 : 0,
      package: this.packageNode ?? empty,
      imports: this.imports,
      rules: this.rules,
      comments: this.commentNodes(),
    };
  }

  /** The comments of the text, also of one that does not parse. */
  commentNodes(): readonly Comment[] {
    const nodes: Comment[] = [];
    const { comments } = this.tokens;
    for (let at = 0; at < comments.length; at += 2) {
      const start = comments[at] ?? 0;
      const end = comments[at + 1] ?? start;
      nodes.push({ text: this.text.slice(start + 1, end).replace(/\r$/, ""), start, end });
    }
    return nodes;
  }
}

/** The body of a rule, and what follows it. */
interface RuleRest {
  readonly body: ParsedBody;
  readonly chain: RuleChain;
}

const NO_CHAIN: RuleChain = { branches: [], bodies: [] };

function wordsOf(path: RefTerm): readonly string[] {
  return path.terms.map((term) => (term.kind === "var" ? term.name : term.kind === "string" ? term.value : ""));
}

/** `{}` is an object to the grammar; a rule may have it for a body, an `else` may not. */
function isEmptyBody(body: Body): boolean {
  const [only, ...others] = body;
  if (only === undefined) return true;
  if (others.length > 0 || only.kind !== "term-expr" || only.negated || only.with.length > 0) return false;
  return only.term.kind === "object" && only.term.entries.length === 0;
}
