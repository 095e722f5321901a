import type { TraceEvent, Tracer } from "rego-ts";
import { CoverageCollector, formatTrace, selectEvents } from "rego-ts/tools";
import { policyFile } from "./describe-problem.ts";
import type { EvaluateQuestion, TraceSummary } from "./protocol.ts";

/** So many events are kept, so many lines are shown: a policy that computes for a second has millions. */
const keptEvents = 20_000;
const shownLines = 1_000;
const longestLine = 2_000;

/** Records one evaluation for its coverage, and the first of its events for the trace. */
export class TraceRecorder implements Tracer {
  readonly coverage = new CoverageCollector();
  readonly wantsLocals: boolean;
  private events: TraceEvent[] = [];
  private omitted = 0;

  constructor({ showsValues }: EvaluateQuestion) {
    this.wantsLocals = showsValues;
  }

  trace(event: TraceEvent): void {
    this.coverage.trace(event);
    if (this.events.length < keptEvents) this.events.push(event);
    else this.omitted++;
  }

  /** What an asynchronous builtin interrupted is evaluated again. */
  restart(): void {
    this.events = [];
    this.omitted = 0;
  }

  summarize({ explanation, showsValues }: EvaluateQuestion, isPartial: boolean): TraceSummary {
    const events = selectEvents(this.events, explanation);
    const shown = events.slice(0, shownLines);
    const texts = formatTrace(shown, { values: showsValues });
    return {
      lines: shown.map(({ source, span }, index) => {
        const { col, file, row } = source.locate(span.start);
        const text = (texts[index] ?? "").slice(0, longestLine);
        return { text, place: file === policyFile ? "policy" : "query", position: { row, col } };
      }),
      omitted: events.length - shown.length + (explanation === "full" ? this.omitted : 0),
      isPartial: isPartial || this.omitted > 0,
    };
  }
}
