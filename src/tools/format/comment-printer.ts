import type { Comment } from "../../ast/nodes.ts";
import type { Layout } from "./layout.ts";
import { LineWriter, type WriterState } from "./line-writer.ts";

/** Two comments for the end of one line: the construct must be printed as it is written. */
export class MisplacedComment extends Error {
  override readonly name = "MisplacedComment";
}

/** Writes lines and, before each node, the comments that come before it in the text. */
export class CommentPrinter {
  protected readonly layout: Layout;
  protected readonly writer = new LineWriter();
  /** The number of the first comment that is not written yet. */
  private nextComment = 0;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /** Writes the comments of the rows before a row, each on a line of its own; one of the row itself waits for the end of the line. */
  protected placeComments(row: number): void {
    const comment = this.takeTrailingComment(row);
    if (comment !== undefined && !this.writer.keepTrailing(comment)) throw new MisplacedComment();
  }

  /** Writes the comments of the rows before a row and takes that of the row itself. */
  protected takeTrailingComment(row: number): string | undefined {
    const before: Comment[] = [];
    const { comments } = this.layout;
    while (this.rowOf(this.nextComment) < row) before.push(...comments.slice(this.nextComment, ++this.nextComment));
    this.writeComments(before);
    const last = before.at(-1);
    if (last !== undefined && row - this.layout.row(last.start) > 1) this.writer.blankLine();
    if (this.rowOf(this.nextComment) > row) return undefined;
    const comment = comments[this.nextComment++];
    return comment === undefined ? undefined : textOf(comment);
  }

  /** Whether a comment waits to be written before a row. */
  protected hasCommentBefore(row: number): boolean {
    return this.rowOf(this.nextComment) < row;
  }

  /** Comments as lines; of blank lines between them one is kept. */
  protected writeComments(comments: readonly Comment[]): void {
    let previous: number | undefined;
    for (const comment of comments) {
      const row = this.layout.row(comment.start);
      if (previous !== undefined && row - previous > 1) this.writer.blankLine();
      previous = row;
      this.writer.startLine();
      this.writer.write(textOf(comment));
      this.writer.endLine();
    }
  }

  /** Takes all comments before an offset off the queue. */
  protected takeCommentsBefore(offset: number): readonly Comment[] {
    const { comments } = this.layout;
    const first = this.nextComment;
    while ((comments[this.nextComment]?.start ?? offset) < offset) this.nextComment++;
    return comments.slice(first, this.nextComment);
  }

  protected takeRemainingComments(): readonly Comment[] {
    return this.takeCommentsBefore(Number.POSITIVE_INFINITY);
  }

  protected save(): PrinterState {
    return { writer: this.writer.save(), nextComment: this.nextComment };
  }

  protected restore({ nextComment, writer }: PrinterState): void {
    this.writer.restore(writer);
    this.nextComment = nextComment;
  }

  private rowOf(comment: number): number {
    const { start } = this.layout.comments[comment] ?? {};
    return start === undefined ? Number.POSITIVE_INFINITY : this.layout.row(start);
  }
}

/** What has been written so far. */
export interface PrinterState {
  readonly writer: WriterState;
  readonly nextComment: number;
}

function textOf({ text }: Comment): string {
  return `#${text}`;
}
