import type { Span } from "../../ast/nodes.ts";
import type { SourceText } from "../../errors/source-text.ts";
import type { TraceEvent, Tracer } from "../../eval/trace-event.ts";

/** How a run differs from an ordinary one; see {@link Tracer}. */
export type CoverageOptions = Pick<Tracer, "disableIndexing" | "disableEarlyExit">;

/** Collects what is evaluated, over any number of evaluations that are given its tracer. */
export class CoverageCollector implements Tracer {
  readonly disableIndexing: boolean;
  readonly disableEarlyExit: boolean;
  private readonly spans = new Map<SourceText, Map<number, Set<number>>>();

  constructor({ disableIndexing = false, disableEarlyExit = false }: CoverageOptions = {}) {
    this.disableIndexing = disableIndexing;
    this.disableEarlyExit = disableEarlyExit;
  }

  /** A rule counts when it gives a value, an expression when it is evaluated. */
  trace({ node, op, source, span }: TraceEvent): void {
    if (source.file === "") return;
    if (op === "Eval") this.add(source, span);
    else if (op === "Exit" && node.kind === "rule") this.add(source, node.rule.head);
  }

  /** All that was evaluated in a file. */
  covered(source: SourceText): readonly Span[] {
    return [...(this.spans.get(source) ?? [])].flatMap(([start, ends]) => [...ends].map((end) => ({ start, end })));
  }

  private add(source: SourceText, { start, end }: Span): void {
    let bySource = this.spans.get(source);
    if (bySource === undefined) {
      bySource = new Map();
      this.spans.set(source, bySource);
    }
    const ends = bySource.get(start);
    if (ends === undefined) bySource.set(start, new Set([end]));
    else ends.add(end);
  }
}
