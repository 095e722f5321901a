import { lineBreak, notPrintable } from "./scalar-style.ts";

/** Lines are broken at the first blank beyond this column. */
const bestWidth = 80;

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x00, "0"],
  [0x07, "a"],
  [0x08, "b"],
  [0x09, "t"],
  [0x0a, "n"],
  [0x0b, "v"],
  [0x0c, "f"],
  [0x0d, "r"],
  [0x1b, "e"],
  [0x22, '"'],
  [0x5c, "\\"],
  [0x85, "N"],
  [0xa0, "_"],
  [0x2028, "L"],
  [0x2029, "P"],
]);

/** Writes the scalars and indicators of YAML; keeps the column and what libyaml remembers of the last characters. */
export class YamlWriter {
  private readonly parts: string[] = [];
  private column = 0;
  /** Whether a blank or a line break was written last. */
  private afterSpace = true;
  /** Whether only indentation and indicators are on the line yet. */
  private inIndentation = true;

  get text(): string {
    return this.parts.join("");
  }

  /** Whether a node would stand in the indentation, as the first one after `- `. */
  get isIndented(): boolean {
    return this.inIndentation;
  }

  /** Goes to the start of a line with the indentation, unless it is there. */
  indent(width: number): void {
    if (!this.inIndentation || this.column > width || (this.column === width && !this.afterSpace)) this.breakLine();
    if (this.column < width) {
      this.parts.push(" ".repeat(width - this.column));
      this.column = width;
    }
    this.afterSpace = true;
    this.inIndentation = true;
  }

  /** Writes an indicator, after a blank where one is needed. One that counts as indentation may stand before others on its line. */
  indicator(text: string, needsSpace: boolean, isIndentation = false): void {
    if (needsSpace && !this.afterSpace) this.write(" ");
    this.write(text);
    this.afterSpace = false;
    this.inIndentation = this.inIndentation && isIndentation;
  }

  plain(text: string, indent: number, mayBreak: boolean): void {
    if (!this.afterSpace) this.write(" ");
    this.writeWords(text, indent, mayBreak, false);
    this.afterSpace = false;
    this.inIndentation = false;
  }

  singleQuoted(text: string, indent: number, mayBreak: boolean): void {
    this.indicator("'", true);
    this.writeWords(text, indent, mayBreak, true);
    this.indicator("'", false);
  }

  /** The text of plain and of single-quoted scalars. */
  private writeWords(text: string, indent: number, mayBreak: boolean, isQuoted: boolean): void {
    const characters = Array.from(text);
    let afterBlank = false;
    let afterBreak = false;
    for (const [at, character] of characters.entries()) {
      if (character === " ") {
        const atEdge = isQuoted && (at === 0 || at === characters.length - 1);
        const breaks = mayBreak && !afterBlank && this.column > bestWidth && !atEdge && characters[at + 1] !== " ";
        if (breaks) this.indent(indent);
        else this.write(" ");
        afterBlank = true;
      } else if (lineBreak.test(character)) {
        if (!afterBreak && character === "\n") this.breakLine();
        this.writeBreak(character);
        afterBreak = true;
      } else {
        if (afterBreak) this.indent(indent);
        this.write(isQuoted && character === "'" ? "''" : character);
        this.inIndentation = false;
        afterBlank = false;
        afterBreak = false;
      }
    }
  }

  doubleQuoted(text: string, indent: number, mayBreak: boolean): void {
    this.indicator('"', true);
    const characters = Array.from(text);
    let afterBlank = false;
    for (const [at, character] of characters.entries()) {
      if (notPrintable.test(character) || lineBreak.test(character) || character === '"' || character === "\\") {
        this.write(escapeCharacter(character));
        afterBlank = false;
      } else if (character === " ") {
        const inside = at > 0 && at < characters.length - 1;
        if (mayBreak && !afterBlank && this.column > bestWidth && inside) {
          this.indent(indent);
          if (characters[at + 1] === " ") this.write("\\");
        } else this.write(" ");
        afterBlank = true;
      } else {
        this.write(character);
        afterBlank = false;
      }
    }
    this.indicator('"', false);
    this.afterSpace = false;
    this.inIndentation = false;
  }

  /** A block that keeps its line breaks. */
  literal(text: string, indent: number): void {
    this.indicator("|", true);
    if (/^[ \r\n\u0085\u2028\u2029]/.test(text)) this.write("2");
    const breaks = /[\r\n\u0085\u2028\u2029]*$/.exec(text)?.[0].length ?? 0;
    if (breaks === 0) this.write("-");
    else if (breaks > 1 || text.length === 1) this.write("+");
    this.breakLine();
    this.inIndentation = true;
    this.afterSpace = true;
    let afterBreak = true;
    for (const character of text) {
      if (lineBreak.test(character)) {
        this.writeBreak(character);
        afterBreak = true;
      } else {
        if (afterBreak) this.indent(indent);
        this.write(character);
        this.inIndentation = false;
        afterBreak = false;
      }
    }
  }

  private write(text: string): void {
    this.parts.push(text);
    this.column += text.length > 1 ? Array.from(text).length : 1;
  }

  private breakLine(): void {
    this.parts.push("\n");
    this.column = 0;
  }

  private writeBreak(character: string): void {
    this.parts.push(character);
    this.column = 0;
    this.inIndentation = true;
  }
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const short = shortEscapes.get(code);
  if (short !== undefined) return `\\${short}`;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
