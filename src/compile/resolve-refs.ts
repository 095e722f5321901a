/**
 * Stage "resolve refs": variables that name a rule of the package or an import become full references, `allow` → `data.authz.allow`.
 * Variables declared nearer (function arguments, `some`, `:=`, `every`) hide them.
 */
import type { Body, Comprehension, Expr, Import, Module, RefTerm, Rule, Span, Term, VarTerm, With } from "../ast/nodes.ts";
import {
  mapItems,
  rebuildCall,
  rebuildCallExpr,
  rebuildComprehension,
  rebuildEvery,
  rebuildHead,
  rebuildLogical,
  rebuildModifiers,
  rebuildNot,
  rebuildObject,
  rebuildObjectComprehension,
  rebuildRef,
  rebuildRule,
  rebuildTermExpr,
} from "./rebuild.ts";
import { isAssignment, isRootDocument, isRootName, makeRef, makeVar, mapParts, type TermMapper } from "./terms.ts";
import { uniqueEntries } from "./unique-entries.ts";
import { collectVars, everywhere } from "./variables.ts";

/** Names that stand for a longer reference, and the terms of that reference. */
export type Globals = ReadonlyMap<string, readonly Term[]>;

/** The names that a module sees: rules of its package in any module, then its imports. */
export function globalsOf(module: Pick<Module, "package" | "imports">, exportedNames: ReadonlySet<string>): Globals {
  const globals = new Map<string, readonly Term[]>();
  const path = module.package.path;
  for (const name of exportedNames) {
    globals.set(name, [...path.terms, { kind: "string", value: name, start: path.start, end: path.end }]);
  }
  for (const { path: imported, alias } of module.imports) {
    const head = imported.terms[0];
    if (head?.kind !== "var" || !isRootName(head.name)) continue;
    const name = importedName({ path: imported, alias });
    if (!isRootName(name)) globals.set(name, imported.terms);
  }
  return globals;
}

/** The name by which an import is mentioned: its alias or the last part of its path. */
export function importedName({ path, alias }: Pick<Import, "path" | "alias">): string {
  const last = path.terms.at(-1);
  return alias ?? (last?.kind === "string" ? last.value : last?.kind === "var" ? last.name : "");
}

/** Is told of each name that is resolved, in OPA's order: the name, the reference that it stands for, and where it is mentioned. */
export type OnMention = (name: string, target: readonly Term[], place: Span) => void;

/** Resolves one rule, its `else` branches included. */
export function resolveRule(rule: Rule, globals: Globals, onMention: OnMention): Rule {
  const hidden = new Set<string>();
  for (const arg of rule.head.args ?? []) collectPatternVars(arg, hidden);
  return new RefResolver(globals, onMention).rule(rule, hidden);
}

/** Resolves the body of a query. */
export function resolveBody(body: Body, globals: Globals): Body {
  return new RefResolver(globals).body(body);
}

class RefResolver {
  private readonly globals: Globals;
  private readonly onMention: OnMention | undefined;
  private readonly hidden: ReadonlySet<string>[] = [];
  private readonly mapper: TermMapper = {
    term: (term) => this.term(term),
    body: (body) => this.body(body),
    expr: (expr) => this.expr(expr),
  };

  constructor(globals: Globals, onMention?: OnMention) {
    this.globals = globals;
    this.onMention = onMention;
  }

  rule(rule: Rule, args: ReadonlySet<string>): Rule {
    this.hidden.push(args, declaredVars(rule.body));
    const { head } = rule;
    const ref = this.headRef(head.ref);
    const given = head.args && mapItems(head.args, this.mapper.term);
    const key = head.key && this.term(head.key);
    const value = head.value && this.term(head.value);
    const body = mapItems(rule.body, this.mapper.expr);
    const otherwise = rule.else && this.rule(rule.else, args);
    this.hidden.length -= 2;
    return rebuildRule(rule, rebuildHead(head, ref, given, key, value), body, otherwise);
  }

  body(body: Body): Body {
    this.hidden.push(declaredVars(body));
    const resolved = mapItems(body, this.mapper.expr);
    this.hidden.pop();
    return resolved;
  }

  private headRef(ref: RefTerm): RefTerm {
    const [head] = ref.terms;
    const terms = mapItems(ref.terms, (term) => (term === head ? term : this.term(term)));
    return rebuildRef(ref, terms);
  }

  /** What follows the head of a reference. */
  private operands(terms: readonly Term[]): readonly Term[] {
    const [head] = terms;
    // OPA leaves what a template string says there as it is: no names of rules or imports.
    return mapItems(terms, (term) => (term === head || term.kind === "template-string" ? term : this.term(term)));
  }

  private expr(expr: Expr): Expr {
    const resolved = this.unmodified(expr);
    return expr.with.length === 0
      ? resolved
      : rebuildModifiers(
          resolved,
          expr.with.map((modifier) => this.modifier(modifier)),
        );
  }

  /** All of an expression but its `with` modifiers. */
  private unmodified(expr: Expr): Expr {
    switch (expr.kind) {
      case "term-expr":
        return rebuildTermExpr(expr, this.term(expr.term), expr.with);
      case "call-expr": {
        const operator = this.operator(expr.operator);
        return rebuildCallExpr(expr, operator, mapItems(expr.args, this.mapper.term), expr.with);
      }
      case "every": {
        this.hidden.push(new Set(expr.key === undefined ? [expr.value.name] : [expr.key.name, expr.value.name]));
        const domain = this.term(expr.domain);
        const body = this.body(expr.body);
        this.hidden.pop();
        return rebuildEvery(expr, domain, body, expr.with);
      }
      case "some":
        return expr.symbols[0]?.kind === "call" ? { ...expr, symbols: mapItems(expr.symbols, this.mapper.term) } : expr;
      case "not":
        return rebuildNot(expr, this.body(expr.body), expr.with);
      case "logical": {
        const left = this.body(expr.left);
        return rebuildLogical(expr, left, this.body(expr.right), expr.with);
      }
      default:
        return expr satisfies never;
    }
  }

