import type { Import, Module, RefTerm } from "../../ast/nodes.ts";
import { walk } from "../../ast/visit.ts";
import type { SourceText } from "../../errors/source-text.ts";

/** An import as it will be printed; `row` decides with which others it is sorted. */
export interface ImportLine {
  readonly path: RefTerm;
  readonly alias: string | undefined;
  readonly row: number;
  /** Its place among the rules of the module. */
  readonly start: number;
}

/** What happens to the imports of a language version. */
export interface ImportRules {
  /** `import rego.v1` is added where it is missing. */
  readonly addsV1: boolean;
  /** `import rego.v1` is dropped, and so is `future.keywords`. */
  readonly dropsV1: boolean;
}

/** The imports to print. Those of `future.keywords` give way to `rego.v1`, but for words that it does not bring and the module uses. */
export function rewriteImports(module: Module, { addsV1, dropsV1 }: ImportRules): readonly ImportLine[] {
  const { imports, source } = module;
  const lines = imports.map((each) => lineOf(each, source));
  const hasV1 = lines.some(isV1Import);
  if (!hasV1 && !addsV1 && !dropsV1) return lines;
  const words = usedWords(module);
  const kept = lines
    .filter((line) => !(dropsV1 && isV1Import(line)))
    .flatMap((line) => (isKeywordImport(line) ? keepWords(line, words) : [line]));
  return hasV1 || dropsV1 ? kept : withV1(kept, lines, module);
}

/** Imports in groups: those on adjacent rows. */
export function groupImports(lines: readonly ImportLine[]): readonly (readonly ImportLine[])[] {
  const groups: ImportLine[][] = [];
  let lastRow: number | undefined;
  for (const line of lines) {
    if (lastRow === undefined || Math.abs(line.row - lastRow) > 1) groups.push([]);
    groups.at(-1)?.push(line);
    lastRow = line.row;
  }
  return groups;
}

/** By path, word for word, then by alias. */
export function compareImports(left: ImportLine, right: ImportLine): number {
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

function lineOf({ alias, path, start }: Import, source: SourceText): ImportLine {
  return { alias, path, row: source.row(start), start };
}

/** OPA puts the new import on the row after the last one that it replaces, or first where nothing comes after that row. */
function withV1(kept: readonly ImportLine[], all: readonly ImportLine[], { package: { start }, source }: Module): readonly ImportLine[] {
  const replaced = all.findLast(isKeywordImport);
  const row = replaced === undefined ? source.row(start) : replaced.row + 1;
  const at = replaced === undefined ? 0 : kept.findIndex((line) => line.row >= row);
  const next = replaced === undefined ? undefined : kept[at];
  const added: ImportLine = { alias: undefined, path: pathOf("rego", "v1"), row, start: next?.start ?? start };
  return next === undefined ? [added, ...kept] : kept.toSpliced(at, 0, added);
}

/** The words of `future.keywords` that `rego.v1` does not bring. */
function usedWords({ rules }: Module): ReadonlySet<string> {
  const words = new Set<string>();
  for (const rule of rules) {
    walk(rule, (node) => {
      if (node.kind === "not") words.add("not");
      if (node.kind === "logical") words.add(node.operator);
      return undefined;
    });
  }
  return words;
}

function keepWords(line: ImportLine, words: ReadonlySet<string>): readonly ImportLine[] {
  const [, , word] = wordsOf(line.path);
  if (word !== undefined) return words.has(word) ? [line] : [];
  return [...words].map((each) => ({ ...line, path: pathOf("future", "keywords", each) }));
}

function isV1Import({ path }: ImportLine): boolean {
  return wordsOf(path).join(".") === "rego.v1";
}

function isKeywordImport({ path }: ImportLine): boolean {
  return wordsOf(path).slice(0, 2).join(".") === "future.keywords";
}

function pathOf(head: string, ...words: readonly string[]): RefTerm {
  const span = { start: 0, end: 0 };
  return {
    kind: "ref",
    terms: [{ kind: "var", name: head, ...span }, ...words.map((value) => ({ kind: "string" as const, value, ...span }))],
    ...span,
  };
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
