/**
 * Stage "resolve refs": variables that name a rule of the package or an import become full references, `allow` → `data.authz.allow`.
 * Variables declared nearer (function arguments, `some`, `:=`, `every`) hide them.
 */
import type { Body, Expr, Import, Module, RefTerm, Rule, Span, Term, VarTerm, With } from "../ast/nodes.ts";
import { isAssignment, isRootDocument, isRootName, makeRef, makeVar, mapExprParts, mapParts, type TermMapper } from "./terms.ts";
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
    return this.hiding(args, () =>
      this.hiding(declaredVars(rule.body), () => {
        const { head } = rule;
        return {
          ...rule,
          head: {
            ...head,
            ref: this.headRef(head.ref),
            args: head.args?.map(this.mapper.term),
            key: head.key && this.term(head.key),
            value: head.value && this.term(head.value),
          },
          body: rule.body.map(this.mapper.expr),
          else: rule.else && this.rule(rule.else, args),
        };
      }),
    );
  }

  body(body: Body): Body {
    return this.hiding(declaredVars(body), () => body.map(this.mapper.expr));
  }

  private headRef(ref: RefTerm): RefTerm {
    return { ...ref, terms: ref.terms.map((term, index) => (index === 0 ? term : this.term(term))) };
  }

  private expr(expr: Expr): Expr {
    return { ...this.unmodified({ ...expr, with: [] }), with: expr.with.map((modifier) => this.modifier(modifier)) };
  }

  private unmodified(expr: Expr): Expr {
    if (expr.kind === "every") {
      const locals = new Set(expr.key === undefined ? [expr.value.name] : [expr.key.name, expr.value.name]);
      return this.hiding(locals, () => ({ ...expr, domain: this.term(expr.domain), body: this.body(expr.body) }));
    }
    if (expr.kind === "some" && expr.symbols[0]?.kind !== "call") return expr;
    if (expr.kind === "call-expr") return { ...expr, operator: this.operator(expr.operator), args: expr.args.map(this.mapper.term) };
    return mapExprParts(expr, this.mapper);
  }

  private modifier(modifier: With): With {
    return { ...modifier, target: this.operator(modifier.target), value: this.term(modifier.value) };
  }

  private term(term: Term): Term {
    switch (term.kind) {
      case "var": {
        const target = this.target(term);
        if (target !== undefined) return makeRef(target, term);
        return isRootDocument(term) && !this.isHidden(term.name) ? makeRef([term], term) : term;
      }
      case "ref": {
        const [head, ...operands] = term.terms;
        if (head === undefined) return term;
        const resolved = head.kind === "var" ? (this.target(head) ?? [head]) : [this.term(head)];
        // OPA leaves what a template string says there as it is: no names of rules or imports.
        return makeRef(
          [...resolved, ...operands.map((operand) => (operand.kind === "template-string" ? operand : this.term(operand)))],
          term,
        );
      }
      case "call":
        return { ...term, operator: this.operator(term.operator), args: term.args.map(this.mapper.term) };
      case "array-comprehension":
      case "set-comprehension":
        return this.hiding(declaredVars(term.body), () => ({ ...term, head: this.term(term.head), body: this.body(term.body) }));
      case "object-comprehension":
        return this.hiding(declaredVars(term.body), () => ({
          ...term,
          key: this.term(term.key),
          value: this.term(term.value),
          body: this.body(term.body),
        }));
      case "object":
        return mapParts({ ...term, entries: uniqueEntries(term.entries) }, this.mapper);
      default:
        return mapParts(term, this.mapper);
    }
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
    const target = this.isHidden(name) ? undefined : this.globals.get(name);
    if (target !== undefined) this.onMention?.(name, target, variable);
    return target;
  }

  private isHidden(name: string): boolean {
    return this.hidden.some((names) => names.has(name));
  }

  private hiding<Result>(names: ReadonlySet<string>, work: () => Result): Result {
    this.hidden.push(names);
    const result = work();
    this.hidden.pop();
    return result;
  }
}

/** The variables that a body declares at its own level, by `some` and `:=`. */
export function declaredVars(body: Body): ReadonlySet<string> {
  const declared = new Set<string>();
  for (const expr of body) {
    if (isAssignment(expr)) {
      collectAssigned(expr.args[0], declared);
    } else if (expr.kind === "some") {
      for (const symbol of expr.symbols) {
        if (symbol.kind === "var") declared.add(symbol.name);
        else if (symbol.kind === "call") for (const arg of symbol.args.slice(0, -1)) collectVars(arg, everywhere, declared);
      }
    }
  }
  return declared;
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
