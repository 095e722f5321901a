import type { RefTerm } from "../../ast/nodes.ts";
import { printRef } from "../../ast/print.ts";
import { anyType } from "../../types/types.ts";
import type { CheckedProgram, CheckedRule } from "../program.ts";
import { rulesOfRef } from "../references.ts";
import { TypeNode } from "./type-tree.ts";

/** Tells what becomes of the other rules where a `with` replaces some: those that depend on them may give anything. */
export class Dependents {
  private readonly program: Pick<CheckedProgram, "rules" | "tree" | "dependencies">;
  private readonly known = new Map<string, TypeNode | undefined>();
  private direct: ReadonlyMap<CheckedRule, readonly CheckedRule[]> | undefined;

  constructor(program: Pick<CheckedProgram, "rules" | "tree" | "dependencies">) {
    this.program = program;
  }

  /** The documents of the rules that depend on those at the target, below a root `data`; undefined where there are none. */
  documentsOf(target: RefTerm): TypeNode | undefined {
    const key = printRef(target);
    if (!this.known.has(key)) this.known.set(key, this.describe(target));
    return this.known.get(key);
  }

  private describe(target: RefTerm): TypeNode | undefined {
    const replaced = rulesOfRef(this.program.tree, target);
    const found = new Set<CheckedRule>();
    const queue = [...replaced];
    for (const rule of queue) {
      for (const dependent of this.directDependents().get(rule) ?? []) {
        if (found.has(dependent)) continue;
        found.add(dependent);
        queue.push(dependent);
      }
    }
    if (found.size === 0) return undefined;
    const root = new TypeNode();
    for (const { path } of found) root.replace(["data", ...path], anyType);
    return root;
  }

  private directDependents(): ReadonlyMap<CheckedRule, readonly CheckedRule[]> {
    if (this.direct === undefined) {
      const direct = new Map<CheckedRule, CheckedRule[]>();
      for (const rule of this.program.rules) {
        for (const dependency of this.program.dependencies[rule.id] ?? []) {
          const dependents = direct.get(dependency) ?? [];
          dependents.push(rule);
          direct.set(dependency, dependents);
        }
      }
      this.direct = direct;
    }
    return this.direct;
  }
}
