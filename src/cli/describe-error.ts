import { type Output, toOutput } from "./json-output.ts";
import type { OutputError } from "./output-error.ts";

/** An error with its fields in the order in which OPA prints them. */
export function describeError({ message, code, location, details }: OutputError): Output {
  return {
    fields: [
      ["message", { value: message }],
      ["code", code === undefined ? undefined : { value: code }],
      ["location", location && toOutput({ file: location.file, row: location.row, col: location.col })],
      ["details", describeDetails(details)],
    ],
  };
}

/** Details as data; the lines that are ready for print are for people only. */
function describeDetails(details: unknown): Output | undefined {
  if (typeof details !== "object" || details === null) return undefined;
  const fields = Object.entries(details).filter(([name]) => name !== "lines");
  return fields.length === 0 ? undefined : toOutput(Object.fromEntries(fields));
}
