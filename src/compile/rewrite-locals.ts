/**
 * Stage "rewrite locals": every variable declared by `:=`, `some`, `every` or as a function argument gets a name of its own,
 * and `some … in` becomes a reference that enumerates. `:=` stays apart from `=`: its right side must be safe on its own. After this stage a name means one variable in a rule.
 */
import type { Body, CallExpr, CallTerm, EveryExpr, Expr, RefTerm, Rule, SomeExpr, Span, Term, VarTerm } from "../ast/nodes.ts";

import type { SourceText } from "../errors/source-text.ts";
import { checkUnusedArguments } from "./check-arguments.ts";
import { type ErrorCollector, isLocalName, type LocalNames } from "./context.ts";
import { countMentions } from "./count-mentions.ts";
import { formatRef } from "./format-ref.ts";
import { declaredVars } from "./resolve-refs.ts";
import { outputVarsOfEquality } from "./safety.ts";
import {
  type EqualityExpr,
  isAssignment,
  isRootDocument,
  isWildcard,
  makeOperator,
  makeRef,
  makeTermExpr,
  makeVar,
  mapExprParts,
  mapParts,
  operatorName,
  type TermMapper,
} from "./terms.ts";
import { collectBodyVars, everywhere, varsOf } from "./variables.ts";

type Occurrence = "referenced" | "assigned" | "declared" | "argument";

/** One scope: how each written variable occurred in it, and the new names of those declared in it. */
class Scope {
  readonly occurrences = new Map<string, Occurrence>();
  readonly names: Map<string, string>;

  /** Of a head, where mentions are not counted. */
  readonly isHead: boolean;

  constructor(names: Iterable<readonly [string, string]> = [], isHead = false) {
    this.names = new Map(names);
    this.isHead = isHead;
  }
}

/** Rewrites the declared variables of one module's rules, or of a query. */
export class LocalRewriter {
  private readonly source: SourceText;
  private readonly names: LocalNames;
  private readonly errors: ErrorCollector;
  private readonly strict: boolean;
  private scopes: Scope[] = [];
  private inHead = false;
  private readonly mapper: TermMapper = {
    term: (term) => this.term(term),
    body: (body) => this.nestedBody(body),
    expr: (expr) => this.expr(expr),
  };

  constructor(source: SourceText, names: LocalNames, errors: ErrorCollector, strict: boolean) {
    this.source = source;
    this.names = names;
    this.errors = errors;
    this.strict = strict;
  }

  /** Rewrites a rule and its `else` branches. */
  rule(rule: Rule): Rule {
    const args = new Scope();
    this.scopes = [args];
    const rewrittenArgs = rule.head.args?.map((arg) => this.argument(arg));
    const rewritten = this.branch(rule, rewrittenArgs, args);
    if (this.strict)
      checkUnusedArguments(rewritten, args.names, (message) => this.errors.add("rego_compile_error", this.source, rule, message));
    return rewritten;
  }

  /** Rewrites a query body; gives the names of the variables that it declares, written → new. */
  query(body: Body): { readonly body: Body; readonly names: ReadonlyMap<string, string> } {
    const scope = new Scope();
    this.scopes = [scope];
    return { body: this.body(body, new Set()), names: scope.names };
  }

  private branch(rule: Rule, args: readonly Term[] | undefined, argScope: Scope): Rule {
    const scope = new Scope();
    for (const [name, occurrence] of argScope.occurrences) scope.occurrences.set(name, occurrence);
    for (const [name, renamed] of argScope.names) scope.names.set(name, renamed);
    this.scopes = [scope];
    const { head } = rule;
    const headTerms = [...head.ref.terms.slice(1), head.key, head.value].filter((term) => term !== undefined);
    const used = new Set<string>();
    for (const term of headTerms) for (const name of varsOf(term, everywhere)) used.add(name);
    const body = this.body(rule.body, used);
    const operands = head.ref.terms.slice(1).map((term) => this.term(term));
    const rewriteHead = (term: Term): Term => this.headTerm(term, scope);
    const [first] = head.ref.terms;
    return {
      ...rule,
      head: {
        ...head,
        ref: first === undefined ? head.ref : makeRef([first, ...operands], head.ref),
        args,
        key: head.key && rewriteHead(head.key),
        value: head.value && rewriteHead(head.value),
      },
      body,
      else: rule.else && this.branch(rule.else, args, argScope),
    };
  }

