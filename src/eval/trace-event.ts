import type { Body, Expr, Rule, Span } from "../ast/nodes.ts";
import type { PathKey } from "../compile/program.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Value } from "../values/value.ts";

/** What happens, in OPA's words. */
export type TraceOperation = "Enter" | "Exit" | "Eval" | "Redo" | "Fail" | "Index" | "Note";

/** What it happens to: a rule, a body that stands in an expression (or is the query), or one expression. */
export type TraceNode =
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "body"; readonly body: Body }
  /** `index`: its place in the body. */
  | { readonly kind: "expression"; readonly expr: Expr; readonly index: number };

/** One event of an evaluation. Names of variables are those of the compiler; `describeEvent` and the like give them back as written. */
export interface TraceEvent {
  readonly op: TraceOperation;
  /** The number of the body that is evaluated, and of the one around it. */
  readonly queryId: number;
  readonly parentId: number;
  readonly node: TraceNode;
  readonly source: SourceText;
  readonly span: Span;
  /** What a note says, what an index found. */
  readonly message: string;
  /** The rule whose index was asked. */
  readonly path: readonly PathKey[] | undefined;
  /** The values of the variables of the node that are bound; only where the tracer wants them. */
  readonly locals: ReadonlyMap<string, Value>;
}

/** Is told of every step of an evaluation. */
export interface Tracer {
  /** Is called with each event, while the evaluation goes on. */
  readonly trace: (event: TraceEvent) => void;
  /** Are the values of variables wanted? Collecting them takes time. Default: no. */
  readonly wantsLocals?: boolean | undefined;
  /** The evaluation starts again, because an asynchronous builtin was waited for: what was told until now is void. */
  readonly restart?: (() => void) | undefined;
  /** Try rules that OPA's index rules out, too. */
  readonly disableIndexing?: boolean | undefined;
  /** Look for all solutions of a rule, also where the first one decides. */
  readonly disableEarlyExit?: boolean | undefined;
}
