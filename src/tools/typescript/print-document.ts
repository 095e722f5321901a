import type { Term } from "../../ast/nodes.ts";
import { type CheckedProgram, type CheckedRule, isSurelyThere, type RuleNode } from "../../compile/program.ts";
import { branchesOf } from "../../compile/terms.ts";
import { selectAlong, type TypeNode } from "../../compile/types/type-tree.ts";
import type { Type } from "../../types/types.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { Value } from "../../values/value.ts";
import { mergeMembers, printInferred } from "./print-inferred.ts";
import { printLiteral, printObject, uniteTexts } from "./type-text.ts";

/** The TypeScript type of a document that rules make: a rule, a package, or a part of what a rule gives. */
export function printDocument(path: readonly Value[], { tree, types }: CheckedProgram): string {
  let node: RuleNode | undefined = tree;
  let typed: TypeNode | undefined = types;
  for (const [index, key] of path.entries()) {
    const child: RuleNode | undefined = node?.children.get(key as never);
    // Below what has a type of its own the rules are a part of it.
    if (child === undefined || typed?.type !== undefined) return printKnown(typed?.type && selectAlong(typed.type, path.slice(index)));
    node = child;
    typed = typed?.children.get(key);
  }
  return printNode(node, typed);
}

function printKnown(type: Type | undefined): string {
  return type === undefined ? "unknown" : printInferred(type);
}

function printNode(node: RuleNode, typed: TypeNode | undefined): string {
  if (typed?.type !== undefined) return printConstants(node.rules) ?? printKnown(typed.type);
  if (node.rules.length > 0) return "unknown";
  const documents = [...node.children].filter(([, child]) => !isFunction(child));
  const members = documents.map(([key, child]) => ({
    key,
    text: printNode(child, typed?.children.get(key)),
    optional: !isSurelyThere(child),
  }));
  return printObject(mergeMembers(members), undefined);
}

/** Functions are no part of a document. */
function isFunction({ rules, children }: RuleNode): boolean {
  return rules.length > 0 && children.size === 0 && rules.every(({ kind }) => kind === "function");
}

/** The values of a rule that has only constants: `true`, or `"read" | "write"`. */
function printConstants(rules: readonly CheckedRule[]): string | undefined {
  const texts = new Set<string>();
  for (const { kind, dynamic, rule } of rules) {
    if (kind !== "complete" || dynamic.length > 0) return undefined;
    for (const { head } of branchesOf(rule)) {
      const text = head.value && printConstant(head.value);
      if (text === undefined) return undefined;
      texts.add(text);
    }
  }
  return texts.size === 0 ? undefined : uniteTexts([...texts].sort(compareStrings));
}

function printConstant(term: Term): string | undefined {
  switch (term.kind) {
    case "null":
      return "null";
    case "boolean":
    case "string":
      return printLiteral(JSON.stringify(term.value));
    default:
      return undefined;
  }
}
