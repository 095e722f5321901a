import { JsonError, NotJsonError, type RegoError } from "rego-ts";
import type { Place, Position, Problem } from "./protocol.ts";

/** The name that the policy has as a module. */
export const policyFile = "policy.rego";

/** An error of the engine for the page: what stands in no file stands in the query. */
export function describeRegoError({ code, details, location, message }: RegoError, severity: Problem["severity"]): Problem {
  const position = location === undefined ? undefined : { row: location.row, col: location.col };
  const place = location === undefined ? undefined : location.file === policyFile ? "policy" : "query";
  return { severity, code, message, details: linesOf(details), place, position };
}

function linesOf(details: unknown): readonly string[] {
  if (typeof details !== "object" || details === null || !("lines" in details)) return [];
  return Array.isArray(details.lines) ? details.lines.map(String) : [];
}

/** A text that is no JSON, or no document that can be used; throws again what is something else. */
export function describeDocumentError(error: unknown, place: Place, text: string): Problem {
  if (!(error instanceof JsonError || error instanceof NotJsonError)) throw error;
  const position = error instanceof JsonError ? positionAt(text, error.offset) : { row: 1, col: 1 };
  return { severity: "error", code: "json_error", message: error.message, details: [], place, position };
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { row: lines.length, col: [...(lines.at(-1) ?? "")].length + 1 };
}
