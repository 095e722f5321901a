import type { Location } from "./location.ts";

/** OPA's error codes, of parsing, compilation and evaluation; `eval_limit_error` is ours, for bounds that OPA does not have. */
export type ErrorCode =
  | "rego_parse_error"
  | "rego_compile_error"
  | "rego_type_error"
  | "rego_unsafe_var_error"
  | "rego_recursion_error"
  | "eval_internal_error"
  | "eval_cancel_error"
  | "eval_limit_error"
  | "eval_conflict_error"
  | "eval_type_error"
  | "eval_builtin_error"
  | "eval_with_merge_error";

/** One error as plain data: code, text and, where it is known, place and details. */
export interface RegoError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly location?: Location;
  readonly details?: unknown;
  /** Where there is no file, the expression of the query that failed: OPA prints it in the place of one. */
  readonly expression?: string;
  /** What was thrown below, by a builtin of the program or by the platform. */
  readonly cause?: unknown;
}

/** What parsing, compilation and evaluation throw: all errors, in OPA's order, with the first one's code, place and cause. */
export class RegoErrors extends Error {
  override readonly name = "RegoErrors";
  readonly errors: readonly RegoError[];

  constructor(errors: readonly RegoError[], options: ErrorOptions = errors[0]?.cause === undefined ? {} : { cause: errors[0].cause }) {
    super(formatErrors(errors), options);
    this.errors = errors;
  }

  get code(): ErrorCode {
    return this.errors[0]?.code ?? "eval_internal_error";
  }

  get location(): Location | undefined {
    return this.errors[0]?.location;
  }

  /** As OPA prints errors in JSON. */
  toJSON(): { readonly errors: readonly Pick<RegoError, "message" | "code" | "location" | "details">[] } {
    const describe = ({ message, code, location, details }: RegoError) => ({
      message,
      code,
      ...(location && { location }),
      ...describeDetails(details),
    });
    return { errors: this.errors.map(describe) };
  }
}

/** Details that are for people only have no members that count. */
function describeDetails(details: unknown): { readonly details?: unknown } {
  return typeof details === "object" && details !== null && Object.keys(details).length > 0 ? { details } : {};
}

/** Formats errors as OPA prints them: `1 error occurred: FILE:ROW: CODE: MESSAGE`, or a counted list. */
export function formatErrors(errors: readonly RegoError[]): string {
  if (errors.length === 1 && errors[0] !== undefined) {
    return `1 error occurred: ${formatError(errors[0])}`;
  }
  return [`${errors.length} errors occurred:`, ...errors.map(formatError)].join("\n");
}

/** Formats one error as OPA does: with file `FILE:ROW: CODE: MESSAGE`, without `ROW:COL: …` or `EXPRESSION: …`; parse details follow, indented. */
export function formatError(error: RegoError): string {
  const { location } = error;
  const place = location === undefined ? "" : `${placeOf(location, error.expression)}: `;
  const details = detailLines(error.details).map((line) => `\n\t${line}`);
  return `${place}${error.code}: ${error.message}${details.join("")}`;
}

function placeOf({ file, row, col }: Location, expression: string | undefined): string {
  return file === "" ? (expression ?? `${row}:${col}`) : `${file}:${row}`;
}

/** What OPA prints below an error: the line of a parse error with a caret, or lines that come ready for print. */
export function detailLines(details: unknown): readonly string[] {
  if (typeof details !== "object" || details === null) return [];
  if ("lines" in details && Array.isArray(details.lines)) return details.lines;
  if (!("line" in details && "idx" in details) || typeof details.line !== "string" || typeof details.idx !== "number") return [];
  const line = details.line.replace(/^\t+/, "");
  const caret = Math.max(0, details.idx - (details.line.length - line.length));
  return [line, `${" ".repeat(caret)}^`];
}
