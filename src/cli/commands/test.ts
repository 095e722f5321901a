import type { Command } from "commander";
import { explanations } from "../../tools/trace/select-events.ts";
import { coverageKinds, parseCoverageRuns } from "../coverage-runs.ts";
import { collectList, oneOf, parseDuration, parseInteger, parseNumber, parseTarget } from "../flags.ts";
import { parseCapabilities } from "../read-capabilities.ts";
import { reportTests } from "../report-tests.ts";
import { loadSuite, type TestFlags, TestSetupError } from "../run-tests.ts";
import { UsageError } from "../usage-error.ts";
import { watchPaths } from "../watch-paths.ts";

const formats = ["pretty", "json", "gobench"] as const;

/** Adds `rego test` to the program. */
export function addTestCommand(program: Command): void {
  program
    .command("test")
    .description("Execute Rego test cases: rules whose names start with test_.")
    .argument("[path...]", "files and folders")
    .usage("<path> [path [...]] [flags]")
    .option("--bench", "benchmark the unit tests", false)
    .option("--benchmem", "taken, and without effect: allocations are not counted", false)
    .option("-b, --bundle", "load paths as bundle root directories", false)
    .option("--capabilities <string>", "set capabilities version or capabilities.json file path", parseCapabilities)
    .option("--count <number>", "number of times to repeat each test", parseInteger("--count"), 1)
    .option("-c, --coverage", "report coverage (overrides debug tracing)", false)
    .option(
      "--coverage-runs <kinds>",
      "supplementary coverage passes that annotate not-covered ranges with a kind; pass an empty list to disable",
      parseCoverageRuns,
      coverageKinds,
    )
    .option("-z, --exit-zero-on-skipped", "skipped tests return status 0", false)
    .option("--explain <words>", `enable query explanations {${explanations.join(",")}}`, oneOf("--explain", explanations))
    .option("--fail-on-empty", "fail the test when no test was run", false)
    .option("-f, --format <format>", `set output format {${formats.join(",")}}`, oneOf("-f, --format", formats), "pretty")
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .option(
      "-m, --max-errors <number>",
      "set the number of errors to allow before compilation fails early",
      parseInteger("-m, --max-errors"),
      10,
    )
    .option("-p, --parallel <number>", "the number of tests that can run in parallel", parseInteger("-p, --parallel"), 1)
    .option("-r, --run <pattern>", "run only test cases matching the regular expression")
    .option("-s, --schema <path>", "set schema file path or directory path")
    .option("--sort <order>", "sort the JSON formatted test output {none,duration}", oneOf("--sort", ["none", "duration"]), "none")
    .option("-t, --target <target>", "set the runtime to exercise {rego}", parseTarget, "rego")
    .option(
      "--threshold <percent>",
      "set coverage threshold and exit with non-zero status if coverage is less",
      parseNumber("--threshold"),
      0,
    )
    .option("--timeout <duration>", "set test timeout (default 5s, 30s when benchmarking)", parseDuration("--timeout"), 0)
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v1-compatible", "opt-in to OPA features and behaviors of the OPA v1.0 release, which is the default", false)
    .option("--var-values", "show local variable values in test output", false)
    .option("-v, --verbose", "set verbose reporting mode", false)
    .option("-w, --watch", "watch command line files for changes", false)
    .action(async (paths: readonly string[], flags: TestFlags) => {
      process.exitCode = await test(paths, flags);
    });
}

/** Runs the tests, again after each change if they are watched; the exit status: 0, 1 where they could not be run, 2 for failures. */
async function test(paths: readonly string[], flags: TestFlags): Promise<number> {
  if (paths.length === 0) throw new UsageError("specify at least one file");
  if (flags.format === "gobench" && !flags.bench) {
    process.stderr.write("cannot use output format gobench without running benchmarks (--bench)\n");
    return 0;
  }
  if (flags.bench && (flags.coverage || flags.threshold > 0)) {
    process.stderr.write("coverage reporting is not supported when benchmarking tests\n".repeat(2));
    return 1;
  }
  const status = await runOnce(paths, flags);
  if (!flags.watch) return status;
  for await (const file of watchPaths(paths, flags.ignore)) {
    process.stdout.write(`${"*".repeat(80)}\n${file} changed. Running tests ...\n`);
    await runOnce(paths, flags);
  }
  return status;
}

async function runOnce(paths: readonly string[], flags: TestFlags): Promise<number> {
  try {
    const suite = await loadSuite(paths, flags);
    let status = 0;
    for (let count = 0; count < flags.count && status === 0; count++) status = await reportTests(suite, flags);
    return status;
  } catch (error) {
    if (!(error instanceof TestSetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
