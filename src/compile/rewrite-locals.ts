/**
 * Stage "rewrite locals": every variable declared by `:=`, `some`, `every` or as a function argument gets a name of its own,
 * and `some … in` becomes a reference that enumerates. `:=` stays apart from `=`: its right side must be safe on its own. After this stage a name means one variable in a rule.
 */
import type { Body, CallTerm, EveryExpr, Expr, RefTerm, Rule, SomeExpr, Span, Term, With } from "../ast/nodes.ts";
import { isScalar } from "../ast/visit.ts";
import type { SourceText } from "../errors/source-text.ts";
import { checkUnusedArguments } from "./check-arguments.ts";
import { type ErrorCollector, isLocalName, type LocalNames } from "./context.ts";
import { countMentions } from "./count-mentions.ts";
import { formatRef } from "./format-ref.ts";
import {
  mapItems,
  rebuildCall,
  rebuildCallExpr,
  rebuildComprehension,
  rebuildHead,
  rebuildObjectComprehension,
  rebuildRef,
  rebuildRule,
} from "./rebuild.ts";
import { renameBody, renamedVar, renameVars } from "./rename-vars.ts";
import { declaredVars } from "./resolve-refs.ts";
import { outputVarsOfEquality } from "./safety.ts";
import { mayBeUnused, type Occurrence, Scope } from "./scope.ts";
import {
  type EqualityExpr,
  isAssignment,
  isRootDocument,
  isRootName,
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
import { collectBodyVars, collectVars, everywhere, varsOf } from "./variables.ts";

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
    return { body: this.body(body, namesNothing), names: scope.names };
  }

  private branch(rule: Rule, args: readonly Term[] | undefined, argScope: Scope): Rule {
    const scope = new Scope();
    for (const [name, occurrence] of argScope.occurrences) scope.occurrences.set(name, occurrence);
    for (const [name, renamed] of argScope.names) scope.names.set(name, renamed);
    this.scopes = [scope];
    const { head } = rule;
    const [first] = head.ref.terms;
    const body = this.body(rule.body, () => varsOfHead(head));
    const terms = mapItems(head.ref.terms, (term) => (term === first ? term : this.term(term)));
    const key = head.key && this.headTerm(head.key, scope);
    const value = head.value && this.headTerm(head.value, scope);
    const otherwise = rule.else && this.branch(rule.else, args, argScope);
    return rebuildRule(rule, rebuildHead(head, rebuildRef(head.ref, terms), args, key, value), body, otherwise);
  }

  /** Renames what the body declared. Beside that, a head knows nothing of the body: a comprehension that mentions a variable may not declare it. */
  private headTerm(term: Term, { names }: Scope): Term {
    if (isScalar(term)) return term;
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

  private nestedBody(body: Body): Body {
    this.scopes.push(new Scope());
    const rewritten = this.body(body, namesNothing);
    this.scopes.pop();
    return rewritten;
  }

  /** `usedBeside` gives the variables that what belongs to the body mentions; it is called when there is something to check. */
  private body(body: Body, usedBeside: () => ReadonlySet<string>): Body {
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
    if (this.errors.errors.length === before) this.checkUnused(body, rewritten, usedBeside);
    return rewritten;
  }

  private expr(expr: SomeExpr): Expr | undefined;
  private expr(expr: Expr): Expr;
  private expr(expr: Expr): Expr | undefined {
    if (isAssignment(expr)) return this.assignment(expr);
    if (expr.kind === "some") return this.some(expr);
    if (expr.kind === "every") return this.every(expr);
    const mapped = mapExprParts(expr, this.mapper);
    return mapped.kind === "call-expr" ? rebuildCallExpr(mapped, this.operator(mapped), mapped.args, mapped.with) : mapped;
  }

  private assignment(expr: EqualityExpr): Expr {
    if (expr.negated) {
      this.errors.add("rego_compile_error", this.source, expr, "cannot assign vars inside negated expression");
      return expr;
    }
    const [left, right] = expr.args;
    const value = this.term(right);
    const modifiers = this.modifiers(expr);
    const target = this.assigned(left);
    return rebuildCallExpr(expr, expr.operator, [target, value], modifiers);
  }

  private modifiers({ with: modifiers }: Expr): readonly With[] {
    return modifiers.length === 0 ? modifiers : modifiers.map((modifier) => ({ ...modifier, value: this.term(modifier.value) }));
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
    const { negated, generated, start, end } = expr;
    const modifiers = this.modifiers(expr);
    const args = [this.term(value), this.term(ref)];
    const operator = makeOperator("eq", call);
    return { kind: "call-expr", operator, args, infix: false, negated, with: modifiers, generated, start, end };
  }

  private every(expr: EveryExpr): Expr {
    const domain = this.term(expr.domain);
    this.scopes.push(new Scope());
    const declare = (name: string, span: Span): string => (isWildcard(name) ? name : this.declare(name, "declared", span));
    const key = expr.key && makeVar(declare(expr.key.name, expr.key), expr.key);
    const value = makeVar(declare(expr.value.name, expr.value), expr.value);
    const body = this.body(expr.body, namesNothing);
    const { names } = this.top();
    // As in OPA, the scope of `every` takes in its domain, its `with`, and mentions in its body from before a declaration.
    const modifiers = this.modifiers(expr);
    this.scopes.pop();
    return { ...expr, key, value, domain: renameVars(domain, names), body: renameBody(body, names), with: modifiers };
  }

  private term(term: Term): Term {
    switch (term.kind) {
      case "null":
      case "boolean":
      case "number":
      case "string":
        return term;
      case "var":
        return renamedVar(term, this.mention(term.name));
      case "ref": {
        const [head] = term.terms;
        if (head?.kind !== "var" || !isRootName(head.name)) return mapParts(term, this.mapper);
        const renamed = this.renamed(head.name);
        return rebuildRef(
          term,
          mapItems(term.terms, (part) => {
            if (part !== head) return this.term(part);
            return renamed === undefined ? head : makeVar(renamed, head);
          }),
        );
      }
      case "array-comprehension":
      case "set-comprehension": {
        this.scopes.push(new Scope());
        const body = this.body(term.body, () => varsOf(term.head, everywhere));
        const head = this.term(term.head);
        this.scopes.pop();
        return rebuildComprehension(term, head, body);
      }
      case "object-comprehension": {
        this.scopes.push(new Scope());
        const body = this.body(term.body, () => collectVars(term.value, everywhere, varsOf(term.key, everywhere)));
        const key = this.term(term.key);
        const value = this.term(term.value);
        this.scopes.pop();
        return rebuildObjectComprehension(term, key, value, body);
      }
      case "call":
        return this.call(rebuildCall(term, term.operator, mapItems(term.args, this.mapper.term)));
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
    const head = operator.terms[0];
    const renamed = head?.kind === "var" && !infix ? this.renamed(head.name) : undefined;
    return head === undefined || renamed === undefined ? operator : makeRef([makeVar(renamed, head), ...operator.terms.slice(1)], operator);
  }

  private mention(name: string): string {
    // A variable of an outer body is that variable, wherever it is bound.
    const scope = this.top();
    if (!scope.isHead && !this.occurs(name)) scope.occurrences.set(name, "referenced");
    return this.renamed(name) ?? name;
  }

  private occurs(name: string): boolean {
    for (const { occurrences } of this.scopes) if (occurrences.has(name)) return true;
    return false;
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
  private checkUnused(body: Body, rewritten: Body, usedBeside: () => ReadonlySet<string>): void {
    const scope = this.top();
    if (!mayBeUnused(scope, this.strict)) return;
    const used = usedBeside();
    const mentioned = collectBodyVars(rewritten, everywhere, new Set<string>());
    for (const [name, renamed] of scope.names) {
      const occurrence = scope.occurrences.get(name);
      if (occurrence === "argument" || (isWildcard(name) && occurrence !== "declared") || used.has(name)) continue;
      if (occurrence === "declared" && mentioned.has(renamed)) continue;
      if (occurrence === "assigned" && (!this.strict || countMentions(rewritten, renamed) > 1)) continue;
      const place = body.find((expr) => declaredVars([expr]).has(name)) ?? body[0];
      if (place !== undefined)
        this.errors.add("rego_compile_error", this.source, place, `${occurrence} var ${isWildcard(name) ? "_" : name} unused`);
    }
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function namesNothing(): ReadonlySet<string> {
  return NOTHING;
}

function varsOfHead({ key, ref, value }: Rule["head"]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const term of ref.terms.slice(1)) collectVars(term, everywhere, names);
  if (key !== undefined) collectVars(key, everywhere, names);
  if (value !== undefined) collectVars(value, everywhere, names);
  return names;
}

/** What OPA calls a kind of term in its messages. */
function nounOf(term: Term): string {
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