  /** Renames what the body declared. Beside that, a head knows nothing of the body: a comprehension that mentions a variable may not declare it. */
  private headTerm(term: Term, { names }: Scope): Term {
    this.scopes = [new Scope(names, true)];
    this.inHead = true;
    const rewritten = this.term(term);
    this.inHead = false;
    return rewritten;
  }

  private argument(term: Term): Term {
    switch (term.kind) {
      case "var":
        return isWildcard(term.name) ? term : makeVar(this.declareArgument(term.name), term);
      case "array":
        return { ...term, items: term.items.map((item) => this.argument(item)) };
      case "object":
        return { ...term, entries: term.entries.map(({ key, value }) => ({ key: this.term(key), value: this.argument(value) })) };
      default:
        return this.term(term);
    }
  }

  private declareArgument(name: string): string {
    const scope = this.top();
    const known = scope.names.get(name);
    if (known !== undefined) return known;
    const renamed = this.names.generate(name);
    scope.names.set(name, renamed);
    scope.occurrences.set(name, "argument");
    return renamed;
  }

  private nestedBody(body: Body, used: ReadonlySet<string> = new Set()): Body {
    this.scopes.push(new Scope());
    const rewritten = this.body(body, used);
    this.scopes.pop();
    return rewritten;
  }

  private body(body: Body, used: ReadonlySet<string>): Body {
    const before = this.errors.errors.length;
    const rewritten: Expr[] = [];
    for (const expr of body) {
      const result = this.expr(expr);
      if (result !== undefined) rewritten.push(result);
    }
    const [first] = body;
    if (rewritten.length === 0 && first !== undefined) {
      rewritten.push(makeTermExpr({ kind: "boolean", value: true, start: first.start, end: first.end }, first));
    }
    if (this.errors.errors.length === before) this.checkUnused(body, rewritten, used);
    return rewritten;
  }

  private expr(expr: SomeExpr): Expr | undefined;
  private expr(expr: Expr): Expr;
  private expr(expr: Expr): Expr | undefined {
    if (isAssignment(expr)) return this.assignment(expr);
    if (expr.kind === "some") return this.some(expr);
    if (expr.kind === "every") return this.every(expr);
    const mapped = mapExprParts(expr, this.mapper);
    return mapped.kind === "call-expr" ? { ...mapped, operator: this.operator(mapped) } : mapped;
  }

  private assignment(expr: EqualityExpr): Expr {
    if (expr.negated) {
      this.errors.add("rego_compile_error", this.source, expr, "cannot assign vars inside negated expression");
      return expr;
    }
    const [left, right] = expr.args;
    const value = this.term(right);
    const modifiers = expr.with.map((modifier) => ({ ...modifier, value: this.term(modifier.value) }));
    const target = this.assigned(left);
    return { ...expr, args: [target, value], with: modifiers };
  }

  /** The left side of `:=`: a variable, or an array or object of such. */
  private assigned(term: Term): Term {
    switch (term.kind) {
      case "var":
        return makeVar(this.declare(term.name, "assigned", term), term);
      case "array":
        return { ...term, items: term.items.map((item) => this.assigned(item)) };
      case "object":
        return { ...term, entries: term.entries.map(({ key, value }) => ({ key: this.term(key), value: this.assigned(value) })) };
      case "ref":
        if (isRootDocument(term) && term.terms[0]?.kind === "var") {
          return makeVar(this.declare(term.terms[0].name, "assigned", term), term);
        }
        break;
      case "null":
      case "boolean":
      case "number":
      case "string":
        break;
      default:
        break;
    }
    this.errors.add("rego_compile_error", this.source, term, `cannot assign to ${nounOf(term)}`);
    return term;
  }

