import type { QueryResult } from "../prepared-query.ts";
import { eventToJson } from "../tools/trace/event-to-json.ts";
import type { Value } from "../values/value.ts";
import { describeError } from "./describe-error.ts";
import type { Output } from "./json-output.ts";
import { toOutput } from "./json-output.ts";
import type { Metrics } from "./metrics.ts";
import { aggregateMetrics } from "./metrics.ts";
import type { Observed } from "./observe-eval.ts";
import type { OutputError } from "./output-error.ts";

/** What an evaluation came to: errors, results (none for undefined), and how long each run took if that was asked for. */
export interface EvalOutcome {
  readonly errors: readonly OutputError[];
  readonly results: readonly QueryResult[];
  readonly metrics: readonly Metrics[];
  readonly observed: Observed;
  /** Whether it ended by its errors; errors of builtins that were only collected do not end it. */
  readonly failed: boolean;
}

type Fields = (readonly [name: string, output: Output | undefined])[];

/** The outcome with its fields in the order in which OPA prints them. */
export function describeOutcome({ errors, results, metrics, observed }: EvalOutcome): Output {
  return {
    fields: [
      ["errors", errors.length === 0 ? undefined : { items: errors.map(describeError) }],
      ["result", results.length === 0 ? undefined : { items: results.map(describeResult) }],
      ...describeMetrics(metrics),
      ["explanation", observed.explanation && toOutput(observed.explanation.map(eventToJson))],
      ["profile", observed.profile && toOutput(observed.profile)],
      ["coverage", observed.coverage && toOutput(observed.coverage)],
    ],
  };
}

function describeMetrics(runs: readonly Metrics[]): Fields {
  const [first] = runs;
  if (first === undefined) return [];
  if (runs.length === 1) return [["metrics", toOutput(Object.fromEntries(first.entries()))]];
  return [["aggregated_metrics", toOutput(Object.fromEntries(aggregateMetrics(runs)))]];
}

function describeResult({ expressions, bindings }: QueryResult): Output {
  return {
    fields: [
      [
        "expressions",
        {
          items: expressions.map(({ value, text, location }) => ({
            fields: [
              ["value", { value: value as Value }],
              ["text", { value: text }],
              ["location", toOutput({ row: location.row, col: location.col })],
            ],
          })),
        },
      ],
      ["bindings", Object.keys(bindings).length === 0 ? undefined : { value: bindings as Value }],
    ],
  };
}

/** The same data as a Rego value, which prints with sorted keys. */
export function toPlain(output: Output): Value {
  if ("value" in output) return output.value;
  if ("items" in output) return output.items.map(toPlain);
  return Object.fromEntries(output.fields.flatMap(([name, field]) => (field === undefined ? [] : [[name, toPlain(field)]])));
}
