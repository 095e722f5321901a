import { canonicalizeJson } from "../policies/canonical-json.ts";
import type { ReportedError } from "../policies/outcome.ts";

/** What one engine answered to one call in strict mode. */
export type Answer =
  | { readonly kind: "value"; readonly json: string }
  | { readonly kind: "undefined" }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  /** Something other than a Rego error: never right. */
  | { readonly kind: "crash"; readonly text: string };

/** An answer from the JSON text of a rule's value. */
export function valueAnswer(json: string): Answer {
  return { kind: "value", json: canonicalizeJson(json) };
}

/** An answer from the first of the errors that ended a query. */
export function errorAnswer([first]: readonly ReportedError[]): Answer {
  return first === undefined ? { kind: "crash", text: "no errors" } : { kind: "error", code: first.code, message: first.message };
}

/** Whether two answers are the same value, or errors with the same code and text. */
export function equalAnswers(left: Answer, right: Answer): boolean {
  return left.kind !== "crash" && describeAnswer(left) === describeAnswer(right);
}

export function describeAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "value":
      return answer.json;
    case "undefined":
      return "undefined";
    case "error":
      return `${answer.code}: ${answer.message}`;
    case "crash":
      return `crash: ${answer.text}`;
  }
}
