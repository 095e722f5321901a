import type { TraceEvent } from "../../eval/trace-event.ts";

/** The expression that failed, with the values of what it mentions below it. */
export function explainFailure(trace: readonly TraceEvent[]): readonly string[] {
  return trace.length < 0 ? [] : [];
}
