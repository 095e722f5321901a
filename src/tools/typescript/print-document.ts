import type { Term } from "../../ast/nodes.ts";
import type { CheckedProgram, CheckedRule, RuleNode } from "../../compile/program.ts";
import { branchesOf } from "../../compile/terms.ts";
import { selectAlong, type TypeNode } from "../../compile/types/type-tree.ts";
import type { ObjectType, Type } from "../../types/types.ts";
import { stringifyJson } from "../../values/json.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { Value } from "../../values/value.ts";
import { printInferred } from "./print-inferred.ts";
import { type Member, printLiteral, printObject, uniteTexts } from "./type-text.ts";

/** The TypeScript type of a document that rules make: a rule, a package, or a part of what a rule gives. */
export function printDocument(path: readonly Value[], { tree, types }: CheckedProgram, mayLack: (type: ObjectType) => boolean): string {
  const print = (type: Type | undefined): string => (type === undefined ? "unknown" : printInferred(type, mayLack));
  let node: RuleNode | undefined = tree;
  let typed: TypeNode | undefined = types;
  for (const [index, key] of path.entries()) {
    const child: RuleNode | undefined = node?.children.get(key as never);
    // Below what has a type of its own the rules are a part of it.
    if (child === undefined || typed?.type !== undefined) return print(typed?.type && selectAlong(typed.type, path.slice(index)));
    node = child;
    typed = typed?.children.get(key);
  }
  return printNode(node, typed, print);
}

type Print = (type: Type | undefined) => string;

function printNode(node: RuleNode, typed: TypeNode | undefined, print: Print): string {
  if (typed?.type !== undefined) return printConstants(node.rules) ?? print(typed.type);
  if (node.rules.length > 0) return "unknown";
  const members = [...node.children].flatMap(([key, child]): readonly Member[] => {
    if (isFunction(child)) return [];
    const name = typeof key === "string" ? key : stringifyJson(key);
    return [{ key: name, text: printNode(child, typed?.children.get(key), print), optional: !isSurelyThere(child) }];
  });
  return printObject(
    members.toSorted((left, right) => compareStrings(left.key, right.key)),
    undefined,
  );
}

/** Functions are no part of a document. */
function isFunction({ rules, children }: RuleNode): boolean {
  return rules.length > 0 && children.size === 0 && rules.every(({ kind }) => kind === "function");
}

/** Packages, sets and objects that rules fill are there, be they empty; others may be undefined, unless they have a default. */
function isSurelyThere({ rules }: RuleNode): boolean {
  return rules.length === 0 || rules.some(({ kind, dynamic, rule }) => kind === "set" || dynamic.length > 0 || rule.default);
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
