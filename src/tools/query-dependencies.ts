/** `rego deps` as a function: which documents a query reads, and which rules it evaluates. */
import { allGroups } from "#builtin-groups";
import type { Module, RefTerm, Term } from "../ast/nodes.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { type CompileOptions, compileModules } from "../compile/compile.ts";
import { compileQuery } from "../compile/compile-query.ts";
import { type CheckedProgram, type CheckedRule, type PathKey, pathKeyOf } from "../compile/program.ts";
import { rulesOfRef, walkBodyRefs, walkRuleRefs } from "../compile/references.ts";
import { isRootName } from "../compile/terms.ts";
import { parseQuery } from "../parser/parse.ts";
import { compareValues } from "../values/compare.ts";
import { type ModuleText, parseForCheck } from "./check-modules.ts";

/** A document by its path: `["input", "user", "name"]`. */
export type DocumentPath = readonly PathKey[];

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
  const options: CompileOptions = { builtins: standardBuiltins(allGroups), strict: false, keepPrint: true };
  const program = compileModules(modules, options);
  const { body, source } = parseQuery(query, { regoVersion: 1 });
  const checked = compileQuery(body, source, program, { package: undefined, imports: [] }, options);
  const found = new Collector(program);
  walkBodyRefs(checked.body, found.visit);
  return { base: withoutParts(inOrder(found.base)), virtual: inOrder([...found.rules].map(({ path }) => ["data", ...path])) };
}

/** Follows references into rules, each rule once. */
class Collector {
  readonly base: DocumentPath[] = [];
  readonly rules = new Set<CheckedRule>();
  private readonly program: CheckedProgram;

  constructor(program: CheckedProgram) {
    this.program = program;
  }

  readonly visit = (ref: RefTerm): void => {
    const [head] = ref.terms;
    if (head?.kind !== "var" || !isRootName(head.name)) return;
    const rules = rulesOfRef(this.program.tree, ref);
    if (rules.size === 0) this.base.push([head.name, ...constantsOf(ref.terms.slice(1))]);
    for (const rule of rules) {
      if (this.rules.has(rule)) continue;
      this.rules.add(rule);
      walkRuleRefs(rule.rule, this.visit);
    }
  };
}

/** The operands up to the first that is no constant. */
function constantsOf(terms: readonly Term[]): readonly PathKey[] {
  const keys = terms.map(pathKeyOf);
  const end = keys.indexOf(undefined);
  return keys.slice(0, end < 0 ? keys.length : end).filter((key) => key !== undefined);
}

function inOrder(paths: readonly DocumentPath[]): readonly DocumentPath[] {
  const sorted = paths.toSorted(compareValues);
  return sorted.filter((path, index) => index === 0 || compareValues(sorted[index - 1] ?? null, path) !== 0);
}

/** Leaves out what is inside of another; that comes before it. */
function withoutParts(sorted: readonly DocumentPath[]): readonly DocumentPath[] {
  const kept: DocumentPath[] = [];
  for (const path of sorted) {
    const last = kept.at(-1);
    if (last === undefined || !last.every((key, index) => compareValues(key, path[index] ?? null) === 0)) kept.push(path);
  }
  return kept;
}
