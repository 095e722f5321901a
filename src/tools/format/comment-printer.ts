import type { Comment, Span } from "../../ast/nodes.ts";
import type { Layout } from "./layout.ts";
import { LineWriter, trimComment } from "./line-writer.ts";

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
  protected takeTrailingComment(row: number): Comment | undefined {
    const before: Comment[] = [];
    const { comments } = this.layout;
    while (this.rowOf(this.nextComment) < row) before.push(...comments.slice(this.nextComment, ++this.nextComment));
    this.writeComments(before);
    const last = before.at(-1);
    if (last !== undefined && row - this.layout.row(last.start) > 1) this.writer.blankLine();
    if (this.rowOf(this.nextComment) > row) return undefined;
    return comments[this.nextComment++];
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
      this.writer.write(`#${trimComment(comment.text)}`);
      this.writer.endLine();
    }
  }

  /**
   * Prints a node; where its comments have no place in what is printed, the node stays as it is written. A rule that cannot stay, because
   * it goes over to another version, is printed with all its comments before it.
   */
  protected printOrKeep(span: Span, print: () => void, canStay = true): void {
    const state = this.writer.save();
    const { nextComment } = this;
    try {
      print();
    } catch (error) {
      if (!(error instanceof MisplacedComment)) throw error;
      this.writer.restore(state);
      this.nextComment = nextComment;
      this.writeComments(this.takeCommentsBefore(canStay ? span.start : span.end));
      if (canStay) this.printSource(span);
      else print();
    }
  }

  private printSource(span: Span): void {
    this.writer.dropTrailing(span);
    this.writer.startLine();
    this.writer.write(this.layout.slice(span.start, span.end));
    this.takeCommentsBefore(span.end);
    this.placeComments(this.layout.row(span.end - 1));
  }

  /** Takes all comments before an offset off the queue. */
  protected takeCommentsBefore(offset: number): readonly Comment[] {
    const { comments } = this.layout;
    const first = this.nextComment;
    while ((comments[this.nextComment]?.start ?? offset) < offset) this.nextComment++;
    return comments.slice(first, this.nextComment);
  }

  /** Takes all comments that are left off the queue. */
  protected takeRemainingComments(): readonly Comment[] {
    return this.takeCommentsBefore(Number.POSITIVE_INFINITY);
  }

  private rowOf(comment: number): number {
    const { start } = this.layout.comments[comment] ?? {};
    return start === undefined ? Number.POSITIVE_INFINITY : this.layout.row(start);
  }
}
