/** What the page asks the engine, and what it is answered. All of it is plain data, so that it can be sent to a worker and back. */

/** The texts that a problem can be in. */
export type Place = "policy" | "query" | "input" | "data";

/** 1-based; columns in code points, as OPA counts them. */
export interface Position {
  readonly row: number;
  readonly col: number;
}

export interface Range {
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

export type Question = EvaluateQuestion | FormatQuestion;

export interface EvaluateQuestion {
  readonly kind: "evaluate";
  readonly policy: string;
  readonly query: string;
  /** A JSON text; empty for no input. */
  readonly input: string;
  /** A JSON text; empty for no data. */
  readonly data: string;
  readonly regoVersion: 0 | 1;
  readonly strict: boolean;
  /** Whether `http.send` may send anything. */
  readonly allowsHttp: boolean;
  /** The steps that the trace shows, and whether with the values of variables. */
  readonly explanation: "full" | "notes" | "fails";
  readonly showsValues: boolean;
}

export interface FormatQuestion {
  readonly kind: "format";
  readonly policy: string;
  readonly regoVersion: 0 | 1;
}

export type Answer = EvaluationReport | FormattedPolicy | EngineFailure;

/** Something that is wrong, or that made an expression undefined. */
export interface Problem {
  /** Warnings are failures of builtins that do not end an evaluation. */
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  /** What the compiler says below its message. */
  readonly details: readonly string[];
  readonly place: Place | undefined;
  readonly position: Position | undefined;
}

export type Outcome =
  | { readonly kind: "failed" }
  | { readonly kind: "undefined" }
  /** The value of the query's one expression, as JSON. */
  | { readonly kind: "value"; readonly text: string }
  /** Bindings, or several expressions: all of the result set, as JSON. */
  | { readonly kind: "results"; readonly text: string; readonly count: number };

export interface CoverageSummary {
  readonly covered: readonly Range[];
  readonly missed: readonly Range[];
  readonly coveredLines: number;
  readonly missedLines: number;
  readonly percent: number;
}

export interface TraceLine {
  readonly text: string;
  readonly place: Place;
  readonly position: Position;
}

export interface TraceSummary {
  readonly lines: readonly TraceLine[];
  /** How many more lines there would be. */
  readonly omitted: number;
  /** The traced evaluation was ended by its limit. */
  readonly isPartial: boolean;
}

export interface PrintedLine {
  readonly text: string;
  /** Of the policy. */
  readonly row: number | undefined;
}

export interface EvaluationReport {
  readonly kind: "evaluated";
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  /** Undefined where nothing was evaluated. */
  readonly coverage: CoverageSummary | undefined;
  readonly trace: TraceSummary | undefined;
  readonly printed: readonly PrintedLine[];
  readonly milliseconds: {
    readonly compile: number;
    readonly evaluate: number | undefined;
    /** What the fastest of some more evaluations takes; undefined where one takes long or may not be repeated. */
    readonly again: number | undefined;
  };
}

export interface FormattedPolicy {
  readonly kind: "formatted";
  /** Undefined where the policy could not be parsed. */
  readonly text: string | undefined;
  readonly problems: readonly Problem[];
}

/** Something that should never happen, and is not hidden. */
export interface EngineFailure {
  readonly kind: "broken";
  readonly message: string;
}
