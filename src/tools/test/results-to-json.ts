import type { RegoError } from "../../errors/rego-error.ts";
import { eventToJson } from "../trace/event-to-json.ts";
import type { CaseResults, TestResult } from "./test-result.ts";

/** Results as `opa test --format json` has them, with keys in its order. */
export function testResultsToJson(results: readonly TestResult[]): readonly object[] {
  return results.map(
    ({ cases, duration, errors, isCompileError, location: { file, row, col }, name, output, package: path, status, trace }) => ({
      location: { file, row, col },
      package: path,
      name,
      ...(status === "error" && { error: isCompileError ? errors.map(errorToJson) : errorToJson(errors[0]) }),
      ...(status === "fail" && { fail: true }),
      ...(status === "skip" && { skip: true }),
      duration,
      ...(trace.length > 0 && { trace: trace.map(eventToJson) }),
      ...(output !== "" && { output: toBase64(output) }),
      ...(cases !== undefined && { sub_results: casesToJson(cases) }),
    }),
  );
}

function casesToJson(cases: CaseResults): object {
  return Object.fromEntries(
    [...cases].map(([name, { cases: inner, status }]) => [
      name,
      {
        ...(name !== "" && { name }),
        ...(status === "fail" && { fail: true }),
        ...(inner !== undefined && { sub_results: casesToJson(inner) }),
      },
    ]),
  );
}

function errorToJson(error: RegoError | undefined): object {
  if (error === undefined) return {};
  const { code, details, location, message } = error;
  return {
    code,
    message,
    ...(location !== undefined && { location: { file: location.file, row: location.row, col: location.col } }),
    ...(typeof details === "object" && details !== null && { details: withoutLines(details) }),
  };
}

/** Details as data; the lines that are ready for print are for people only. */
function withoutLines(details: object): object {
  return Object.fromEntries(Object.entries(details).filter(([name]) => name !== "lines"));
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
