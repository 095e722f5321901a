import type { Module } from "../ast/nodes.ts";
import type { TraceEvent } from "../eval/trace-event.ts";
import type { EvaluateOptions, PreparedQuery, QueryResult } from "../prepared-query.ts";
import type { CoverageKind, CoverageReport } from "../tools/coverage/report.ts";
import { measureCoverage } from "../tools/coverage/run.ts";
import { type ExpressionProfile, type ProfileKey, Profiler } from "../tools/profile/profiler.ts";
import type { Explanation } from "../tools/trace/select-events.ts";
import { selectEvents } from "../tools/trace/select-events.ts";
import type { Value } from "../values/value.ts";

/** The flags that ask for more than a result. */
export interface ObserveFlags {
  readonly coverage: boolean;
  readonly coverageRuns: readonly CoverageKind[];
  readonly disableEarlyExit: boolean;
  readonly disableIndexing: boolean;
  readonly explain: Explanation | "off";
  readonly profile: boolean;
  readonly profileLimit: number;
  readonly profileSort: readonly ProfileKey[];
  readonly varValues: boolean;
}

/** What was seen of an evaluation beside its result; undefined where nobody asked. */
export interface Observed {
  readonly explanation?: readonly TraceEvent[] | undefined;
  readonly profile?: readonly ExpressionProfile[] | undefined;
  readonly coverage?: CoverageReport | undefined;
}

/** Evaluates as the flags say, with a tracer only where one of them needs it. */
export async function evaluateObserved(
  query: PreparedQuery,
  input: Value | undefined,
  modules: readonly Module[],
  flags: ObserveFlags,
  options: EvaluateOptions,
): Promise<{ readonly results: readonly QueryResult[]; readonly observed: Observed }> {
  const { coverage, coverageRuns, disableEarlyExit, disableIndexing, explain, profile, profileLimit, profileSort, varValues } = flags;
  if (!coverage && explain === "off" && !profile) return { results: await query.query(input, options), observed: {} };
  const events: TraceEvent[] = [];
  const profiler = new Profiler();
  let results: readonly QueryResult[] | undefined;
  const run = async (tracer: NonNullable<EvaluateOptions["tracer"]> | undefined): Promise<void> => {
    const isFirst = results === undefined;
    const found = await query.query(input, {
      ...options,
      tracer: {
        disableEarlyExit: disableEarlyExit || tracer?.disableEarlyExit,
        disableIndexing: disableIndexing || tracer?.disableIndexing,
        wantsLocals: varValues,
        trace: (event) => {
          tracer?.trace(event);
          if (profile) profiler.trace(event);
          if (isFirst && explain !== "off") events.push(event);
        },
        restart: () => {
          profiler.restart();
          if (isFirst) events.length = 0;
        },
      },
    });
    profiler.finish();
    results ??= found;
  };
  const report = coverage ? await measureCoverage(modules, coverageRuns, run) : undefined;
  if (report === undefined) await run(undefined);
  return {
    results: results ?? [],
    observed: {
      explanation: explain === "off" ? undefined : selectEvents(events, explain),
      profile: profile ? profiler.report(profileSort, profileLimit) : undefined,
      coverage: report,
    },
  };
}
