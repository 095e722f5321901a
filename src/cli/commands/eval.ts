import type { Command } from "commander";
import { isStackExhausted } from "../../eval/errors.ts";
import { type ProfileKey, profileKeys } from "../../tools/profile/profiler.ts";
import { explanations } from "../../tools/trace/select-events.ts";
import { coverageKinds, parseCoverageRuns } from "../coverage-runs.ts";
import { collectList, collectValue, oneOf, parseDuration, parseInteger, parseTarget } from "../flags.ts";
import { evalFormats, type Presentation, presentEval } from "../present-eval.ts";
import { parseCapabilities } from "../read-capabilities.ts";
import { InputError, readInput, readStandardInput } from "../read-input.ts";
import type { EvalFlags } from "../run-eval.ts";
import { runEval } from "../run-eval.ts";
import { usageErrors } from "../usage-error.ts";

const explanationWords = ["off", ...explanations] as const;

/** Adds `rego eval` to the program. */
export function addEvalCommand(program: Command): void {
  program
    .command("eval")
    .description("Evaluate a Rego query and print the result.")
    .argument("[query...]", "the query")
    .usage("<query> [flags]")
    .option("-d, --data <path>", "set policy or data file(s). This flag can be repeated.", collectValue, [])
    .option("-b, --bundle <path>", "set bundle directory path(s). This flag can be repeated.", collectValue, [])
    .option("-i, --input <path>", "set input file path")
    .option("-I, --stdin-input", "read input document from stdin", false)
    .option("--stdin", "read query from stdin", false)
    .option("-f, --format <format>", `set output format {${evalFormats.join(",")}}`, oneOf("-f, --format", evalFormats), "json")
    .option("--package <path>", "set query package", "")
    .option("--import <path>", "set query import(s). This flag can be repeated.", collectValue, [])
    .option("--capabilities <string>", "set capabilities version or capabilities.json file path", parseCapabilities)
    .option("--ignore <names>", "set file and directory names to ignore during loading (e.g., '.*' excludes hidden files)", collectList, [])
    .option("-s, --schema <path>", "set schema file path or directory path")
    .option("-S, --strict", "enable compiler strict mode", false)
    .option("--strict-builtin-errors", "treat the first built-in function error encountered as fatal", false)
    .option("--show-builtin-errors", "collect and return all encountered built-in errors, built in errors are not fatal", false)
    .option("--fail", "exits with non-zero exit code on undefined/empty result and errors", false)
    .option("--fail-defined", "exits with non-zero exit code on defined/non-empty result and errors", false)
    .option("-t, --target <target>", "set the runtime to exercise {rego}", parseTarget, "rego")
    .option("--timeout <duration>", "set eval timeout", parseDuration("--timeout"), 0)
    .option("--metrics", "report query performance metrics", false)
    .option("--instrument", "enable query instrumentation metrics (implies --metrics)", false)
    .option("--explain <words>", `enable query explanations {${explanationWords.join(",")}}`, oneOf("--explain", explanationWords), "off")
    .option("--var-values", "show local variable values in pretty trace output", false)
    .option("--profile", "perform expression profiling", false)
    .option("--profile-limit <number>", "set number of profiling results to show", parseInteger("--profile-limit"), 10)
    .option(
      "--profile-sort <key>",
      `set sort order of expression profiler results. Accepts: ${profileKeys.join(", ")}. This flag can be repeated.`,
      collectProfileKeys,
      [],
    )
    .option("--coverage", "report coverage", false)
    .option(
      "--coverage-runs <kinds>",
      "supplementary coverage passes that annotate not-covered ranges with a kind; pass an empty list to disable",
      parseCoverageRuns,
      coverageKinds,
    )
    .option("--pretty-limit <number>", "taken, and without effect, as in OPA: nothing is cut off", parseInteger("--pretty-limit"), 80)
    .option("--optimize-store-for-read-speed", "taken, and without effect: base documents are always read as they are", false)
    .option("--disable-early-exit", "disable 'early exit' optimizations in traces, profiles and coverage", false)
    .option("--disable-indexing", "disable indexing optimizations in traces, profiles and coverage", false)
    .option("--count <number>", "number of times to repeat each benchmark", parseInteger("--count"), 1)
    .option("--v0-compatible", "opt-in to OPA features and behaviors prior to the OPA v1.0 release", false)
    .option("--v1-compatible", "opt-in to OPA features and behaviors of the OPA v1.0 release, which is the default", false)
    .action(async (queries: readonly string[], flags: EvalFlags) => {
      process.exitCode = await evaluate(queries, flags);
    });
}

function collectProfileKeys(value: string, previous: readonly ProfileKey[]): readonly ProfileKey[] {
  // As in OPA, an unknown key changes nothing.
  return [...previous, ...profileKeys.filter((key) => key === value)];
}

/** Evaluates and prints; the exit status: 0, 1 for what `--fail` and `--fail-defined` ask for, 2 for errors. */
async function evaluate(queries: readonly string[], flags: EvalFlags): Promise<number> {
  checkFlags(queries, flags);
  const { format } = flags;
  if (format === "source") throw usageErrors.formatOfPartialEvaluation();
  try {
    const query = flags.stdin ? readStandardInput() : (queries[0] ?? "");
    const input = flags.stdinInput || flags.input !== undefined ? readInput(flags.input) : undefined;
    const outcome = await runEval(query, input, flags);
    const { stdout, stderr } = present(outcome, format, flags.varValues);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    if (outcome.failed) return 2;
    const isDefined = outcome.results.length > 0;
    return (flags.fail && !isDefined) || (flags.failDefined && isDefined) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** A result may be nested deeper than it can be written. */
function present(...[outcome, format, values]: Parameters<typeof presentEval>): Presentation {
  try {
    return presentEval(outcome, format, values);
  } catch (error) {
    if (!isStackExhausted(error)) throw error;
    throw new InputError("the result is nested too deep to be printed", { cause: error });
  }
}

function checkFlags(queries: readonly string[], flags: EvalFlags): void {
  if (queries.length > 1) throw usageErrors.twoQueries();
  if (queries.length > 0 && flags.stdin) throw usageErrors.queryAndStdin();
  if (queries.length === 0 && !flags.stdin) throw usageErrors.noQuery();
  if (flags.stdin && flags.stdinInput) throw usageErrors.stdinTwice();
  if (flags.stdinInput && flags.input !== undefined) throw usageErrors.stdinInputAndFile();
  if (flags.fail && flags.failDefined) throw usageErrors.failAndFailDefined();
  if (flags.count < 1) throw usageErrors.invalidValue(String(flags.count), "--count", "must be at least 1");
}
