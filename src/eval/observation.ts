import type { Span } from "../ast/nodes.ts";
import type { PathKey } from "../compile/program.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Locals } from "../plan/nodes.ts";
import type { Value } from "../values/value.ts";
import type { TraceEvent, TraceNode, TraceOperation, Tracer } from "./trace-event.ts";

/** A body that is being evaluated. */
export interface ObservedQuery {
  readonly id: number;
  readonly parent: ObservedQuery | undefined;
  /** The first solution is enough, and its exit says so. */
  readonly stopsEarly: boolean;
}

/** An expression that is being evaluated. */
export interface ObservedExpression {
  readonly node: TraceNode;
  readonly source: SourceText;
  readonly span: Span;
  /** What happened in rules after they had their value, which OPA does only after what follows the expression. */
  readonly later: TraceEvent[][];
}

const noLocals: ReadonlyMap<string, Value> = new Map();

/**
 * What a tracer is told of one evaluation, and where it stands. OPA goes on with what follows an expression as soon as a rule that it needs has
 * its value, and looks for further solutions of the rule after that. Here rules are worked out at once; the events that OPA would have later are
 * kept until it is their turn.
 */
export class Observation {
  readonly tracer: Tracer;
  query: ObservedQuery | undefined;
  expression: ObservedExpression | undefined;
  /** Is the rule that is entered next done with its first solution? */
  stopsEarly = false;
  private kept: TraceEvent[] | undefined;
  private nextId = 0;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  /** The evaluation starts again. */
  restart(): void {
    this.query = undefined;
    this.expression = undefined;
    this.kept = undefined;
    this.nextId = 0;
    this.tracer.restart?.();
  }

  enter(stopsEarly: boolean): ObservedQuery {
    this.query = { id: this.nextId++, parent: this.query, stopsEarly };
    return this.query;
  }

  /** Tells of a node in the current query. */
  tell(op: TraceOperation, node: TraceNode, source: SourceText, span: Span, locals: Locals, frame: readonly unknown[], message = ""): void {
    const values = this.tracer.wantsLocals === true ? valuesOf(locals, frame) : noLocals;
    this.send(op, { node, source, span }, values, message, undefined);
  }

  /** Tells of something that happened while the current expression is evaluated. */
  tellHere(op: TraceOperation, message: string, path?: readonly PathKey[]): void {
    if (this.expression !== undefined) this.send(op, this.expression, noLocals, message, path);
  }

  /** From now on events are kept, until {@link resume}. */
  keep(): void {
    this.kept = [];
  }

  get keeping(): TraceEvent[] | undefined {
    return this.kept;
  }

  /** Keeps one event until the current expression is left. */
  tellAfterwards(op: TraceOperation, node: TraceNode, source: SourceText, span: Span): void {
    const before = this.kept;
    this.keep();
    this.tell(op, node, source, span, new Map(), []);
    this.resume(before);
  }

  /** Goes on as before `keep`; what was kept is told when the current expression is left. */
  resume(before: TraceEvent[] | undefined): void {
    const { kept } = this;
    this.kept = before;
    if (kept === undefined || kept === before) return;
    if (this.expression === undefined) this.tellKept(kept);
    else this.expression.later.push(kept);
  }

  /** Tells what the current expression kept, the last first. With `cut`, its rules are not looked into further: what follows stopped early. */
  tellLater(cut = false): void {
    const later = this.expression?.later ?? [];
    for (let events = later.pop(); events !== undefined; events = later.pop()) this.tellKept(cut ? cutEvents(events) : events);
  }

  private tellKept(events: readonly TraceEvent[]): void {
    for (const event of events) this.forward(event);
  }

  private send(
    op: TraceOperation,
    { node, source, span }: Pick<ObservedExpression, "node" | "source" | "span">,
    locals: ReadonlyMap<string, Value>,
    message: string,
    path: readonly PathKey[] | undefined,
  ): void {
    const { query } = this;
    this.forward({
      op,
      queryId: query?.id ?? 0,
      parentId: query?.parent?.id ?? 0,
      node,
      source,
      span,
      message,
      path,
      locals,
    });
  }

  private forward(event: TraceEvent): void {
    if (this.kept === undefined) this.tracer.trace(event);
    else this.kept.push(event);
  }
}

/** Of what happened in a rule after its first solution, the way back from it. */
function cutEvents(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const end = events.findIndex(({ op }) => op !== "Redo" && op !== "Exit");
  return events.slice(0, end < 0 ? events.length : end).filter(({ node }) => node.kind !== "rule");
}

function valuesOf(locals: Locals, frame: readonly unknown[]): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, slot] of locals) {
    const value = frame[slot] as Value | undefined;
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
