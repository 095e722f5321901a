import { expect, test } from "vitest";
import { layOutLine, type Mark, marksByRow, rowState } from "./marks.ts";
import { tokenizeRego } from "./tokens.ts";

/** `text` of each segment, with its marks behind it. */
function show(line: string, row: number, marks: readonly Mark[]): readonly string[] {
  return layOutLine(tokenizeRego(line), row, marks).map(({ marks: kinds, text }) => [text, ...kinds].join("|"));
}

test.each<[string, string, Mark, readonly string[]]>([
  [
    "a word",
    "p := data.x.y",
    { kind: "error", start: { row: 2, col: 6 } },
    ["p", " := ", "data|error", ".|error", "x|error", ".|error", "y|error"],
  ],
  ["one character", "p := }", { kind: "error", start: { row: 2, col: 6 } }, ["p", " := ", "}|error"]],
  ["columns are code points", "😀 x", { kind: "error", start: { row: 2, col: 3 } }, ["😀 ", "x|error"]],
  ["behind the end", "p", { kind: "error", start: { row: 2, col: 9 } }, ["p", " |error"]],
  ["another row", "p", { kind: "error", start: { row: 3, col: 1 } }, ["p"]],
  ["a range", "\tab == 1", { kind: "missed", start: { row: 2, col: 2 }, end: { row: 2, col: 4 } }, ["\t", "ab|missed", " == ", "1"]],
  ["a range over rows", "\tab", { kind: "missed", start: { row: 1, col: 2 }, end: { row: 3, col: 2 } }, ["\t", "ab|missed"]],
  ["what is covered is not painted", "ab", { kind: "covered", start: { row: 2, col: 1 }, end: { row: 2, col: 3 } }, ["ab"]],
])("%s", (_, line, mark, expected) => {
  expect(show(line, 2, [mark])).toStrictEqual(expected);
});

test("the margin", () => {
  const range = (kind: Mark["kind"], from: number, to: number): Mark => ({ kind, start: { row: from, col: 1 }, end: { row: to, col: 2 } });
  const marks = [
    range("covered", 1, 3),
    range("missed", 3, 4),
    { kind: "warning", start: { row: 4, col: 1 } } as const,
    range("error", 5, 9),
  ];
  expect([...marksByRow(marks, 5)].map(([row, own]) => [row, rowState(own)])).toStrictEqual([
    [1, "covered"],
    [2, "covered"],
    [3, "partly"],
    [4, "warning"],
    [5, "error"],
  ]);
});
