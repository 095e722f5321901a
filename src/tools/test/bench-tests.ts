import type { TestOptions, TestSuite } from "./run-tests.ts";
import type { TestResult } from "./test-result.ts";

/** A test that passed, and how long one evaluation of it takes. */
export interface TestBenchmark {
  readonly result: TestResult;
  /** How often it was evaluated, and how long all of that took; nanoseconds. Undefined where the test did not pass. */
  readonly measured: { readonly count: number; readonly nanoseconds: number } | undefined;
}

/** Each test is repeated until it took about so long. */
const wantedMs = 1000;

/** Benchmarks tests, one after the other. */
export async function* benchTests(suite: TestSuite, options: TestOptions): AsyncGenerator<TestBenchmark, void, undefined> {
  for await (const result of suite.run({ ...options, parallel: 1 })) {
    yield { result, measured: result.status === "pass" ? await suite.measure(result, wantedMs) : undefined };
  }
}
