import type { Import, RefTerm } from "../../ast/nodes.ts";

/** Imports in groups: those on adjacent rows. */
export function groupImports(imports: readonly Import[], rowOf: (each: Import) => number): readonly (readonly Import[])[] {
  const groups: Import[][] = [];
  let lastRow: number | undefined;
  for (const each of imports) {
    const row = rowOf(each);
    if (lastRow === undefined || row - lastRow > 1) groups.push([]);
    groups.at(-1)?.push(each);
    lastRow = row;
  }
  return groups;
}

/** By path, word for word, then by alias. */
export function compareImports(left: Import, right: Import): number {
  const [leftWords, rightWords] = [wordsOf(left.path), wordsOf(right.path)];
  for (const [index, word] of leftWords.entries()) {
    const other = rightWords[index];
    if (other === undefined) return 1;
    if (word !== other) return word < other ? -1 : 1;
  }
  if (leftWords.length < rightWords.length) return -1;
  return compareTexts(left.alias ?? "", right.alias ?? "");
}

/** The words of a path: its head and the names or texts after it. */
export function wordsOf({ terms }: RefTerm): readonly string[] {
  return terms.map((term) => (term.kind === "var" ? term.name : term.kind === "string" ? term.value : ""));
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