  private modifier(modifier: With): With {
    return { ...modifier, target: this.operator(modifier.target), value: this.term(modifier.value) };
  }

  private term(term: Term): Term {
    switch (term.kind) {
      case "null":
      case "boolean":
      case "number":
      case "string":
        return term;
      case "var": {
        const target = this.target(term);
        if (target !== undefined) return makeRef(target, term);
        return isRootName(term.name) && !this.isHidden(term.name) ? makeRef([term], term) : term;
      }
      case "ref":
        return this.ref(term);
      case "call": {
        const operator = this.operator(term.operator);
        return rebuildCall(term, operator, mapItems(term.args, this.mapper.term));
      }
      case "array-comprehension":
      case "set-comprehension":
      case "object-comprehension":
        return this.comprehension(term);
      case "object":
        return mapParts(rebuildObject(term, uniqueEntries(term.entries)), this.mapper);
      default:
        return mapParts(term, this.mapper);
    }
  }

  private ref(ref: RefTerm): RefTerm {
    const [head] = ref.terms;
    if (head === undefined) return ref;
    const target = head.kind === "var" ? this.target(head) : [this.term(head)];
    const terms = this.operands(ref.terms);
    return target === undefined ? rebuildRef(ref, terms) : makeRef([...target, ...terms.slice(1)], ref);
  }

  /** Its heads are in the scope of its body, and come first. */
  private comprehension(term: Comprehension): Term {
    this.hidden.push(declaredVars(term.body));
    let resolved: Term;
    if (term.kind === "object-comprehension") {
      const key = this.term(term.key);
      const value = this.term(term.value);
      resolved = rebuildObjectComprehension(term, key, value, this.body(term.body));
    } else {
      const head = this.term(term.head);
      resolved = rebuildComprehension(term, head, this.body(term.body));
    }
    this.hidden.pop();
    return resolved;
  }

  /** An operator or `with` target: its head may be the name of a rule or an import. */
  private operator(ref: RefTerm): RefTerm {
    const head = ref.terms[0];
    const target = head?.kind === "var" ? this.target(head) : undefined;
    if (target === undefined) return ref;
    return makeRef([...target, ...ref.terms.slice(1)], ref);
  }

  private target(variable: VarTerm): readonly Term[] | undefined {
    const { name } = variable;
    const target = this.globals.get(name);
    if (target === undefined || this.isHidden(name)) return undefined;
    this.onMention?.(name, target, variable);
    return target;
  }

  private isHidden(name: string): boolean {
    for (const names of this.hidden) if (names.has(name)) return true;
    return false;
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** The variables that a body declares at its own level, by `some` and `:=`. */
export function declaredVars(body: Body): ReadonlySet<string> {
  let declared: Set<string> | undefined;
  for (const expr of body) {
    if (isAssignment(expr)) {
      declared ??= new Set();
      collectAssigned(expr.args[0], declared);
    } else if (expr.kind === "some") {
      declared ??= new Set();
      for (const symbol of expr.symbols) {
        if (symbol.kind === "var") declared.add(symbol.name);
        else if (symbol.kind === "call") for (const arg of symbol.args.slice(0, -1)) collectVars(arg, everywhere, declared);
      }
    }
  }
  return declared ?? NOTHING;
}

/** The variables on the left of `:=`: vars in arrays and object values, and the root documents where v0 lets them be shadowed. */
function collectAssigned(term: Term, into: Set<string>): void {
  if (term.kind === "var") into.add(term.name);
  else if (isRootDocument(term) && term.kind === "ref" && term.terms[0]?.kind === "var") into.add(term.terms[0].name);
  else if (term.kind === "array") for (const item of term.items) collectAssigned(item, into);
  else if (term.kind === "object") for (const { value } of term.entries) collectAssigned(value, into);
}

/** The variables of a function argument: those of the pattern, not those in object keys, sets, calls and comprehensions. */
function collectPatternVars(term: Term, into: Set<string>): void {
  if (term.kind === "var") into.add(term.name);
  else if (term.kind === "array") for (const item of term.items) collectPatternVars(item, into);
  else if (term.kind === "object") for (const { value } of term.entries) collectPatternVars(value, into);
  else if (term.kind === "ref") for (const operand of term.terms) if (operand.kind === "var") into.add(operand.name);
}

/** The name by which a package's modules know a rule: the first part of its head reference. */
export function exportedName(rule: Rule): string {
  const head = rule.head.ref.terms[0];
  return head?.kind === "var" ? head.name : head?.kind === "string" ? head.value : "";
}

/** The head reference as a full path, `data.authz.allow`. */
export function qualifyHead(rule: Rule, packagePath: RefTerm): RefTerm {
  const [, ...rest] = rule.head.ref.terms;
  const span = rule.head.ref;
  const first: Term = { kind: "string", value: exportedName(rule), start: span.start, end: span.end };
  return makeRef([makeVar("data", span), ...packagePath.terms.slice(1), first, ...rest], span);
}
