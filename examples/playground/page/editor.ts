import type { Position } from "../engine/protocol.ts";
import { makeElement } from "./elements.ts";
import { type Mark, offsetOf } from "./marks.ts";
import { LinePainter } from "./paint-lines.ts";
import type { Tokenizer } from "./tokens.ts";

/** How an editor takes its text. */
export interface EditorOptions {
  readonly tokenize: Tokenizer;
  /** One level. */
  readonly indent: string;
  readonly onInput: () => void;
}

const mostTypedLines = 200;

/**
 * A text area over painted lines of the same size. The frame around both scrolls, so that they never part. Tab indents, Shift+Tab takes
 * back; after Escape, Tab leaves the editor as it leaves any other field.
 */
export class Editor {
  private readonly area: HTMLTextAreaElement;
  private readonly frame: HTMLElement;
  private readonly painter: LinePainter;
  private readonly options: EditorOptions;
  private marks: readonly Mark[] = [];
  private leavesByTab = false;
  private plannedPaint: number | undefined;

  constructor(area: HTMLTextAreaElement, options: EditorOptions) {
    this.area = area;
    this.options = options;
    const numbers = makeElement("div", "numbers");
    const lines = makeElement("div", "lines");
    for (const column of [numbers, lines]) column.setAttribute("aria-hidden", "true");
    const sheet = makeElement("div", "sheet", lines);
    this.frame = makeElement("div", "frame", numbers, sheet);
    area.replaceWith(this.frame);
    sheet.append(area);
    this.painter = new LinePainter(lines, numbers, options.tokenize);
    area.addEventListener("input", () => {
      this.planPaint();
      options.onInput();
    });
    area.addEventListener("keydown", (event) => this.handleKey(event));
    area.addEventListener("blur", () => {
      this.leavesByTab = false;
    });
    this.paint();
  }

  get text(): string {
    return this.area.value;
  }

  /** Replaces the text, without a call of `onInput`. */
  set text(text: string) {
    this.area.value = text;
    this.marks = [];
    this.frame.scrollTo(0, 0);
    this.paint();
  }

  /** Replaces what differs, as if it were typed: it can be taken back. */
  retype(text: string): void {
    const old = this.text;
    let start = 0;
    while (start < old.length && old[start] === text[start]) start++;
    let kept = 0;
    while (kept < Math.min(old.length, text.length) - start && old.at(-1 - kept) === text.at(-1 - kept)) kept++;
    const { scrollLeft, scrollTop } = this.frame;
    const caret = this.area.selectionStart;
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, old.length - kept);
    this.type(text.slice(start, text.length - kept));
    this.area.setSelectionRange(caret, caret);
    this.frame.scrollTo(scrollLeft, scrollTop);
  }

  setMarks(marks: readonly Mark[]): void {
    this.marks = marks;
    this.paint();
    const isWrong = marks.some(({ kind }) => kind === "error");
    this.area.setAttribute("aria-invalid", String(isWrong));
  }

  /** Puts the caret at a place and shows it. */
  goTo({ col, row }: Position): void {
    const lines = this.text.split("\n");
    const line = lines[row - 1] ?? "";
    const offset = lines.slice(0, row - 1).join("\n").length + (row > 1 ? 1 : 0) + offsetOf(line, col);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(offset, offset);
    this.frame.scrollIntoView({ block: "nearest" });
    const height = this.area.scrollHeight / lines.length;
    const isShown = (row - 1) * height >= this.frame.scrollTop && row * height <= this.frame.scrollTop + this.frame.clientHeight;
    if (!isShown) this.frame.scrollTop = (row - 1) * height - this.frame.clientHeight / 2;
    this.frame.scrollLeft = 0;
  }

  /** Texts of many lines come in as many events: they are painted once, before the browser draws them. */
  private planPaint(): void {
    if (this.plannedPaint !== undefined) return;
    this.plannedPaint = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    if (this.plannedPaint !== undefined) cancelAnimationFrame(this.plannedPaint);
    this.plannedPaint = undefined;
    this.painter.paint(this.text, this.marks);
  }

  private handleKey(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === "Tab" && isPlain && !this.leavesByTab) {
      event.preventDefault();
      this.indent(event.shiftKey);
    } else if (event.key === "Enter" && isPlain && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.breakLine();
    }
    if (event.key !== "Tab" && event.key !== "Shift") this.leavesByTab = event.key === "Escape";
  }

  /** Indents the lines of the selection, or inserts one level; or takes one away from each line. */
  private indent(takesBack: boolean): void {
    const { selectionEnd, selectionStart, value } = this.area;
    const { indent } = this.options;
    if (!takesBack && selectionStart === selectionEnd) {
      this.type(indent);
      return;
    }
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const old = value.slice(start, selectionEnd);
    const text = takesBack ? old.replace(/^(?:\t| {1,2})/gm, "") : old.replace(/^(?=.)/gm, indent);
    if (text === old) return;
    this.area.setSelectionRange(start, selectionEnd);
    this.type(text);
    const caret = Math.max(start, selectionStart + text.length - old.length);
    if (selectionStart === selectionEnd) this.area.setSelectionRange(caret, caret);
    else this.area.setSelectionRange(start, start + text.length);
  }

  /** The new line is as deep as the one before, or one level deeper behind an open bracket. */
  private breakLine(): void {
    const { selectionStart, value } = this.area;
    const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
    const [blanks = ""] = /^[ \t]*/.exec(line) ?? [];
    this.type(`\n${blanks}${/[{[(]\s*$/.test(line) ? this.options.indent : ""}`);
  }

  /** Inserts as the keyboard does. The old command is the only way that keeps what can be taken back. */
  private type(text: string): void {
    const { selectionEnd, selectionStart } = this.area;
    // Browsers insert line by line: very many would take seconds.
    const isShort = text.split("\n").length < mostTypedLines;
    const isTyped = isShort && (text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text));
    if (isTyped) return;
    this.area.setRangeText(text, selectionStart, selectionEnd, "end");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
