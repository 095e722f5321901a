import type { Location } from "./location.ts";

/** A named text; derives rows and columns from offsets on demand, so that nodes need to keep only offsets. */
export class SourceText {
  private static readonly located = new WeakMap<Location, SourceText>();

  /** The text that a location was found in, as long as it is the object that {@link locate} made. */
  static of(location: Location): SourceText | undefined {
    return SourceText.located.get(location);
  }

  readonly file: string;
  readonly text: string;
  /** Offsets at which lines start; built when the first location is asked for. */
  private lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** The location of a UTF-16 offset. */
  locate(offset: number): Location {
    const row = this.row(offset);
    const location = { file: this.file, row, col: countCodePoints(this.text, this.starts()[row - 1] ?? 0, offset) + 1 };
    SourceText.located.set(location, this);
    return location;
  }

  /** The 1-based row of a UTF-16 offset. */
  row(offset: number): number {
    const starts = this.starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a 1-based row, without its line end. */
  line(row: number): string {
    const starts = this.starts();
    const start = starts[row - 1] ?? this.text.length;
    const end = this.text.indexOf("\n", start);
    return this.text.slice(start, end < 0 ? this.text.length : end).replace(/\r$/, "");
  }

  private starts(): readonly number[] {
    if (this.lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.lineStarts = starts;
    }
    return this.lineStarts;
  }
}

function countCodePoints(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
