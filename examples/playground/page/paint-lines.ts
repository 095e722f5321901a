import { makeElement } from "./elements.ts";
import { layOutLine, type Mark, rowStates, type Segment } from "./marks.ts";
import { splitLines, type Tokenizer } from "./tokens.ts";

/** The painted lines of an editor and the numbers beside them. Only lines that change are made anew. */
export class LinePainter {
  private readonly lines: HTMLElement;
  private readonly numbers: HTMLElement;
  private readonly tokenize: Tokenizer;
  /** What each line was painted from. */
  private painted: string[] = [];

  constructor(lines: HTMLElement, numbers: HTMLElement, tokenize: Tokenizer) {
    this.lines = lines;
    this.numbers = numbers;
    this.tokenize = tokenize;
  }

  paint(text: string, marks: readonly Mark[]): void {
    const states = rowStates(marks);
    const lines = splitLines(this.tokenize(text));
    const painted = lines.map((tokens, index) => {
      const row = index + 1;
      const segments = layOutLine(tokens, row, marks);
      const state = states.get(row) ?? "";
      const key = JSON.stringify([segments, state]);
      if (this.painted[index] !== key) this.replace(index, segments, state);
      return key;
    });
    for (const column of [this.lines, this.numbers]) while (column.children.length > painted.length) column.lastElementChild?.remove();
    this.painted = painted;
  }

  private replace(index: number, segments: readonly Segment[], state: string): void {
    const line = makeElement("div", state === "error" ? "line line-error" : "line", ...paintSegments(segments));
    const number = makeElement("div", state === "" ? "number" : `number number-${state}`, String(index + 1));
    for (const [column, element] of [
      [this.lines, line],
      [this.numbers, number],
    ] as const) {
      const old = column.children[index];
      if (old === undefined) column.append(element);
      else old.replaceWith(element);
    }
  }
}

/** Spans with classes for what is not plain. */
export function paintSegments(segments: readonly Segment[]): readonly (Node | string)[] {
  return segments.map(({ kind, marks, text }) => {
    const classes = [...(kind === "plain" ? [] : [`token-${kind}`]), ...marks.map((mark) => `mark-${mark}`)];
    return classes.length === 0 ? text : makeElement("span", classes.join(" "), text);
  });
}
