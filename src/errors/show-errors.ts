import { detailLines, type RegoError, RegoErrors } from "./rego-error.ts";
import { SourceText } from "./source-text.ts";

/**
 * Errors for people: `FILE:ROW:COL: CODE: MESSAGE` (`query` where there is no file), and below it the line of the text with a caret, as far as it is known.
 *
 * @param errors what was thrown, or the `errors` of a RegoErrors; of anything else its own text is given
 * @param texts modules by file name, for errors that came from elsewhere (as JSON); those of this program carry their lines
 */
export function showErrors(errors: unknown, texts: Readonly<Record<string, string>> = {}): string {
  const list = errors instanceof RegoErrors ? errors.errors : errors;
  // It stands where anything may be caught.
  if (!Array.isArray(list)) return String(list);
  return (list as readonly RegoError[]).map((error) => showError(error, texts)).join("\n\n");
}

function showError(error: RegoError, texts: Readonly<Record<string, string>>): string {
  const { code, message, location, details } = error;
  if (location === undefined) return `${code}: ${message}`;
  const { file, row, col } = location;
  const excerpt = excerptOf(error, texts);
  // OPA's own excerpt of a parse error says nothing new below the line.
  const notes = isExcerpt(details) ? [] : detailLines(details);
  const header = `${file === "" ? "query" : file}:${row}:${col}: ${code}: ${message}`;
  return [header, ...excerpt, ...notes.map((line) => `  ${line}`)].join("\n");
}

/** The line with its number, and the caret below it; nothing where the text is not known. */
function excerptOf({ location, details }: RegoError, texts: Readonly<Record<string, string>>): readonly string[] {
  if (location === undefined) return [];
  const { file, row, col } = location;
  const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
  const source = text === undefined ? SourceText.of(location) : new SourceText(file, text);
  // The parser shows the last thing that it read, which may be on a line before the place.
  const shown = isExcerpt(details) ? details.line : source?.line(row);
  if (shown === undefined) return [];
  const before = isExcerpt(details) ? decodeStart(details) : [...shown].slice(0, Math.max(0, col - 1)).join("");
  const number = source?.line(row) === shown ? String(row) : "";
  // Tabs stay tabs, so that the caret stands below its character.
  return [`  ${number} | ${shown}`, `  ${" ".repeat(number.length)} | ${before.replace(/[^\t]/gu, " ")}^`];
}

interface Excerpt {
  readonly line: string;
  /** In bytes of UTF-8. */
  readonly idx: number;
}

function isExcerpt(details: unknown): details is Excerpt {
  return typeof details === "object" && details !== null && "line" in details && "idx" in details;
}

function decodeStart({ line, idx }: Excerpt): string {
  return new TextDecoder().decode(new TextEncoder().encode(line).slice(0, idx));
}
