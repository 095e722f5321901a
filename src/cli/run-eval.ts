import { loadBundles, loadPaths } from "../bundle/load.ts";
import { SchemaFileError } from "../bundle/load-schemas.ts";
import type { Schemas } from "../compile/types/schemas.ts";
import type { RegoError } from "../errors/rego-error.ts";
import { nodeHost } from "../host/node.ts";
import type { Capabilities } from "../parser/language.ts";
import type { QueryResult } from "../prepared-query.ts";
import type { Value } from "../values/value.ts";
import { buildEngine } from "./build-engine.ts";
import type { EvalOutcome } from "./describe-eval.ts";
import { Metrics } from "./metrics.ts";
import type { OutputError } from "./output-error.ts";
import { formatOutputErrors, toOutputErrors } from "./output-error.ts";
import type { EvalFormat } from "./present-eval.ts";
import { InputError } from "./read-input.ts";
import { readSchemas } from "./read-schemas.ts";

/** The flags of `rego eval`, by the names that they have in OPA. */
export interface EvalFlags {
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
  let run: Run = { errors: [], results: [], failed: false };
  for (let count = 0; count < flags.count && !run.failed; count++) {
    const metrics = new Metrics();
    runs.push(metrics);
    run = await runOnce(query, input, flags, schemas, metrics);
  }
  return { ...run, metrics: flags.metrics ? runs : [] };
}

interface Run {
  readonly errors: readonly OutputError[];
  readonly results: readonly QueryResult[];
  readonly failed: boolean;
}

function schemasOf({ schema }: EvalFlags): Schemas {
  try {
    return readSchemas(schema);
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    throw new InputError(formatOutputErrors([{ message: error.message }], " during loading"));
  }
}

async function runOnce(query: string, input: Value | undefined, flags: EvalFlags, schemas: Schemas, metrics: Metrics): Promise<Run> {
  const { engine, errors } = await metrics.time("timer_rego_load_files_ns", () => {
    const files = [...loadPaths(flags.data, flags), ...loadBundles(flags.bundle, flags)];
    return buildEngine(files, {
      regoVersion: flags.v0Compatible ? 0 : 1,
      strict: flags.strict,
      strictBuiltinErrors: flags.strictBuiltinErrors,
      host: nodeHost,
      checkDataConflicts: true,
      schemas,
      capabilities: flags.capabilities,
    });
  });
  if (errors.length > 0) return { errors, results: [], failed: true };
  if (query.trim() === "") return { errors: [{ message: "cannot evaluate empty query" }], results: [], failed: true };
  const builtinErrors: RegoError[] = [];
  try {
    const scope = { imports: flags.import, ...(flags.package === "" ? {} : { package: flags.package }) };
    const prepared = await metrics.time("timer_rego_query_compile_ns", () => engine.prepare(query, scope));
    const results = await metrics.time("timer_rego_query_eval_ns", () =>
      prepared.query(input, {
        rawValues: true,
        ...(flags.timeout > 0 ? { limits: { timeoutMs: flags.timeout } } : {}),
        ...(flags.showBuiltinErrors ? { onBuiltinError: (error: RegoError) => void builtinErrors.push(error) } : {}),
      }),
    );
    return { errors: builtinErrors, results, failed: false };
  } catch (error) {
    return { errors: toOutputErrors(error), results: [], failed: true };
  }
}
