import type { Position } from "../engine/protocol.ts";
import type { Token, TokenKind } from "./tokens.ts";

export type MarkKind = "error" | "warning" | "covered" | "missed";

/** A place of a text that is painted in some way. Positions are the engine's: 1-based, columns in code points. */
export interface Mark {
  readonly kind: MarkKind;
  readonly start: Position;
  /** Exclusive; where it is missing the mark ends with the word that it starts at. */
  readonly end?: Position | undefined;
}

/** A part of a line that is painted in one way. */
export interface Segment {
  readonly text: string;
  readonly kind: TokenKind;
  readonly marks: readonly MarkKind[];
}

/** Marks on one line, in UTF-16 units. */
interface Stretch {
  readonly kind: MarkKind;
  readonly start: number;
  readonly end: number;
}

/** A line, cut where a token or a mark starts or ends. A mark behind the end of the line gets a blank of its own. */
export function layOutLine(tokens: readonly Token[], row: number, marks: readonly Mark[]): readonly Segment[] {
  const line = tokens.map(({ text }) => text).join("");
  const stretches = marks.filter(({ kind }) => kind !== "covered").flatMap((mark) => stretchOf(mark, row, line));
  const segments: Segment[] = [];
  let at = 0;
  for (const { kind, text } of [...tokens, { kind: "plain" as const, text: stretches.some(({ end }) => end > line.length) ? " " : "" }]) {
    const end = at + text.length;
    while (at < end) {
      const next = Math.min(end, ...stretches.flatMap((each) => [each.start, each.end]).filter((edge) => edge > at));
      const over = stretches.filter((each) => each.start <= at && at < each.end).map((each) => each.kind);
      segments.push({ text: text.slice(text.length - (end - at), text.length - (end - next)), kind, marks: [...new Set(over)] });
      at = next;
    }
  }
  return segments;
}

function stretchOf({ end, kind, start }: Mark, row: number, line: string): readonly Stretch[] {
  if (row < start.row || row > (end ?? start).row) return [];
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const from = row === start.row ? Math.min(offsetOf(line, start.col), line.length) : indent;
  if (end === undefined) return [{ kind, start: from, end: from + wordLength(line, from) }];
  const to = row === end.row ? Math.min(offsetOf(line, end.col), line.length) : line.length;
  return to > from ? [{ kind, start: from, end: to }] : [];
}

function wordLength(line: string, at: number): number {
  return /^(?:\w+(?:\.\w+)*|\P{C})/u.exec(line.slice(at))?.[0].length ?? 1;
}

/** The UTF-16 offset of a column in a line. */
export function offsetOf(line: string, col: number): number {
  return [...line].slice(0, col - 1).join("").length;
}

/** What the margin says of a row; an error counts more than coverage. */
export type RowState = "error" | "warning" | "covered" | "missed" | "partly" | undefined;

/** The marks on each row that has some; rows behind the last one are left out. */
export function marksByRow(marks: readonly Mark[], rows: number): ReadonlyMap<number, readonly Mark[]> {
  const found = new Map<number, Mark[]>();
  for (const mark of marks) {
    const last = Math.min((mark.end ?? mark.start).row, rows);
    for (let { row } = mark.start; row <= last; row++) {
      const known = found.get(row);
      if (known === undefined) found.set(row, [mark]);
      else known.push(mark);
    }
  }
  return found;
}

/** What the margin says of a row with such marks. */
export function rowState(marks: readonly Mark[]): RowState {
  const kinds = new Set(marks.map(({ kind }) => kind));
  if (kinds.has("error")) return "error";
  if (kinds.has("warning")) return "warning";
  if (kinds.has("missed")) return kinds.has("covered") ? "partly" : "missed";
  return kinds.has("covered") ? "covered" : undefined;
}
