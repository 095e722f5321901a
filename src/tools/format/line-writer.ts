import type { Comment, Span } from "../../ast/nodes.ts";

/** The text as it grows line by line; a comment that belongs at the end of a line waits until the line ends. */
export class LineWriter {
  private text = "";
  private depth = 0;
  private isOpen = false;
  private trailing: Comment | undefined;

  /** Appends to the line; starts none. */
  write(part: string): void {
    this.text += part;
  }

  /** Indents a new line; does nothing in a line that has been started. */
  startLine(): void {
    if (this.isOpen) return;
    this.text += "\t".repeat(this.depth);
    this.isOpen = true;
  }

  /** Ends the line, with the comment that waits for its end. */
  endLine(): void {
    if (this.trailing !== undefined) this.text += ` #${trimComment(this.trailing.text)}`;
    this.trailing = undefined;
    this.breakLine();
  }

  /** Ends the line, and the comment waits for the end of a later one. */
  breakLine(): void {
    this.text += "\n";
    this.isOpen = false;
  }

  blankLine(): void {
    this.text += "\n";
  }

  indent(): void {
    this.depth++;
  }

  outdent(): void {
    this.depth--;
  }

  /** Keeps a comment for the end of the line; false where one waits already. */
  keepTrailing(comment: Comment): boolean {
    if (this.trailing !== undefined) return false;
    this.trailing = comment;
    return true;
  }

  /** Whether something stands in the line. */
  get hasLine(): boolean {
    return this.isOpen;
  }

  /** Forgets the comment that waits if it stands in a part of the text. */
  dropTrailing({ end, start }: Span): void {
    if (this.trailing !== undefined && start <= this.trailing.start && this.trailing.start < end) this.trailing = undefined;
  }

  get hasTrailing(): boolean {
    return this.trailing !== undefined;
  }

  /** The state of now, for {@link restore}. */
  save(): WriterState {
    return { text: this.text, depth: this.depth, isOpen: this.isOpen, trailing: this.trailing };
  }

  restore(state: WriterState): void {
    this.text = state.text;
    this.depth = state.depth;
    this.isOpen = state.isOpen;
    this.trailing = state.trailing;
  }

  /** All that was written, with one line end at the end. */
  finish(): string {
    return `${this.text.trimEnd()}\n`;
  }
}

/** A comment ends with its last word, as in OPA: of blanks and line ends of other systems none is left behind it. */
export function trimComment(text: string): string {
  return text.replace(/[ \t\r]+$/, "");
}

/** A state of a writer. */
export interface WriterState {
  readonly text: string;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly trailing: Comment | undefined;
}
