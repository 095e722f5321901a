import { formatError } from "../errors/rego-error.ts";
import { describeFailure, formatTestResults, type PrettyFormat } from "../tools/test/format-pretty.ts";
import { testResultsToJson } from "../tools/test/results-to-json.ts";
import type { TestSuite } from "../tools/test/run-tests.ts";
import type { TestResult } from "../tools/test/test-result.ts";
import { formatBenchmark } from "./format-benchmark.ts";
import { formatOutput, toOutput } from "./json-output.ts";
import { benchSuite, coverSuite, runSuite, type TestFlags } from "./run-tests.ts";

/** Runs tests as the flags say, prints what they came to, and gives the exit status. */
export async function reportTests(suite: TestSuite, flags: TestFlags): Promise<number> {
  if (flags.bench) return reportBenchmarks(suite, flags);
  if (flags.coverage || flags.threshold > 0) return reportCoverage(suite, flags);
  const results = await runSuite(suite, flags);
  print(
    flags.format === "json" ? `${formatOutput(toOutput(testResultsToJson(results)))}\n` : formatTestResults(results, prettyFormat(flags)),
  );
  if (results.length === 0 && flags.failOnEmpty) {
    process.stderr.write("no tests were run\n");
    return 1;
  }
  return statusOf(results, flags);
}

/** Coverage says something only where no test fails. */
async function reportCoverage(suite: TestSuite, flags: TestFlags): Promise<number> {
  const { report, results } = await coverSuite(suite, flags);
  const broken = results.flatMap(({ errors }) => errors)[0];
  if (broken !== undefined) {
    process.stderr.write(`${formatError(broken)}\n`);
    return 1;
  }
  const failures = results.filter(({ status }) => status === "fail");
  if (failures[0] !== undefined) {
    print(formatTestResults(failures, prettyFormat(flags)));
    process.stderr.write(`${describeFailure(failures[0])}\n`);
    return 1;
  }
  if (flags.threshold > report.coverage) {
    const [got, wanted] = [report.coverage.toFixed(2), flags.threshold.toFixed(2)];
    process.stderr.write(`Code coverage threshold not met: got ${got} instead of ${wanted}\n`);
    return 2;
  }
  print(`${formatOutput(toOutput(report))}\n`);
  return 0;
}

async function reportBenchmarks(suite: TestSuite, flags: TestFlags): Promise<number> {
  const results: TestResult[] = [];
  const rows: object[] = [];
  for await (const benchmark of benchSuite(suite, flags)) {
    const { measured, result } = benchmark;
    results.push(result);
    if (flags.format === "json") {
      const [row = {}] = testResultsToJson([result]);
      rows.push(measured === undefined ? row : { ...row, benchmark_result: { N: measured.count, T: measured.nanoseconds } });
    } else if (measured !== undefined) print(formatBenchmark(benchmark, flags.format));
  }
  if (flags.format === "json") print(`${formatOutput(toOutput(rows))}\n`);
  else {
    const failed = results.some(({ status }) => status !== "pass");
    print(failed || results.length === 0 ? "" : `${"-".repeat(80)}\n`);
    print(formatTestResults(results, prettyFormat(flags)));
  }
  return statusOf(results, flags);
}

function prettyFormat({ explain, varValues, verbose }: TestFlags): PrettyFormat {
  return { verbose: verbose || explain !== undefined, values: varValues, explanation: explain ?? "fails" };
}

function statusOf(results: readonly TestResult[], { exitZeroOnSkipped }: TestFlags): number {
  const isBad = ({ status }: TestResult): boolean => status === "fail" || status === "error" || (status === "skip" && !exitZeroOnSkipped);
  return results.some(isBad) ? 2 : 0;
}

function print(text: string): void {
  process.stdout.write(text);
}
