import {
  ELSE_ON_MULTI_VALUE,
  ELSE_WITH_VARIABLES,
  EXPECTED_ELSE,
  EXPECTED_PATH,
  FOUND_EMPTY_BODY,
  keywordRuleName,
  onlyMultiValue,
} from "../../errors/parse-errors.ts";
import type { SourceText } from "../../errors/source-text.ts";
import { Keywords } from "../keywords.ts";
import { Code, type Tokens } from "../tokens.ts";
import { ExpressionReader, type LiteralShape } from "./expressions.ts";
import { checkImport } from "./imports.ts";

/** A statement that was read without errors, as far as the checks on whole statements need to know it. */
export type Statement = PackageStatement | ImportStatement | RuleStatement | QueryStatement;

interface PackageStatement {
  readonly kind: "package";
  readonly offset: number;
}

interface ImportStatement {
  readonly kind: "import";
  readonly offset: number;
}

export interface RuleStatement {
  readonly kind: "rule";
  readonly offset: number;
  readonly isFunction: boolean;
  /** `p[x]` or `p.x` without `if`, `contains` and value: a set in version 0. */
  readonly isSet: boolean;
  /** Offsets of bodies that stand without `if`: of the rule, its further bodies, its else branches. */
  readonly plainBodies: readonly number[];
}

/** Literals where a statement should be; a rule without body is one of them. */
export interface QueryStatement {
  readonly kind: "query";
  readonly offset: number;
  readonly literals: readonly LiteralShape[];
  /** The text of the left side of the first literal. */
  readonly head: string;
}

/** What is known of a rule while it is read. */
interface Draft {
  readonly offset: number;
  readonly name: string;
  readonly operands: number;
  readonly hasVariables: boolean;
  isFunction: boolean;
  contains: boolean;
  hasValue: boolean;
  hasIf: boolean;
  readonly plainBodies: number[];
}

/** Reads the statements of a module up to the first one with errors. */
export class StatementReader extends ExpressionReader {
  protected readonly regoVersion: 0 | 1;

  constructor(tokens: Tokens, source: SourceText, regoVersion: 0 | 1) {
    super(tokens, source);
    this.regoVersion = regoVersion;
  }

