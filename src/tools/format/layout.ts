import type { Comment, Module } from "../../ast/nodes.ts";
import type { SourceText } from "../../errors/source-text.ts";

/** Where things stand in the text that is formatted: rows of offsets, and what is next to an offset but for blanks and comments. */
export class Layout {
  readonly comments: readonly Comment[];
  private readonly source: SourceText;
  private readonly commentEnds: ReadonlyMap<number, number>;
  private readonly commentStarts: ReadonlyMap<number, number>;

  constructor({ comments, source }: Pick<Module, "comments" | "source">) {
    this.source = source;
    this.comments = comments;
    this.commentEnds = new Map(comments.map(({ end, start }) => [end, start]));
    this.commentStarts = new Map(comments.map(({ end, start }) => [start, end]));
  }

  row(offset: number): number {
    return this.source.row(offset);
  }

  line(row: number): string {
    return this.source.line(row);
  }

  slice(start: number, end: number): string {
    return this.source.text.slice(start, end);
  }

  /** The offset of what follows an offset: blanks, comments and the characters of `skipped` do not count. */
  next(offset: number, skipped = ""): number {
    const { text } = this.source;
    let at = offset;
    while (at < text.length) {
      const commentEnd = this.commentStarts.get(at);
      if (commentEnd !== undefined) at = commentEnd;
      else if (isBlank(text.charAt(at)) || skipped.includes(text.charAt(at))) at++;
      else break;
    }
    return at;
  }

  /** The offset after what comes before an offset, without blanks and comments. */
  previous(offset: number): number {
    const { text } = this.source;
    let at = offset;
    while (at > 0) {
      const commentStart = this.commentEnds.get(at);
      if (commentStart !== undefined) at = commentStart;
      else if (isBlank(text.charAt(at - 1))) at--;
      else break;
    }
    return at;
  }

  /**
   * Where the first bracket of a part of the text closes: its offset and its row. Like OPA, it counts brackets in strings and comments too,
   * and of the rows only those between the brackets.
   */
  closing(start: Place, end: number, open: string, close: string): Place | undefined {
    const { text } = this.source;
    let { row } = start;
    let depth = 0;
    for (let at = start.offset; at < end; at++) {
      const character = text.charAt(at);
      if (character === open) depth++;
      else if (character === "\n" && depth > 0) row++;
      else if (character === close && depth > 0 && --depth === 0) return { offset: at, row };
    }
    return undefined;
  }

  place(offset: number): Place {
    return { offset, row: this.row(offset) };
  }

  /** A literal as it is written, without parentheses around it. */
  literal(start: number, end: number): string {
    const from = this.next(start, "(");
    if (from === start) return this.slice(start, end);
    const { text } = this.source;
    let to = this.previous(end);
    while (text.charAt(to - 1) === ")") to = this.previous(to - 1);
    return this.slice(from, to);
  }
}

/** An offset and the row that goes with it. */
export interface Place {
  readonly offset: number;
  readonly row: number;
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
