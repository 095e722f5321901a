import { makeElement } from "./elements.ts";
import { layOutLine, type Mark, marksByRow, rowState, type Segment } from "./marks.ts";
import { splitLines, type Tokenizer } from "./tokens.ts";

/** A line as it is shown, and what it was painted from. */
interface PaintedLine {
  readonly key: string;
  readonly line: HTMLElement;
  readonly number: HTMLElement;
}

/** The painted lines of an editor and the numbers beside them. Only lines that change are made anew. */
export class LinePainter {
  private readonly lines: HTMLElement;
  private readonly numbers: HTMLElement;
  private readonly tokenize: Tokenizer;
  private painted: readonly PaintedLine[] = [];

  constructor(lines: HTMLElement, numbers: HTMLElement, tokenize: Tokenizer) {
    this.lines = lines;
    this.numbers = numbers;
    this.tokenize = tokenize;
  }

  paint(text: string, marks: readonly Mark[]): void {
    const lines = splitLines(this.tokenize(text));
    const byRow = marksByRow(marks, lines.length);
    const added: PaintedLine[] = [];
    const painted = lines.map((tokens, index) => {
      const row = index + 1;
      const own = byRow.get(row) ?? [];
      const segments = layOutLine(tokens, row, own);
      const state = rowState(own) ?? "";
      const key = JSON.stringify([segments, state]);
      const old = this.painted[index];
      if (old?.key === key) return old;
      const made = paintLine(key, row, segments, state);
      if (old === undefined) added.push(made);
      else {
        old.line.replaceWith(made.line);
        old.number.replaceWith(made.number);
      }
      return made;
    });
    for (const { line, number } of this.painted.slice(painted.length)) {
      line.remove();
      number.remove();
    }
    this.lines.append(...added.map(({ line }) => line));
    this.numbers.append(...added.map(({ number }) => number));
    this.painted = painted;
  }
}

function paintLine(key: string, row: number, segments: readonly Segment[], state: string): PaintedLine {
  return {
    key,
    line: makeElement("div", state === "error" ? "line line-error" : "line", ...paintSegments(segments)),
    number: makeElement("div", state === "" ? "number" : `number number-${state}`, String(row)),
  };
}

/** Spans with classes for what is not plain. */
export function paintSegments(segments: readonly Segment[]): readonly (Node | string)[] {
  return segments.map(({ kind, marks, text }) => {
    const classes = [...(kind === "plain" ? [] : [`token-${kind}`]), ...marks.map((mark) => `mark-${mark}`)];
    return classes.length === 0 ? text : makeElement("span", classes.join(" "), text);
  });
}
