import type { Bundle } from "../bundle/bundle.ts";
import { BundleError } from "../bundle/bundle-error.ts";
import { type LoadBundleOptions, loadBundle } from "../bundle/load-bundle.ts";
import { loadFiles } from "../bundle/load-files.ts";
import { SchemaFileError } from "../bundle/load-schemas.ts";
import type { Schemas } from "../compile/type-checking.ts";
import { Engine } from "../engine.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import { nodeHost } from "../host/node.ts";
import type { Capabilities } from "../parser/language.ts";
import type { CoverageKind, CoverageReport } from "../tools/coverage/report.ts";
import { measureCoverage } from "../tools/coverage/run.ts";
import { benchTests, type TestBenchmark } from "../tools/test/bench-tests.ts";
import { type TestOptions, TestSuite } from "../tools/test/run-tests.ts";
import type { TestResult } from "../tools/test/test-result.ts";
import type { Explanation } from "../tools/trace/select-events.ts";
import { buildEngine } from "./build-engine.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors } from "./output-error.ts";
import { showProgress } from "./progress.ts";
import { readSchemas } from "./read-schemas.ts";

/** The flags of `rego test`, by the names that they have in OPA. */
export interface TestFlags {
  readonly bench: boolean;
  readonly bundle: boolean;
  readonly capabilities?: Capabilities;
  readonly count: number;
  readonly coverage: boolean;
  readonly coverageRuns: readonly CoverageKind[];
  readonly exitZeroOnSkipped: boolean;
  readonly explain?: Explanation;
  readonly failOnEmpty: boolean;
  readonly format: "pretty" | "json" | "gobench";
  readonly ignore: readonly string[];
  readonly maxErrors: number;
  readonly parallel: number;
  readonly run?: string;
  readonly schema?: string;
  readonly sort: "none" | "duration";
  /** Percent; 0 for none. */
  readonly threshold: number;
  /** Milliseconds; 0 for the default. */
  readonly timeout: number;
  readonly v0Compatible: boolean;
  readonly varValues: boolean;
  readonly verbose: boolean;
  readonly watch: boolean;
}

/** Why tests cannot be run: files that cannot be read, modules that do not compile. Its message is what the command prints. */
export class TestSetupError extends Error {
  override readonly name = "TestSetupError";
}

/** Loads and compiles what the paths name. Throws {@link TestSetupError}. */
export async function loadSuite(paths: readonly string[], flags: TestFlags): Promise<TestSuite> {
  const { capabilities, ignore, maxErrors } = flags;
  const regoVersion = flags.v0Compatible ? 0 : 1;
  const schemas = schemasOf(flags);
  const files = flags.bundle ? [] : await loadFiles(paths, { ignore, regoVersion });
  const bundles = flags.bundle ? await openBundles(paths, { capabilities, ignore, regoVersion, verification: false }) : {};
  const options = { regoVersion, host: nodeHost, checkDataConflicts: true, schemas, capabilities, maxErrors } as const;
  const { engine, errors } = buildEngine(files, options, bundles);
  if (errors.length > 0) {
    if (!flags.bundle) throw notLoaded(errors);
    throw new TestSetupError(errors.map(({ message }) => message.replace(/^bundle activation failed: /, "")).join("\n"));
  }
  try {
    return new TestSuite(engine, engine.parsedModules(), { values: flags.varValues });
  } catch (error) {
    if (error instanceof RegoErrors) throw new TestSetupError(error.message, { cause: error });
    throw error;
  }
}

async function openBundles(paths: readonly string[], options: LoadBundleOptions): Promise<Readonly<Record<string, Bundle>>> {
  const bundles: Record<string, Bundle> = {};
  for (const path of paths) {
    try {
      bundles[path] = await loadBundle(path, options);
    } catch (error) {
      if (error instanceof BundleError) throw new TestSetupError(`unable to load bundle ${path}: ${error.message}`);
      throw error;
    }
  }
  return bundles;
}

function schemasOf({ schema }: TestFlags): Schemas {
  try {
    return readSchemas(schema);
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    throw notLoaded([{ message: error.message }], error);
  }
}

function notLoaded(errors: readonly OutputError[], cause?: unknown): TestSetupError {
  return new TestSetupError(formatOutputErrors(errors, " during loading"), { cause });
}

/** Runs the tests; a terminal sees how far they are. */
export async function runSuite(suite: TestSuite, flags: TestFlags): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  const progress = showProgress(suite.tests.length);
  for await (const result of suite.run(optionsOf(flags))) {
    results.push(result);
    progress.advance(`${result.package}.${result.name}`);
  }
  progress.end();
  return flags.sort === "duration" ? results.sort((left, right) => right.duration - left.duration) : results;
}

/** Benchmarks the tests. */
export function benchSuite(suite: TestSuite, flags: TestFlags): AsyncGenerator<TestBenchmark, void, undefined> {
  return benchTests(suite, { ...optionsOf(flags), timeoutMs: flags.timeout > 0 ? flags.timeout : 30_000 });
}

/** Runs the tests for their coverage. `results` are those of the first run, whose failures make the report void. */
export async function coverSuite(
  suite: TestSuite,
  flags: TestFlags,
): Promise<{ readonly results: readonly TestResult[]; readonly report: CoverageReport }> {
  let results: readonly TestResult[] | undefined;
  const report = await measureCoverage(suite.modules, flags.coverageRuns, async (collector) => {
    const run: TestResult[] = [];
    for await (const result of suite.run({ ...optionsOf(flags), tracers: [collector] })) run.push(result);
    results ??= run;
  });
  return { results: results ?? [], report };
}

function compilePattern(pattern: string): TestOptions["run"] {
  // Regular expressions are loaded by the engine, when there is one.
  const query = new Engine({ strictBuiltinErrors: true }).prepare("regex.match(input.pattern, input.name)");
  const test = (name: string): boolean => query.evaluateSync({ pattern, name }) === true;
  try {
    test("");
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    throw new TestSetupError(error.errors[0]?.message.replace(/^regex\.match: /, "") ?? error.message, { cause: error });
  }
  return { test };
}

function optionsOf({ explain, parallel, run, timeout, varValues, verbose }: TestFlags): TestOptions {
  return {
    run: run === undefined ? undefined : compilePattern(run),
    timeoutMs: timeout > 0 ? timeout : undefined,
    parallel,
    trace: varValues ? "values" : verbose || explain !== undefined ? "events" : undefined,
  };
}