  statements(): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.code !== "" && this.faults.length === 0) {
      const statement = this.statement();
      if (statement === undefined) break;
      statements.push(statement);
    }
    return statements;
  }

  private statement(): Statement | undefined {
    if (this.isKeyword(Code.package)) return this.package();
    if (this.isKeyword(Code.import)) return this.import();
    const before = this.faults.length;
    const mark = this.save();
    const rule = this.rule();
    if (rule !== undefined) return rule;
    if (this.faults.length > before) return undefined;
    this.restore(mark);
    return this.query();
  }

  private query(): QueryStatement | undefined {
    const start = this.at;
    if (this.body("") === undefined) return undefined;
    return { kind: "query", offset: this.offset(start), literals: this.lastBody, head: this.leftSide(start) };
  }

  private leftSide(start: number): string {
    const end = this.at;
    let at = start;
    while (at < end && !["=", "@"].includes(this.tokens.codes.charAt(at))) at++;
    return this.source.text.slice(this.tokens.starts[start], this.tokens.ends[at - 1]);
  }

  private package(): PackageStatement | undefined {
    const offset = this.offset();
    this.scan();
    return this.path() ? { kind: "package", offset } : undefined;
  }

  private import(): ImportStatement | undefined {
    const offset = this.offset();
    this.scan();
    const start = this.at;
    const before = this.faults.length;
    if (!this.path()) {
      if (this.at > start && this.faults.length > before && this.isAfterDot()) this.fail(EXPECTED_PATH, this.faults.at(-1)?.offset);
      return undefined;
    }
    const words = this.pathWords(start);
    const end = this.at - 1;
    const isAliased = this.accept(Code.as);
    if (isAliased) {
      if (!this.is(Code.identifier, Code.wildcard)) return this.illegal("expected var") || undefined;
      const isRoot = ["input", "data"].includes(this.textOf(this.at));
      this.scan();
      if (this.isDot() || this.is(Code.index) || isRoot) {
        while (this.isDot() || this.is(Code.index)) if (!this.selector()) return undefined;
        return this.illegal("expected var") || undefined;
      }
    }
    const fault = checkImport(words, isAliased, this.regoVersion);
    if (fault !== undefined) this.fail(fault.message, this.offset(fault.atEnd ? end : start));
    return { kind: "import", offset };
  }

  /** A path of a package or an import: a word and names or strings. */
  private path(): boolean {
    if (!this.is(Code.identifier, Code.wildcard) && !/^[a-z]/.test(this.textOf(this.at))) return this.illegal();
    this.scan();
    while (this.isDot() || this.is(Code.index) || (this.is("[") && this.isGlued())) {
      if (this.isDot()) {
        if (!this.selector()) return false;
        continue;
      }
      const key = this.at + 1;
      const mark = this.save();
      if (this.tokens.codes.charAt(key) !== Code.string) {
        if (!this.selector()) return false;
        this.restore(mark);
        const kind = this.tokens.codes.charAt(key) === Code.number ? "number" : "var";
        return this.fail(`unexpected ${kind} token: expecting string`, this.offset(key));
      }
      if (!this.selector()) return false;
    }
    return true;
  }

  private isAfterDot(): boolean {
    return [".", Code.looseDot].includes(this.tokens.codes.charAt(this.at - 1));
  }

  private pathWords(start: number): readonly string[] {
    const words: string[] = [];
    for (let at = start; at < this.at; at++) {
      const code = this.tokens.codes.charAt(at);
      if (code === Code.string) words.push(this.textOf(at).slice(1, -1));
      else if (/^\w/.test(this.textOf(at))) words.push(this.textOf(at));
    }
    return words;
  }

  // --- rules

  /** A rule with a body, a default rule or one with `contains`; others read as queries. */
  private rule(): RuleStatement | undefined {
    const offset = this.offset();
    const isDefault = this.isKeyword(Code.default);
    if (isDefault) this.scan();
    if (this.isKeywordName()) return this.fail(keywordRuleName(this.textOf(this.at))) || undefined;
    if (!this.is(Code.identifier, Code.wildcard) && !this.isKeywordReference()) return undefined;
    if (this.textOf(this.at) === "contains" && this.regoVersion === 1 && this.tokens.codes.charAt(this.at + 1) === Code.call)
      return undefined;
    const before = this.faults.length;
    const draft = this.head(offset);
    if (draft === undefined) return this.illegal("expected rule head name") || undefined;
    if (draft.operands === 0 && !draft.isFunction && this.isGlued() && NOT_AFTER_NAME.has(this.code)) return this.illegal() || undefined;
    if (!this.headTail(draft, isDefault)) return undefined;
    // What a default rule may hold is checked on its tree.
    if (isDefault) return { kind: "rule", offset, isFunction: draft.isFunction, isSet: false, plainBodies: [] };
    if (!this.ruleBody(draft, before)) return undefined;
    const isSet = !draft.isFunction && !draft.contains && !draft.hasValue && !draft.hasIf && draft.operands === 1;
    return { kind: "rule", offset, isFunction: draft.isFunction, isSet, plainBodies: draft.plainBodies };
  }

  /** `if := 1`: a keyword where the name of a rule would be. */
  private isKeywordName(): boolean {
    const next = this.tokens.codes.charAt(this.at + 1);
    return this.is(Code.if, Code.in, Code.every) && [Code.assign, Code.unify].includes(next as typeof Code.assign);
  }

  private head(offset: number): Draft | undefined {
    let name = this.textOf(this.at);
    this.scan();
    let operands = 0;
    let hasVariables = false;
    while (this.isDot() || this.is(Code.index) || (operands === 0 && this.is("[") && this.isGlued())) {
      const selector = this.at;
      if (!this.selector()) return undefined;
      operands++;
      hasVariables ||= this.holdsVariable(selector);
      name += this.operandText(selector);
    }
    const isFunction = this.is(Code.call);
    if (isFunction && !this.items(")")) return undefined;
    return { offset, name, operands, hasVariables, isFunction, contains: false, hasValue: false, hasIf: false, plainBodies: [] };
  }

  /** The text of an operand as OPA prints it: `.name` where it can, brackets around keywords. */
  private operandText(selector: number): string {
    const text = this.textFrom(selector);
    const word = /^(?:\.|\[\s*"|\[\s*`)([A-Za-z_]\w*)["`]?\s*\]?$/.exec(text)?.[1];
    if (word === undefined) return text;
    return new Keywords(1).codeOf(word) === Code.identifier ? `.${word}` : `["${word}"]`;
  }

  private holdsVariable(selector: number): boolean {
    if (this.tokens.codes.charAt(selector) === ".") return false;
    const inside = this.tokens.codes.slice(selector + 1, this.at);
    return /[a_]/.test(inside);
  }

  /** `contains key`, or a value; on an error in them OPA reads on. */
  private headTail(draft: Draft, isDefault: boolean): boolean {
    if (this.isKeyword(Code.contains)) {
      if (draft.isFunction) this.illegal(onlyMultiValue(draft.name));
      this.scan();
      draft.contains = true;
      if (this.infix() === undefined) this.illegal(`expected rule key term (e.g., ${draft.name} contains <VALUE> { ... })`);
      return true;
    }
    if (!this.is(Code.assign, Code.unify)) return true;
    const operator = this.textOf(this.at);
    draft.hasValue = true;
    this.scan();
    if (this.infix() !== undefined) return true;
    if (operator === "=") {
      this.illegal(`expected rule value term (e.g., ${draft.name}[<nil>] = <VALUE> { ... })`);
      return !isDefault;
    }
    if (isDefault && !draft.isFunction)
      return this.illegal(`expected default rule value term (e.g., default ${draft.name} ${operator} <VALUE>)`);
    const [what, name] = draft.isFunction ? ["function", `${draft.name}(...)`] : ["rule", draft.name];
    this.illegal(`expected ${what} value term (e.g., ${name} ${operator} <VALUE> { ... })`);
    return !isDefault;
  }

  private ruleBody(draft: Draft, before: number): boolean {
    if (this.accept(Code.if)) {
      draft.hasIf = true;
      if (!this.ifBody()) return false;
    } else if (this.is("{") && this.faults.length === before) {
      draft.plainBodies.push(draft.offset);
      if (!this.bracedBody()) return false;
    } else return draft.contains && this.faults.length === before;
    return this.isKeyword(Code.else) ? this.elseBranches(draft) : this.chainedBodies(draft);
  }

  /** What follows `if`: a literal that is not a set alone, or a body in braces. */
  private ifBody(): boolean {
    if (!this.is("{")) return this.literal() !== undefined;
    const mark = this.save();
    const literal = this.literal();
    const isSet = literal?.kind === "expression" && !literal.assigned && !literal.negated && literal.term.kind === "set";
    if (literal !== undefined && !isSet) return true;
    const operandFault = this.faults.slice(mark.faults).find((fault) => fault.message.includes("operand"));
    this.restore(mark);
    if (operandFault !== undefined && this.operandFollows()) return this.fail(operandFault.message, operandFault.offset);
    return this.bracedBody();
  }

  private operandFollows(): boolean {
    const closer = this.tokens.closers[this.at] ?? -1;
    return closer >= 0 && [Code.and, Code.or].includes(this.tokens.codes.charAt(closer + 1) as typeof Code.and);
  }

  private bracedBody(): boolean {
    this.scan();
    if (this.is("}")) return this.fail(FOUND_EMPTY_BODY);
    if (this.body("}") === undefined) return false;
    this.scan();
    return true;
  }

  private chainedBodies(draft: Draft): boolean {
    while (this.is("{")) {
      if (!draft.hasIf) draft.plainBodies.push(this.offset());
      if (!this.bracedBody()) return false;
    }
    return true;
  }

  private elseBranches(draft: Draft): boolean {
    while (this.isKeyword(Code.else)) {
      const offset = this.offset();
      const isPlainPair = !draft.hasIf && !draft.isFunction && draft.operands === 1;
      if (draft.contains || (isPlainPair && !draft.hasValue)) return this.fail(ELSE_ON_MULTI_VALUE);
      if (draft.hasVariables && !draft.isFunction) return this.fail(ELSE_WITH_VARIABLES);
      if (isPlainPair) return this.fail(ELSE_ON_MULTI_VALUE);
      this.scan();
      if (!this.elseBranch(draft, offset)) return false;
    }
    return this.is("{") ? this.fail(EXPECTED_ELSE) : true;
  }

  private elseBranch(draft: Draft, offset: number): boolean {
    const hasValue = this.is(Code.assign, Code.unify);
    if (hasValue) {
      this.scan();
      if (this.infix() === undefined) return false;
    } else if (!this.is("{") && !this.isKeyword(Code.if)) return this.illegal("expected else value term or rule body");
    if (this.is("{")) {
      draft.plainBodies.push(offset);
      return this.bracedBody();
    }
    if (!this.accept(Code.if)) return true;
    return this.code === "" ? this.illegal("rule body expected") : this.ifBody();
  }
}

/** Tokens that OPA refuses right behind the name of a rule; after a blank they make a query of it. */
const NOT_AFTER_NAME: ReadonlySet<string> = new Set([
  ..."|&+-*/%<>,:})]",
  Code.equal,
  Code.notEqual,
  Code.lessOrEqual,
  Code.greaterOrEqual,
  Code.illegal,
]);
