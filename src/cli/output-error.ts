import type { Location } from "../errors/location.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { formatError, RegoErrors } from "../errors/rego-error.ts";

/** An error as a command prints it: one of Rego's, or one without code such as a file that is not there. */
export interface OutputError {
  readonly message: string;
  readonly code?: RegoError["code"];
  readonly location?: Location;
  readonly details?: unknown;
}

/** The errors that a throw stands for. Throws again what is a mistake of this program. */
export function toOutputErrors(error: unknown): readonly OutputError[] {
  if (error instanceof RegoErrors) return error.errors;
  throw error;
}

/** Formats errors for people: `1 error occurred: …`, or a counted list; `when` stands behind the count. */
export function formatOutputErrors(errors: readonly OutputError[], when = ""): string {
  const lines = errors.map((error) => (isRegoError(error) ? formatError(error) : error.message));
  if (lines.length === 1) return `1 error occurred${when}: ${lines.join("")}`;
  return [`${lines.length} errors occurred${when}:`, ...lines].join("\n");
}

function isRegoError(error: OutputError): error is RegoError {
  return error.code !== undefined;
}
