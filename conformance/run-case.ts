import { groupList } from "../src/builtins/all-groups.ts";
import { core } from "../src/builtins/core-group.ts";
import type { BuiltinGroup } from "../src/builtins/group.ts";
import { loadPolicy } from "../src/compiled/compiled-policy.ts";
import type { EngineOptions } from "../src/core-engine.ts";
import { Engine } from "../src/engine.ts";
import { formatError, RegoErrors } from "../src/errors/rego-error.ts";
import type { PreparedQuery } from "../src/prepared-query.ts";
import { compilePolicy } from "../src/tools/compile-policy.ts";
import { stringifyJson } from "../src/values/json.ts";
import type { PlainObject, Value } from "../src/values/value.ts";
import type { ConformanceCase, Expectation } from "./case.ts";
import { equalRows } from "./compare-rows.ts";

const groups: readonly Pick<BuiltinGroup, "builtins">[] = [core, ...groupList];

/** How a case went; `problem` says in one or more lines what was expected and what came. */
export type Outcome = { readonly passed: true } | { readonly passed: false; readonly problem: string };

/** How the engines of the cases evaluate. */
export interface CaseOptions extends Pick<EngineOptions, "regoVersion" | "generateCode" | "optimizations" | "host"> {
  /** Compiled to JSON first, which the evaluator of compiled policies loads. */
  readonly compiled?: boolean;
}

/** Runs one case on an engine of its own. */
export async function runCase(testCase: ConformanceCase, options: CaseOptions): Promise<Outcome> {
  try {
    return judgeRows(await evaluateCase(testCase, options), testCase);
  } catch (error) {
    if (error instanceof RegoErrors) return judgeErrors(error, testCase.expected);
    return failed(testCase.expected, `crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

async function evaluateCase(testCase: ConformanceCase, { compiled, ...options }: CaseOptions): Promise<readonly PlainObject[]> {
  const { strictBuiltinErrors } = testCase;
  const engine = new Engine({ ...options, strictBuiltinErrors });
  for (const [index, text] of testCase.modules.entries()) engine.addModule(`test-${index}.rego`, text);
  engine.setData(testCase.data);
  const input = testCase.inputTerm === undefined ? testCase.input : await evaluateTerm(testCase.inputTerm);
  const prepared = compiled ? loadCompiled(engine, testCase, options.host) : engine.prepare(testCase.query);
  const results = await prepared.query(input, { rawValues: true });
  return results.map(({ bindings }) => bindings as PlainObject);
}

function loadCompiled(engine: Engine, { data, query, strictBuiltinErrors }: ConformanceCase, host: CaseOptions["host"]): PreparedQuery {
  const text = JSON.stringify(compilePolicy(engine, { case: query }));
  return loadPolicy(text, { builtins: groups, data, host, strictBuiltinErrors }).prepare("case");
}

/** Evaluates an input that is written as a Rego term. */
async function evaluateTerm(term: string): Promise<Value | undefined> {
  return (await new Engine().prepare(term).evaluate(undefined, { rawValues: true })) as Value | undefined;
}

function judgeRows(rows: readonly PlainObject[], { expected, sortBindings }: ConformanceCase): Outcome {
  if (expected.kind === "result" && equalRows(rows, expected.rows, sortBindings)) return { passed: true };
  return failed(expected, `result ${stringifyJson(rows)}`);
}

function judgeErrors(errors: RegoErrors, expected: Expectation): Outcome {
  const actual = `error ${errors.message}`;
  if (expected.kind !== "error") return failed(expected, actual);
  const { code, message } = expected;
  const fits = errors.errors.some(
    (error) => (code === undefined || error.code === code) && (message === undefined || formatError(error).includes(message)),
  );
  return fits ? { passed: true } : failed(expected, actual);
}

function failed(expected: Expectation, actual: string): Outcome {
  return { passed: false, problem: `expected: ${describe(expected)}\nactual:   ${actual}` };
}

function describe(expected: Expectation): string {
  if (expected.kind === "result") return `result ${stringifyJson(expected.rows)}`;
  return `error ${[expected.code, expected.message].filter((part) => part !== undefined).join(": ")}`;
}
