/** `rego deps` as a function: which documents a query reads, and which rules it evaluates. */

import { allGroups } from "#builtin-groups";
import type { Module, RefTerm, Term } from "../ast/nodes.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { type CompileOptions, compileModules } from "../compile/compile.ts";
import { compileQuery } from "../compile/compile-query.ts";
import { type CheckedProgram, type CheckedRule, type PathKey, pathKeyOf } from "../compile/program.ts";
import { rulesOfRef, walkBodyRefs, walkRuleRefs } from "../compile/references.ts";
import { isRootName } from "../compile/terms.ts";
import { typeChecker } from "../compile/types/type-checker.ts";
import { parseQuery } from "../parser/parse.ts";
import { compareValues } from "../values/compare.ts";
import { type ModuleText, parseForCheck } from "./check-modules.ts";

/** A document by its path: `["input", "user", "name"]`. */
export type DocumentPath = readonly PathKey[];

/** What a query depends on. */
export interface QueryDependencies {
  /** Input and base documents, without those that are parts of others. */
  readonly base: readonly DocumentPath[];
  /** Rules. */
  readonly virtual: readonly DocumentPath[];
}

/** What a query depends on, directly and by the rules of modules. Throws RegoErrors. */
export function queryDependencies(query: string, modules: readonly ModuleText[]): QueryDependencies {
  return dependenciesOf(
    query,
    modules.map((module) => parseForCheck(module, {})),
  );
}

/** {@link queryDependencies} of modules that have been parsed. */
export function dependenciesOf(query: string, modules: readonly Module[]): QueryDependencies {
  const options: CompileOptions = { builtins: standardBuiltins(allGroups), typeChecker, strict: false, keepPrint: true };
  const program = compileModules(modules, options);
  const { body, source } = parseQuery(query, { regoVersion: 1 });
  const checked = compileQuery(body, source, program, { package: undefined, imports: [] }, options);
  const found = new Collector(program);
  walkBodyRefs(checked.body, found.visit);
  return { base: inOrder(withoutParts(found.base)), virtual: inOrder([...found.rules].map(({ path }) => ["data", ...path])) };
}

/** Follows references into rules, each rule once. */
class Collector {
  readonly base: BaseRef[] = [];
  readonly rules = new Set<CheckedRule>();
  private readonly program: CheckedProgram;

  constructor(program: CheckedProgram) {
    this.program = program;
  }

  readonly visit = (ref: RefTerm): void => {
    const [head] = ref.terms;
    if (head?.kind !== "var" || !isRootName(head.name)) return;
    const rules = rulesOfRef(this.program.tree, ref);
    if (rules.size === 0) this.base.push(readBaseRef(head.name, ref.terms.slice(1)));
    for (const rule of rules) {
      if (this.rules.has(rule)) continue;
      this.rules.add(rule);
      walkRuleRefs(rule.rule, this.visit);
    }
  };
}

/** A reference to input or base documents, up to its first operand that is no constant. */
interface BaseRef {
  readonly path: DocumentPath;
  /** Whether all of its operands are constants. */
  readonly whole: boolean;
}

function readBaseRef(root: string, operands: readonly Term[]): BaseRef {
  const path: PathKey[] = [root];
  for (const operand of operands) {
    const key = pathKeyOf(operand);
    if (key === undefined) return { path, whole: false };
    path.push(key);
  }
  return { path, whole: true };
}

function inOrder(paths: readonly DocumentPath[]): readonly DocumentPath[] {
  const sorted = paths.toSorted(compareValues);
  return sorted.filter((path, index) => index === 0 || compareValues(sorted[index - 1] ?? null, path) !== 0);
}

/** Leaves out what is inside of a document that is read as a whole. */
function withoutParts(refs: readonly BaseRef[]): readonly DocumentPath[] {
  const wholes = inOrder(refs.filter(({ whole }) => whole).map(({ path }) => path)).map((path) => JSON.stringify(path, printKey));
  const known = new Set(wholes);
  const isPart = (path: DocumentPath): boolean =>
    path.some((_, index) => index > 0 && known.has(JSON.stringify(path.slice(0, index), printKey)));
  return refs.map(({ path }) => path).filter((path) => !isPart(path));
}

function printKey(_: string, key: unknown): unknown {
  return typeof key === "bigint" ? `${key}n` : key;
}
