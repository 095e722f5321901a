import { BundleError } from "../bundle/bundle-error.ts";
import { loadFiles } from "../bundle/load-files.ts";
import { SchemaFileError } from "../bundle/load-schemas.ts";
import type { Schemas } from "../compile/type-checking.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { cancelled } from "../eval/errors.ts";
import { nodeHost } from "../host/node.ts";
import type { Capabilities } from "../parser/language.ts";
import type { QueryResult } from "../prepared-query.ts";
import type { Value } from "../values/value.ts";
import { buildEngine } from "./build-engine.ts";
import type { EvalOutcome } from "./describe-eval.ts";
import { loadBundles } from "./load-bundles.ts";
import { Metrics } from "./metrics.ts";
import { evaluateObserved, type Observed, type ObserveFlags } from "./observe-eval.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import type { EvalFormat } from "./present-eval.ts";
import { InputError } from "./read-input.ts";
import { readSchemas } from "./read-schemas.ts";

/** The flags of `rego eval`, by the names that they have in OPA. */
export interface EvalFlags extends ObserveFlags {
  readonly data: readonly string[];
  readonly bundle: readonly string[];
  readonly input?: string;
  readonly stdinInput: boolean;
  readonly stdin: boolean;
  readonly format: EvalFormat | "source";
  readonly package: string;
  readonly import: readonly string[];
  readonly ignore: readonly string[];
  readonly schema?: string;
  readonly strict: boolean;
  readonly strictBuiltinErrors: boolean;
  readonly showBuiltinErrors: boolean;
  readonly fail: boolean;
  readonly failDefined: boolean;
  /** Milliseconds; 0 for no limit. */
  readonly timeout: number;
  readonly metrics: boolean;
  readonly instrument: boolean;
  readonly count: number;
  readonly capabilities?: Capabilities;
  readonly v0Compatible: boolean;
  readonly v1Compatible: boolean;
}

/** Loads, compiles and evaluates as the flags say, as many times as they say; the last run gives the outcome. */
export async function runEval(query: string, input: Value | undefined, flags: EvalFlags): Promise<EvalOutcome> {
  if (flags.showBuiltinErrors && flags.strictBuiltinErrors) {
    throw new InputError(
      "cannot use --show-builtin-errors with --strict-builtin-errors, --strict-builtin-errors will return the first built-in error encountered immediately",
    );
  }
  const schemas = schemasOf(flags);
  const runs: Metrics[] = [];
  let run: Run = { errors: [], results: [], observed: {}, failed: false };
  for (let count = 0; count < flags.count && !run.failed; count++) {
    const metrics = new Metrics();
    runs.push(metrics);
    run = await runOnce(query, input, flags, schemas, metrics);
  }
  return { ...run, metrics: flags.metrics || flags.instrument || flags.profile ? runs : [] };
}

interface Run {
  readonly errors: readonly OutputError[];
  readonly results: readonly QueryResult[];
  readonly observed: Observed;
  readonly failed: boolean;
}

function schemasOf({ schema }: EvalFlags): Schemas {
  try {
    return readSchemas(schema);
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    throw new InputError(formatOutputErrors([{ message: error.message }], " during loading"), { cause: error });
  }
}

/** Files first: where they have an error, bundles are not looked at. */
async function load(flags: EvalFlags, schemas: Schemas): Promise<ReturnType<typeof buildEngine>> {
  const regoVersion = flags.v0Compatible ? 0 : 1;
  const options = {
    regoVersion,
    strict: flags.strict,
    strictBuiltinErrors: flags.strictBuiltinErrors,
    host: nodeHost,
    checkDataConflicts: true,
    schemas,
    capabilities: flags.capabilities,
  } as const;
  const files = await loadFiles(flags.data, { ignore: flags.ignore, regoVersion });
  const loaded = buildEngine(files, options);
  if (flags.bundle.length === 0 || loaded.errors.length > 0) return loaded;
  try {
    const bundles = await loadBundles(flags.bundle, { ignore: flags.ignore, regoVersion, verification: false });
    return buildEngine(files, options, bundles);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { ...loaded, errors: [{ message: `loading error: ${error.message}` }] };
  }
}

async function runOnce(query: string, input: Value | undefined, flags: EvalFlags, schemas: Schemas, metrics: Metrics): Promise<Run> {
  const { engine, errors } = await metrics.time("timer_rego_load_files_ns", () => load(flags, schemas));
  const fail = (problems: Run["errors"]): Run => ({ errors: problems, results: [], observed: {}, failed: true });
  if (errors.length > 0) return fail(errors);
  if (query.trim() === "") return fail([{ message: "cannot evaluate empty query" }]);
  const builtinErrors: RegoError[] = [];
  try {
    const scope = { imports: flags.import, ...(flags.package === "" ? {} : { package: flags.package }) };
    const prepared = await metrics.time("timer_rego_query_compile_ns", () => engine.prepare(query, scope));
    const { observed, results } = await metrics.time("timer_rego_query_eval_ns", () =>
      evaluateObserved(prepared, input, engine.parsedModules(), flags, {
        rawValues: true,
        ...(flags.timeout > 0 ? { limits: { timeoutMs: flags.timeout } } : {}),
        ...(flags.showBuiltinErrors ? { onBuiltinError: (error: RegoError) => void builtinErrors.push(error) } : {}),
      }),
    );
    return { errors: builtinErrors, results, observed, failed: false };
  } catch (error) {
    return fail(toOutputErrors(sayAsOpa(error)));
  }
}

/** The time of `--timeout` is up: OPA's words, as scripts may look for them. */
function sayAsOpa(error: unknown): unknown {
  const isTime = error instanceof RegoErrors && error.errors[0]?.code === "eval_cancel_error";
  return isTime ? cancelled() : error;
}
