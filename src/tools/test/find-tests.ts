import type { Module, Rule, Term } from "../../ast/nodes.ts";
import { printRef } from "../../ast/print.ts";
import { isGround } from "../../ast/visit.ts";
import { makeString } from "../../compile/terms.ts";
import type { Location } from "../../errors/location.ts";

/** A rule that is a test. */
export interface TestRule {
  readonly location: Location;
  /** `data.app_test` */
  readonly package: string;
  /** `test_x`; `test_x#01` for the second rule of that name in the package. */
  readonly name: string;
  /** What evaluates it: `data.app_test.test_x`. */
  readonly query: string;
  /** Not to be run yet: its name starts with `todo_test_`. */
  readonly isTodo: boolean;
  readonly module: Module;
  readonly rule: Rule;
  /** What names its cases: the operands of the head reference after the name, where there are variables among them. */
  readonly cases: readonly Term[];
}

/** Tests, and the modules in which each of them has a name of its own. */
export interface FoundTests {
  readonly modules: readonly Module[];
  readonly tests: readonly TestRule[];
}

/** Finds the rules whose names start with `test_` or `todo_test_`, in the order of modules. Rules of one name are tests of their own. */
export function findTests(modules: readonly Module[]): FoundTests {
  const seen = new Map<string, number>();
  const tests: TestRule[] = [];
  const renamed = modules.map((module): Module => {
    const rules = module.rules.map((rule) => {
      const at = rule.head.ref.terms.findIndex(isTestName);
      if (at < 0) return rule;
      const path = printRef({ ...module.package.path, terms: [...module.package.path.terms, ...rule.head.ref.terms.slice(0, at + 1)] });
      const count = seen.get(path) ?? 0;
      seen.set(path, count + 1);
      const named = count === 0 || isTodo(rule.head.ref.terms[at]) ? rule : renameRule(rule, at, `#${String(count).padStart(2, "0")}`);
      tests.push(describeTest(module, named, at));
      return named;
    });
    return { ...module, rules };
  });
  return { modules: renamed, tests };
}

function isTestName(term: Term, index: number): boolean {
  const name = index === 0 && term.kind === "var" ? term.name : index > 0 && term.kind === "string" ? term.value : "";
  return /^(?:todo_)?test_/.test(name);
}

/** Tests that are not run need no name of their own. */
function isTodo(term: Term | undefined): boolean {
  return (term?.kind === "var" && term.name.startsWith("todo_")) || (term?.kind === "string" && term.value.startsWith("todo_"));
}

function describeTest(module: Module, rule: Rule, at: number): TestRule {
  const { path } = module.package;
  const { ref } = rule.head;
  const [head, ...operands] = ref.terms;
  const name = head?.kind === "var" ? head.name : "";
  const own = [makeString(name, ref), ...operands.slice(0, at)];
  const last = own.at(-1);
  const cases = operands.slice(at);
  return {
    location: module.source.locate(rule.start),
    package: printRef(path),
    name: own.map((term) => (term.kind === "string" ? term.value : "")).join("."),
    query: printRef({ ...path, terms: [...path.terms, ...own] }),
    isTodo: last?.kind === "string" && last.value.startsWith("todo_"),
    module,
    rule,
    cases: cases.every(isGround) ? [] : cases,
  };
}

/** The rule, its `else` branches included, with a suffix to one part of its name. */
function renameRule(rule: Rule, at: number, suffix: string): Rule {
  const terms = rule.head.ref.terms.map((term, index): Term => {
    if (index !== at) return term;
    if (term.kind === "var") return { ...term, name: `${term.name}${suffix}` };
    return term.kind === "string" ? { ...term, value: `${term.value}${suffix}` } : term;
  });
  const head = { ...rule.head, ref: { ...rule.head.ref, terms } };
  return { ...rule, head, else: rule.else && renameRule(rule.else, at, suffix) };
}
