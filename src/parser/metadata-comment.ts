import type { Comment } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";

/** Whether a METADATA block begins with the comment. */
export function startsMetadata(comment: Comment, source: SourceText): boolean {
  return isFirstInLine(comment, source) && /^\s*METADATA/.test(comment.text);
}

/** Whether nothing stands before a comment, no blanks either. */
export function isFirstInLine({ start }: Comment, source: SourceText): boolean {
  return start === 0 || source.text.charAt(start - 1) === "\n";
}
