import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A table with a frame: a header whose cells are centred and may have several lines, and rows of single lines, to the left; or the header alone. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const headerLines = header.map((cell) => cell.trim().replaceAll("\t", "        ").split("\n"));
  const widths = headerLines.map((lines, column) => Math.max(...lines.map(measure), ...rows.map((row) => measure(row[column] ?? ""))));
  const height = Math.max(...headerLines.map((lines) => lines.length));
  const headerRows = Array.from({ length: height }, (_, at) =>
    headerLines.map((lines, column) => centre(lines[at] ?? "", widths[column] ?? 0)),
  );
  const frame = (left: string, middle: string, right: string) => left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const line = (cells: readonly string[]) => `│ ${cells.join(" │ ")} │`;
  return [
    frame("┌", "┬", "┐"),
    ...headerRows.map(line),
    ...(rows.length === 0 ? [] : [frame("├", "┼", "┤")]),
    ...rows.map((row) => line(row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - measure(cell))))),
    frame("└", "┴", "┘"),
  ].join("\n");
}

function centre(text: string, width: number): string {
  const space = width - measure(text);
  const left = Math.floor(space / 2);
  return " ".repeat(left) + text + " ".repeat(space - left);
}

/** Columns on a terminal: two for wide characters, none for marks that combine. */
function measure(text: string): number {
  // Most texts are of ASCII, and the tables of the package take a while to load.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  const { eastAsianWidth }: typeof import("get-east-asian-width") = require("get-east-asian-width");
  let width = 0;
  for (const character of text) {
    if (!/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
