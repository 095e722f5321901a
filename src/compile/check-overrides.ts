/** Checks of names that must not be taken twice, and of imports that nothing mentions. */
import type { Body, Expr, Import, Module, Rule, Term } from "../ast/nodes.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import { formatRef } from "./format-ref.ts";
import { exportedName, importedName } from "./resolve-refs.ts";
import { branchesOf, isAssignment, isRootDocument, isRootName } from "./terms.ts";
import { closuresOf } from "./variables.ts";

/** Rules, arguments and variables must not be called `input` or `data`. `shadows`: whether there is an assignment to one of them at all. */
export function checkOverrides(module: Module, shadows: boolean, errors: ErrorCollector): void {
  for (const rule of module.rules) checkHead(rule, module, errors);
  if (!shadows) return;
  for (const rule of module.rules) checkBodies(rule, module, errors);
}

function checkHead(rule: Rule, module: Module, errors: ErrorCollector): void {
  const name = exportedName(rule);
  if (isRootName(name)) errors.add("rego_compile_error", module.source, rule, `rules must not shadow ${name} (use a different rule name)`);
  for (const arg of rule.head.args ?? []) {
    if (!isRootDocument(arg)) continue;
    errors.add("rego_compile_error", module.source, rule, `args must not shadow ${rootName(arg)} (use a different variable name)`);
  }
}

function checkBodies(rule: Rule, module: Module, errors: ErrorCollector): void {
  for (const { body, head } of branchesOf(rule)) {
    checkBody(body, module, errors);
    for (const closure of closuresOf(headExpr(head.value, rule))) checkBody(closure.body, module, errors);
  }
}

function headExpr(value: Term | undefined, rule: Rule): Expr {
  const term: Term = value ?? { kind: "null", start: rule.start, end: rule.end };
  return { kind: "term-expr", term, negated: false, with: [], generated: true, start: rule.start, end: rule.end };
}

function checkBody(body: Body, module: Module, errors: ErrorCollector): void {
  for (const expr of body) {
    if (isAssignment(expr) && isRootDocument(expr.args[0])) {
      const message = `variables must not shadow ${rootName(expr.args[0])} (use a different variable name)`;
      errors.add("rego_compile_error", module.source, expr, message);
    }
    for (const closure of closuresOf(expr)) checkBody(closure.body, module, errors);
  }
}

function rootName(term: Term): string {
  const head = term.kind === "ref" ? term.terms[0] : term;
  return head?.kind === "var" ? head.name : "";
}

/** Two imports must not go by the same name. */
export function checkDuplicateImports(module: Module, names: LocalNames, errors: ErrorCollector): void {
  const seen = new Map<string, string>();
  for (const each of module.imports) {
    const name = importedName(each);
    const earlier = seen.get(name);
    if (earlier === undefined) seen.set(name, formatImport(each, names));
    else errors.add("rego_compile_error", module.source, each, `import must not shadow ${earlier}`);
  }
}

/** In strict mode, what is imported from `input` and `data` must be mentioned. Language imports (`rego.v1`) need not. */
export function checkUnusedImports(module: Module, mentioned: ReadonlySet<string>, names: LocalNames, errors: ErrorCollector): void {
  for (const each of module.imports) {
    const name = importedName(each);
    if (!isRootName(rootName(each.path)) || isRootName(name) || mentioned.has(name)) continue;
    errors.add("rego_compile_error", module.source, each, `${formatImport(each, names)} unused`);
  }
}

function formatImport({ path, alias }: Import, names: LocalNames): string {
  return `import ${formatRef(path, names)}${alias === undefined ? "" : ` as ${alias}`}`;
}
