/** Stage "metadata": `rego.metadata.chain()` and `rego.metadata.rule()` become the constants that they are. */
import type { Annotations, Body, CallExpr, Expr, Module, RefTerm, Rule, Span, Term } from "../ast/nodes.ts";
import type { ErrorCollector } from "./context.ts";
import type { CheckedRule, PathKey } from "./program.ts";
import { isCallOf, makeOperator, makeString, mapExprParts, mapParts, type TermMapper } from "./terms.ts";

/** Finds the annotations that apply to rules, over all modules. */
export class AnnotationSet {
  private readonly documents = new Map<string, Annotations>();
  private readonly packages = new Map<string, Annotations>();
  private readonly subpackages = new Map<string, Annotations>();

  constructor(modules: readonly Module[]) {
    const byScope = { document: this.documents, package: this.packages, subpackages: this.subpackages };
    for (const { annotations } of modules) {
      for (const each of annotations) if (each.scope !== "rule") byScope[each.scope].set(pathKey(pathOf(each.target)), each);
    }
  }

  /** The annotations written at a rule itself, first to last. */
  ofRule({ module, rule }: CheckedRule): readonly Annotations[] {
    return module.annotations.filter((each) => each.scope === "rule" && each.rule?.start === rule.start);
  }

  /** From the outermost package inward: all annotations that apply to a rule, as those of its document do to its last rule. */
  allOf(checked: CheckedRule): readonly Annotations[] {
    const packagePath = pathOf(checked.module.package.path);
    const above = packagePath.map((_, index) => packagePath.slice(0, index + 1));
    const outer = [...[[], ...above].map((path) => this.subpackages.get(pathKey(path))), this.packages.get(pathKey(packagePath))];
    return [...outer, this.documents.get(pathKey(checked.path)), ...this.ofRule(checked)].filter((each) => each !== undefined);
  }

  /** From the rule outward: rule, document, package, then packages above that speak for their subpackages. */
  chainOf(checked: CheckedRule): readonly Record<string, unknown>[] {
    const { path, module } = checked;
    const own = this.ofRule(checked).toReversed();
    const chain: Record<string, unknown>[] = own.length === 0 ? [{ path }] : own.map((each) => describe(each, path));
    const packagePath = pathOf(module.package.path);
    const add = (annotations: Annotations | undefined): void => {
      if (annotations !== undefined) chain.push(describe(annotations, pathOf(annotations.target)));
    };
    add(this.documents.get(pathKey(path)));
    add(this.packages.get(pathKey(packagePath)));
    for (let length = packagePath.length; length >= 0; length--) add(this.subpackages.get(pathKey(packagePath.slice(0, length))));
    return chain;
  }
}

/** Reports what is said a second time of a document, of a package, or of all below a package. */
export function checkRedeclared(modules: readonly Module[], errors: ErrorCollector): void {
  const first = new Map<string, string>();
  for (const { annotations, source } of modules) {
    for (const each of annotations) {
      if (each.scope === "rule") continue;
      const key = `${each.scope} ${pathKey(pathOf(each.target))}`;
      const known = first.get(key);
      const { file, row } = source.locate(each.start);
      if (known === undefined) first.set(key, `${file}:${row}`);
      else errors.add("rego_type_error", source, each, `${each.scope} annotation redeclared: ${known}`);
    }
  }
}

function describe(annotations: Annotations, path: readonly PathKey[]): Record<string, unknown> {
  return { annotations: fieldsOf(annotations), path };
}

function fieldsOf({ fields, scope }: Annotations): Record<string, unknown> {
  return { ...fields, scope };
}

function pathOf(ref: RefTerm): readonly string[] {
  return ref.terms.slice(1).map((term) => (term.kind === "string" ? term.value : ""));
}

function pathKey(path: readonly PathKey[]): string {
  return JSON.stringify(path);
}

/** Replaces the metadata calls in a rule. */
export function rewriteMetadata(checked: CheckedRule, annotations: AnnotationSet): Rule {
  const calls: readonly (readonly [string, () => unknown])[] = [
    ["rego.metadata.chain", () => annotations.chainOf(checked)],
    [
      "rego.metadata.rule",
      () => {
        const [first] = annotations.ofRule(checked);
        return first === undefined ? {} : fieldsOf(first);
      },
    ],
  ];
  const mapper: TermMapper = {
    term: (term) => mapParts(term, mapper),
    body: (body) => rewriteBody(body),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  const rewriteExpr = (expr: Expr): Expr => {
    const mapped = mapExprParts(expr, mapper);
    if (mapped.kind !== "call-expr") return mapped;
    const call = calls.find(([name]) => isCallOf(mapped, name));
    return call === undefined ? mapped : makeConstant(mapped, call[1]());
  };
  const rewriteBody = (body: Body): Body => body.map(rewriteExpr);
  const rewriteRule = (rule: Rule): Rule => ({ ...rule, body: rewriteBody(rule.body), else: rule.else && rewriteRule(rule.else) });
  return rewriteRule(checked.rule);
}

/** Nearly no module asks for its own metadata: one look at the text spares a walk over its rules. */
export function mentionsMetadata(module: Module): boolean {
  return module.source.text.includes("rego.metadata");
}

/** `call(result)` as `result = constant`, and the call alone as the constant. */
function makeConstant(expr: CallExpr, value: unknown): Expr {
  const term = termOf(value, expr);
  const [result] = expr.args;
  if (result === undefined) return { ...expr, kind: "term-expr", term };
  return { ...expr, operator: makeOperator("eq", expr), args: [result, term] };
}

/** Plain JSON as a term. */
function termOf(value: unknown, span: Span): Term {
  const at = { start: span.start, end: span.end };
  if (value === null || value === undefined) return { kind: "null", ...at };
  if (typeof value === "boolean") return { kind: "boolean", value, ...at };
  if (typeof value === "number" || typeof value === "bigint") return { kind: "number", text: String(value), ...at };
  if (Array.isArray(value)) return { kind: "array", items: value.map((item) => termOf(item, span)), ...at };
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, item]) => ({ key: makeString(key, span), value: termOf(item, span) }));
    return { kind: "object", entries, ...at };
  }
  return { kind: "string", value: String(value), ...at };
}