  private some(expr: SomeExpr): Expr | undefined {
    const [call] = expr.symbols;
    if (call?.kind !== "call") {
      for (const symbol of expr.symbols) if (symbol.kind === "var") this.declare(symbol.name, "declared", expr);
      return undefined;
    }
    const container = call.args.at(-1);
    const value = call.args.at(-2);
    if (container === undefined || value === undefined) return undefined;
    const key = operatorName(call.operator) === "internal.member_3" ? call.args[0] : makeVar(this.names.generate(), call);
    if (key === undefined) return undefined;
    const ref = makeRef(container.kind === "ref" ? [...container.terms, key] : [container, key], container);
    const known = varsOf(container, everywhere);
    for (const name of outputVarsOfEquality([value, ref], known)) {
      if (!isLocalName(name)) this.declare(name, "declared", expr);
    }
    const equality: CallExpr = { ...expr, kind: "call-expr", operator: makeOperator("eq", call), args: [value, ref], infix: false };
    return mapExprParts(equality, this.mapper);
  }

  private every(expr: EveryExpr): Expr {
    const domain = this.term(expr.domain);
    this.scopes.push(new Scope());
    const declare = (name: string, span: Span): string => (isWildcard(name) ? name : this.declare(name, "declared", span));
    const key = expr.key && makeVar(declare(expr.key.name, expr.key), expr.key);
    const value = makeVar(declare(expr.value.name, expr.value), expr.value);
    const body = this.body(expr.body, new Set());
    const { names } = this.top();
    // As in OPA, the scope of `every` takes in its domain, its `with`, and mentions in its body from before a declaration.
    const modifiers = expr.with.map((modifier) => ({ ...modifier, value: this.term(modifier.value) }));
    this.scopes.pop();
    return { ...expr, key, value, domain: renameVars(domain, names), body: renameBody(body, names), with: modifiers };
  }

  private term(term: Term): Term {
    switch (term.kind) {
      case "var":
        return makeVar(this.mention(term.name), term);
      case "ref": {
        const [head, ...rest] = term.terms;
        if (head?.kind === "var" && isRootDocument(head)) {
          return makeRef([makeVar(this.renamed(head.name) ?? head.name, head), ...rest.map(this.mapper.term)], term);
        }
        return mapParts(term, this.mapper);
      }
      case "object":
        return mapParts(term, this.mapper);
      case "array-comprehension":
      case "set-comprehension":
        return this.nested([term.head], term.body, (body, [head]) => ({ ...term, body, head: head ?? term.head }));
      case "object-comprehension":
        return this.nested([term.key, term.value], term.body, (body, [key, value]) => ({
          ...term,
          body,
          key: key ?? term.key,
          value: value ?? term.value,
        }));
      case "call":
        return this.call(mapParts(term, this.mapper) as CallTerm);
      default:
        return mapParts(term, this.mapper);
    }
  }

  /** In a body, a call inside of an expression must not name a variable; elsewhere there is no such function. */
  private call(term: CallTerm): CallTerm {
    const operator = this.operator(term);
    if (operator !== term.operator && !this.inHead) {
      this.errors.add("rego_compile_error", this.source, term, `called function ${formatRef(term.operator, this.names)} shadowed`);
    }
    return operator === term.operator ? term : { ...term, operator };
  }

  /** The operator of a call that was written as one, a variable by its new name. */
  private operator({ infix, operator }: Pick<CallTerm, "infix" | "operator">): RefTerm {
    const [head, ...rest] = operator.terms;
    const renamed = head?.kind === "var" && !infix ? this.renamed(head.name) : undefined;
    return head === undefined || renamed === undefined ? operator : makeRef([makeVar(renamed, head), ...rest], operator);
  }

