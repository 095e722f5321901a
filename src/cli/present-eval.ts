import type { QueryResult } from "../prepared-query.ts";
import { formatTrace } from "../tools/trace/format-trace.ts";
import { stringifyJson } from "../values/json.ts";
import type { PlainObject, Value } from "../values/value.ts";
import type { EvalOutcome } from "./describe-eval.ts";
import { describeOutcome, toPlain } from "./describe-eval.ts";
import { formatProfile } from "./format-profile.ts";
import { formatOutput } from "./json-output.ts";
import { formatMetrics } from "./metrics.ts";
import { formatOutputErrors } from "./output-error.ts";
import { formatTable } from "./table.ts";

export const evalFormats = ["json", "values", "bindings", "pretty", "source", "raw", "discard"] as const;
/** `source` is for partial evaluation. */
export type EvalFormat = Exclude<(typeof evalFormats)[number], "source">;

/** What goes to the two streams. Only `json` and `discard` have errors in their output. */
export interface Presentation {
  readonly stdout: string;
  readonly stderr: string;
}

/** Presents an outcome, with the values of variables in its trace if that is wanted, as `opa eval --format` does. */
export function presentEval(outcome: EvalOutcome, format: EvalFormat, values = false): Presentation {
  if (format === "json") return print(formatOutput(describeOutcome(outcome)));
  if (format === "discard") return print(stringifyJson(describeDiscarded(outcome), { indent: "  " }));
  const metrics = format === "pretty" && outcome.metrics.length > 0 ? [formatMetrics(outcome.metrics)] : [];
  if (outcome.errors.length > 0) return { ...print(...metrics), stderr: `${formatOutputErrors(outcome.errors)}\n` };
  const results = formatResults(outcome.results, format);
  if (format !== "pretty") return print(...results);
  const { coverage, explanation = [], profile } = outcome.observed;
  return print(
    ...formatTrace(explanation, { values }),
    ...results,
    ...metrics,
    ...(profile === undefined ? [] : [formatProfile(profile)]),
    ...(coverage === undefined ? [] : [formatTable(["Overall Coverage", coverage.coverage.toFixed(2)], [])]),
  );
}

function print(...lines: readonly string[]): Presentation {
  return { stdout: lines.map((line) => `${line}\n`).join(""), stderr: "" };
}

/** As `json`, but with a word in place of the result. */
function describeDiscarded(outcome: EvalOutcome): Value {
  const plain = toPlain(describeOutcome({ ...outcome, results: [] })) as PlainObject;
  return outcome.results.length === 0 ? plain : { ...plain, result: "discarded" };
}

function formatResults(results: readonly QueryResult[], format: Exclude<EvalFormat, "json" | "discard">): readonly string[] {
  const indented = { indent: "  " };
  switch (format) {
    case "values":
      return results.map(({ expressions }) =>
        stringifyJson(
          expressions.map(({ value }) => value as Value),
          indented,
        ),
      );
    case "bindings":
      return results.map(({ bindings }) => stringifyJson(bindings as Value, indented));
    case "raw":
      return results.map(({ expressions }) => expressions.map(({ value }) => formatRaw(value as Value)).join(" "));
    case "pretty":
      return [formatPretty(results)];
  }
}

function formatRaw(value: Value): string {
  return typeof value === "string" ? value : stringifyJson(value);
}

/** One value as JSON where that says all, else a table of the variables and of the expressions that are not just true. */
function formatPretty(results: readonly QueryResult[]): string {
  const [first] = results;
  if (first === undefined) return "undefined";
  const { expressions, bindings } = first;
  const names = Object.keys(bindings).sort();
  const isPlain = names.length === 0 && (expressions.length === 1 || expressions.every(({ value }) => value === true));
  if (results.length === 1 && isPlain) return stringifyJson(expressions[0]?.value as Value, { indent: "  " });
  const shown = expressions.map(({ value }, at) => (names.length === 0 || value !== true ? at : -1)).filter((at) => at >= 0);
  return formatTable(
    [...shown.map((at) => expressions[at]?.text ?? ""), ...names],
    results.map((row) => [
      ...shown.map((at) => stringifyJson((row.expressions[at]?.value ?? null) as Value)),
      ...names.map((name) => stringifyJson((row.bindings[name] ?? null) as Value)),
    ]),
  );
}
