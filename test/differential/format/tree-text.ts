import { canonicalText } from "../../../src/ast/canonical-text.ts";
import type { Module, SetTerm } from "../../../src/ast/nodes.ts";

/** What formatting may change: places, `=` for `:=`, names of operators for their symbols, values that are `true` by themselves, imports. */
const CHANGING: ReadonlySet<string> = new Set(["start", "end", "assign", "generated", "infix"]);

/** The rules of a module as text: equal for modules that mean the same to every stage after the parser. */
export function treeText({ package: { path }, rules }: Module): string {
  return JSON.stringify({ path, rules }, (key, value: unknown) => {
    if (CHANGING.has(key)) return undefined;
    return isSet(value) ? { ...value, items: uniqueItems(value) } : value;
  });
}

/** To OPA a set has equal items once, and no order. */
function uniqueItems({ items }: SetTerm): readonly unknown[] {
  const byText = new Map(items.toReversed().map((item) => [canonicalText(item), item]));
  return [...byText.keys()].sort().map((text) => byText.get(text));
}

function isSet(value: unknown): value is SetTerm {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "set";
}

/** The words of all comments, in order of the alphabet: comments may move, and two may come to stand in one line. */
export function commentText({ comments }: Module): string {
  return comments
    .flatMap(({ text }) => text.split("#"))
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .sort()
    .join("\n");
}
