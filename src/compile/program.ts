import type { Module, Rule, Term } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { LocalNames } from "./context.ts";

export type RuleKind = "complete" | "set" | "function";

/** A rule after all stages: its head reference is the full path, its bodies are in evaluation order. */
export interface CheckedRule {
  /** Its place in the program's list of rules. */
  readonly id: number;
  readonly module: Module;
  readonly kind: RuleKind;
  /** Rewritten; `head.ref` is `data.…`, `else` branches are rewritten too. */
  readonly rule: Rule;
  /** The leading string operands of the head reference, without `data`. */
  readonly path: readonly string[];
  /** What follows `path`: operands from the first that is no string; empty for most rules. */
  readonly dynamic: readonly Term[];
}

/** A node of the tree of all rules, by path. */
export interface RuleNode {
  readonly path: readonly string[];
  readonly children: Map<string, RuleNode>;
  /** The rules whose `path` ends here. */
  readonly rules: CheckedRule[];
}

/** All modules, checked together. */
export interface CheckedProgram {
  readonly modules: readonly Module[];
  readonly rules: readonly CheckedRule[];
  readonly tree: RuleNode;
  readonly names: LocalNames;
}

/** A query, checked against a program. */
export interface CheckedQuery {
  readonly source: SourceText;
  readonly body: Rule["body"];
  /** The written expressions, for which values are reported. */
  readonly written: Rule["body"];
  /** For each of them the variable in `body` that holds its value; none: the value is true. */
  readonly captures: readonly (string | undefined)[];
  /** Variables declared by the query: written name → name in `body`. Others keep their name. */
  readonly names: ReadonlyMap<string, string>;
}

/** The node at a path, or undefined. */
export function findNode(root: RuleNode, path: readonly string[]): RuleNode | undefined {
  let node: RuleNode | undefined = root;
  for (const part of path) {
    node = node.children.get(part);
    if (node === undefined) return undefined;
  }
  return node;
}

/** Splits a head reference `data.a.b[x].c` into its leading strings `a`, `b` and the rest. */
export function splitHeadRef(terms: readonly Term[]): { readonly path: readonly string[]; readonly dynamic: readonly Term[] } {
  const path: string[] = [];
  for (const [index, term] of terms.slice(1).entries()) {
    if (term.kind !== "string") return { path, dynamic: terms.slice(index + 1) };
    path.push(term.value);
  }
  return { path, dynamic: [] };
}
