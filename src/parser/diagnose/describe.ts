import type { Location } from "../../errors/location.ts";
import type { RegoError } from "../../errors/rego-error.ts";
import type { SourceText } from "../../errors/source-text.ts";
import { END_OF_TEXT, type Fault } from "../fault.ts";

/** What OPA adds to a parse error: the line, and the index in it, in bytes of UTF-8. */
export interface ParseErrorDetails {
  readonly line: string;
  readonly idx: number;
}

/** An error with code and place, and with the line it is in when it comes from the parser proper. */
export function describeFault({ message, offset }: Fault, source: SourceText, withDetails: boolean): RegoError {
  const at = offset === END_OF_TEXT ? source.text.length - 1 : offset;
  const location = offset === END_OF_TEXT ? endLocation(source) : locate(source, offset);
  const plain = { code: "rego_parse_error", message, location } as const;
  return withDetails ? { ...plain, details: detailsAt(source.text, at) } : plain;
}

/** A line end that is itself the unexpected token counts as column 0 of the next line. */
function locate(source: SourceText, offset: number): Location {
  if (source.text.charAt(offset) !== "\n") return source.locate(offset);
  return { ...source.locate(offset + 1), col: 0 };
}

/** The end of a text is its last character, or column 0 after a final line end. */
function endLocation(source: SourceText): Location {
  const { text } = source;
  if (!text.endsWith("\n")) return source.locate(Math.max(0, text.length - 1));
  return { ...source.locate(text.length), col: 0 };
}

/** The line of an offset. A place on blanks counts as the last character before them, which may be on an earlier line. */
function detailsAt(text: string, offset: number): ParseErrorDetails {
  let at = Math.min(offset, text.length - 1);
  while (at > 0 && /\s/.test(text.charAt(at))) at--;
  const begin = text.lastIndexOf("\n", at) + 1;
  const end = text.indexOf("\n", begin);
  const line = text.slice(begin, end < 0 ? text.length : end).replace(/\r$/, "");
  return { line, idx: new TextEncoder().encode(text.slice(begin, at)).length };
}
