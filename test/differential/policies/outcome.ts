import { canonicalizeJson } from "./canonical-json.ts";

/** What one engine made of a policy or a query. */
export type Outcome =
  | { readonly kind: "result"; readonly json: string }
  /** The codes of the errors, sorted, each once; and their texts, for reports. */
  | { readonly kind: "error"; readonly codes: string; readonly texts: readonly string[] }
  /** Something other than a Rego error: never right. */
  | { readonly kind: "crash"; readonly text: string };

/** A result from a JSON text. */
export function result(json: string): Outcome {
  return { kind: "result", json: canonicalizeJson(json) };
}

export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly location?: { readonly file?: string; readonly row?: number; readonly col?: number } | undefined;
}

export function failure(errors: readonly ReportedError[]): Outcome {
  const codes = [...new Set(errors.map(({ code }) => code))].sort().join(", ");
  const texts = errors.map(({ code, message, location }) => `${location?.file ?? ""}:${location?.row ?? ""}: ${code}: ${message}`);
  return { kind: "error", codes, texts };
}

/** The errors in a reply of OPA's server. */
export function readErrors(body: string): Outcome {
  const { errors, message } = JSON.parse(body) as { readonly errors?: readonly ReportedError[]; readonly message?: string };
  return errors === undefined ? { kind: "crash", text: message ?? body } : failure(errors);
}

/** Results are the same document; errors have the same codes. */
export function equalOutcomes(left: Outcome, right: Outcome): boolean {
  if (left.kind === "result" && right.kind === "result") return left.json === right.json;
  if (left.kind === "error" && right.kind === "error") return left.codes === right.codes;
  return false;
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "result":
      return outcome.json;
    case "error":
      return outcome.texts.join("\n        ");
    case "crash":
      return `crash: ${outcome.text}`;
  }
}