  /** A comprehension: its head is in the scope of its body. */
  private nested(heads: readonly Term[], body: Body, build: (body: Body, heads: readonly Term[]) => Term): Term {
    this.scopes.push(new Scope());
    const used = new Set<string>();
    for (const head of heads) for (const name of varsOf(head, everywhere)) used.add(name);
    const rewrittenBody = this.body(body, used);
    const rewrittenHeads = heads.map((head) => this.term(head));
    this.scopes.pop();
    return build(rewrittenBody, rewrittenHeads);
  }

  private mention(name: string): string {
    // A variable of an outer body is that variable, wherever it is bound.
    const scope = this.top();
    if (!scope.isHead && !this.scopes.some(({ occurrences }) => occurrences.has(name))) scope.occurrences.set(name, "referenced");
    return this.renamed(name) ?? name;
  }

  private renamed(name: string): string | undefined {
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const renamed = this.scopes[index]?.names.get(name);
      if (renamed !== undefined) return renamed;
    }
    return undefined;
  }

  private declare(name: string, occurrence: Occurrence, span: Span): string {
    const scope = this.top();
    const earlier = scope.occurrences.get(name);
    if (earlier !== undefined) {
      const message = earlier === "argument" ? `arg ${name} redeclared` : `var ${name} ${earlier} above`;
      this.errors.add("rego_compile_error", this.source, span, message);
      return name;
    }
    const renamed = this.names.generate(name);
    scope.occurrences.set(name, occurrence);
    scope.names.set(name, renamed);
    return renamed;
  }

  private top(): Scope {
    const scope = this.scopes.at(-1);
    if (scope === undefined) throw new RangeError("no scope");
    return scope;
  }

  /** `some x` with x unused is always an error; `x := …` unused only in strict mode. */
  private checkUnused(body: Body, rewritten: Body, used: ReadonlySet<string>): void {
    const scope = this.top();
    const mentioned = collectBodyVars(rewritten, everywhere, new Set<string>());
    for (const [name, renamed] of scope.names) {
      const occurrence = scope.occurrences.get(name);
      if (occurrence === "argument" || isWildcard(name) || used.has(name)) continue;
      if (occurrence === "declared" && mentioned.has(renamed)) continue;
      if (occurrence === "assigned" && (!this.strict || countMentions(rewritten, renamed) > 1)) continue;
      const place = body.find((expr) => declaredVars([expr]).has(name)) ?? body[0];
      if (place !== undefined) this.errors.add("rego_compile_error", this.source, place, `${occurrence} var ${name} unused`);
    }
  }
}

/** Renames variables in a term. */
function renameVars(term: Term, names: ReadonlyMap<string, string>): Term {
  return renaming(names).term(term);
}

function renameBody(body: Body, names: ReadonlyMap<string, string>): Body {
  return renaming(names).body(body);
}

function renaming(names: ReadonlyMap<string, string>): TermMapper {
  const rename = (variable: VarTerm): VarTerm => makeVar(names.get(variable.name) ?? variable.name, variable);
  const nested: TermMapper = {
    term: (term) => {
      if (term.kind === "var") return rename(term);
      // As in OPA, references in arrays, objects and calls keep their names, and so do keys of objects.
      if (term.kind === "ref") return term;
      if (term.kind !== "object") return mapParts(term, term.kind === "array" || term.kind === "call" ? nested : mapper);
      return { ...term, entries: term.entries.map(({ key, value }) => ({ key, value: nested.term(value) })) };
    },
    body: (inner) => mapper.body(inner),
    expr: (expr) => mapper.expr(expr),
  };
  const mapper: TermMapper = {
    term: (term) => (term.kind === "ref" ? mapParts(term, mapper) : nested.term(term)),
    body: (inner) => inner.map((expr) => mapExprParts(expr, mapper)),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  return mapper;
}

/** What OPA calls a kind of term in its messages. */
export function nounOf(term: Term): string {
  switch (term.kind) {
    case "array-comprehension":
      return "arraycomprehension";
    case "set-comprehension":
      return "setcomprehension";
    case "object-comprehension":
      return "objectcomprehension";
    case "template-string":
      return "templatestring";
    default:
      return term.kind;
  }
}
