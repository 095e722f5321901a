import type { Module, Rule, Term } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import { normalizeNumber, parseNumber } from "../values/number.ts";
import type { LocalNames } from "./context.ts";
import type { TypeNode } from "./types/type-tree.ts";

export type RuleKind = "complete" | "set" | "function";

/** A constant in the head reference of a rule: mostly a string, but `p[1] := …` and `p[false] := …` have paths too. */
export type PathKey = string | number | bigint | boolean | null;

/** A rule after all stages: its head reference is the full path, its bodies are in evaluation order. */
export interface CheckedRule {
  /** Its place in the program's list of rules. */
  readonly id: number;
  readonly module: Module;
  readonly kind: RuleKind;
  /** Rewritten; `head.ref` is `data.…`, `else` branches are rewritten too. */
  readonly rule: Rule;
  /** The leading constants of the head reference, without `data`. */
  readonly path: readonly PathKey[];
  /** What follows `path`: operands from the first that is no constant; empty for most rules. */
  readonly dynamic: readonly Term[];
}

/** A node of the tree of all rules, by path. */
export interface RuleNode {
  readonly path: readonly PathKey[];
  readonly children: Map<PathKey, RuleNode>;
  /** The rules whose `path` ends here. */
  readonly rules: CheckedRule[];
}

/** All modules, checked together. */
export interface CheckedProgram {
  readonly modules: readonly Module[];
  readonly rules: readonly CheckedRule[];
  readonly tree: RuleNode;
  readonly names: LocalNames;
  /** For each rule, by number, the rules that it refers to. */
  readonly dependencies: readonly ReadonlySet<CheckedRule>[];
  /** The types of the rules' documents; undefined where types were not checked. */
  readonly types: TypeNode | undefined;
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
export function findNode(root: RuleNode, path: readonly PathKey[]): RuleNode | undefined {
  let node: RuleNode | undefined = root;
  for (const part of path) {
    node = node.children.get(part);
    if (node === undefined) return undefined;
  }
  return node;
}

/** Packages, sets and objects that rules fill are there, be they empty; others may be undefined, unless they have a default. */
export function isSurelyThere({ rules }: RuleNode): boolean {
  return rules.length === 0 || rules.some(({ kind, dynamic, rule }) => kind === "set" || dynamic.length > 0 || rule.default);
}

/** Splits a head reference `data.a.b[x].c` into its leading constants `a`, `b` and the rest. */
export function splitHeadRef(terms: readonly Term[]): { readonly path: readonly PathKey[]; readonly dynamic: readonly Term[] } {
  const path: PathKey[] = [];
  for (let index = 1; index < terms.length; index++) {
    const term = terms[index];
    const key = term === undefined ? undefined : pathKeyOf(term);
    if (key === undefined) return { path, dynamic: terms.slice(index) };
    path.push(key);
  }
  return { path, dynamic: [] };
}

/** The key that a constant operand is; undefined for variables and composites. */
export function pathKeyOf(term: Term): PathKey | undefined {
  switch (term.kind) {
    case "null":
      return null;
    case "string":
    case "boolean":
      return term.value;
    case "number": {
      const value = normalizeNumber(parseNumber(term.text) ?? 0);
      return typeof value === "object" ? undefined : value;
    }
    default:
      return undefined;
  }
}
