import type { EngineOptions, Limits } from "../../src/core.ts";

/** What has to come of a case: a value (`undefined` for none), or an error with this code, whose text has these words. */
export type Expected = { readonly value: unknown } | { readonly code: string; readonly text: string };

/** A policy or document that is meant to do harm, and how it has to end. Made when it is run: some are large. */
export interface HostileCase {
  readonly name: string;
  /** The module, package `t`, of which `data.t.answer` is asked. */
  readonly policy: string | (() => string);
  readonly input?: () => unknown;
  readonly data?: () => unknown;
  readonly limits?: Limits;
  readonly options?: EngineOptions;
  /** Only with `evaluate`, since a builtin has to be waited for. */
  readonly asyncOnly?: boolean;
  /** Closures give this; functions made from source too, unless they have an expectation of their own. */
  readonly expected: Expected;
  /** What generated functions may answer instead: they count no steps and need less of the stack. */
  readonly generated?: Expected;
  /** The case is about these objects: they are not given to more than one evaluation. */
  readonly fresh?: boolean;
}

/** Cases of one sort, run in one process. */
export interface HostileGroup {
  readonly name: string;
  readonly cases: readonly HostileCase[];
}

/** Of every case that says nothing else. */
export const usualLimits: Limits = { timeoutMs: 60_000, steps: 2_000_000, resultBytes: 10_000_000 };

/** A module of package `t` with these rules. */
export function rules(...lines: readonly string[]): string {
  return `package t\n\n${lines.join("\n")}\n`;
}

/** Errors of limits, as they read. */
export const tooManySteps = (bound: number): Expected => ({
  code: "eval_limit_error",
  text: `evaluation exceeded its limit of ${bound} steps`,
});
export const answerTooLarge = (bound: number): Expected => ({
  code: "eval_limit_error",
  text: `the answer exceeds its limit of ${bound} bytes`,
});
export const valueTooLarge = (bound: number): Expected => ({
  code: "eval_limit_error",
  text: `a value on the way to the answer exceeds the limit of ${bound} bytes`,
});
export const tooDeep: Expected = { code: "eval_internal_error", text: "evaluation is nested too deep" };
export const timeIsUp = (bound: number): Expected => ({ code: "eval_cancel_error", text: `evaluation exceeded its limit of ${bound} ms` });
