import type { Location } from "../../errors/location.ts";
import type { RegoError } from "../../errors/rego-error.ts";
import type { TraceEvent } from "../../eval/trace-event.ts";

/** What a test came to. */
export interface TestResult {
  readonly location: Location;
  /** `data.app_test` */
  readonly package: string;
  readonly name: string;
  readonly status: TestStatus;
  /** Why it could not be decided, for the status `error`. */
  readonly errors: readonly RegoError[];
  /** Was it found when the test was compiled? */
  readonly isCompileError: boolean;
  /** Nanoseconds. */
  readonly duration: number;
  /** What it printed, a line for each call. */
  readonly output: string;
  /** What happened, where a trace was asked for. */
  readonly trace: readonly TraceEvent[];
  /** The event that decided a test that failed, where a trace was asked for. */
  readonly failure: TraceEvent | undefined;
  /** The cases of a test `test_x[name]`, by name. */
  readonly cases: CaseResults | undefined;
}

/** How a test ended. */
export type TestStatus = "pass" | "fail" | "skip" | "error";

/** Cases, sorted by name; each may have cases of its own. */
export type CaseResults = ReadonlyMap<string, CaseResult>;

/** What became of one case of a test. */
export interface CaseResult {
  readonly status: "pass" | "fail";
  /** The last failure of the case, where a trace was asked for. */
  readonly failure: TraceEvent | undefined;
  readonly cases: CaseResults | undefined;
}
