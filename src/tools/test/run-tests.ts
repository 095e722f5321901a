import { defaultHost } from "#default-host";
import type { Module } from "../../ast/nodes.ts";
import { Engine, type EngineOptions } from "../../engine.ts";
import { type RegoError, RegoErrors } from "../../errors/rego-error.ts";
import type { TraceEvent, Tracer } from "../../eval/trace-event.ts";
import type { PreparedQuery } from "../../prepared-query.ts";
import { isMap, isObject } from "../../values/kind.ts";
import type { Value } from "../../values/value.ts";
import { allHold, CaseCollector } from "./case-collector.ts";
import { findFailure } from "./explain-failure.ts";
import { exposeValues } from "./expose-values.ts";
import { type FoundTests, findTests, type TestRule } from "./find-tests.ts";
import { nameCases } from "./name-cases.ts";
import type { TestResult, TestStatus } from "./test-result.ts";

/** How tests are run. */
export interface TestOptions {
  /** Only tests whose name in full, `data.app_test.test_x`, matches. */
  readonly run?: Pick<RegExp, "test"> | undefined;
  /** How long each test may take; milliseconds. Default: 5000. */
  readonly timeoutMs?: number | undefined;
  /** Keep what happened in tests that fail, with or without the values of variables. */
  readonly trace?: "events" | "values" | undefined;
  /** Is told of all that the tests evaluate, for coverage. */
  readonly tracers?: readonly Tracer[] | undefined;
  /** How many tests may wait for asynchronous builtins at the same time. Default: 1. */
  readonly parallel?: number | undefined;
}

/** How tests are compiled. */
export interface SuiteOptions {
  /** Give what tests compare names of its own, so that `trace: "values"` has their values. */
  readonly values?: boolean | undefined;
}

const defaultTimeoutMs = 5000;

/** An engine with tests, compiled. */
export class TestSuite {
  readonly tests: readonly TestRule[];
  /** The modules as they were compiled: rules that share a name with another test have one of their own. */
  readonly modules: readonly Module[];
  private readonly engine: Engine;

  /** Throws RegoErrors where the modules do not compile. `modules` have been parsed; the engine has what else the tests need. */
  constructor(engine: Engine, modules: readonly Module[], { values = false }: SuiteOptions = {}) {
    const { tests, modules: named } = makeFollowable(findTests(modules), values);
    this.tests = tests;
    this.modules = named;
    this.engine = engine.clone();
    for (const module of named) this.engine.addParsedModule(module);
    this.engine.prepare("true");
  }

  /** Runs the tests, in order, and hands on each result as soon as it is there and its turn has come. */
  async *run(options: TestOptions = {}): AsyncGenerator<TestResult, void, undefined> {
    const { parallel = 1, run } = options;
    const wanted = this.tests.filter(({ name, package: path }) => run?.test(`${path}.${name}`) ?? true);
    const results: Promise<TestResult>[] = [];
    for (const [index] of wanted.entries()) {
      for (let ahead = results.length; ahead < Math.min(index + Math.max(parallel, 1), wanted.length); ahead++) {
        results.push(this.runTest(wanted[ahead] as TestRule, options));
      }
      yield await (results[index] as Promise<TestResult>);
    }
  }

  /** Evaluates a test again and again for about so long. */
  async measure(
    { name, package: path }: TestResult,
    milliseconds: number,
  ): Promise<{ readonly count: number; readonly nanoseconds: number }> {
    const test = this.tests.find((candidate) => candidate.name === name && candidate.package === path);
    if (test === undefined) throw new TypeError(`no test ${path}.${name}`);
    const query = this.engine.prepare(test.query);
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < milliseconds) {
      await query.evaluate(undefined, { rawValues: true, print: () => undefined });
      count++;
    }
    return { count, nanoseconds: Math.round((performance.now() - start) * 1e6) };
  }

  private async runTest(test: TestRule, options: TestOptions): Promise<TestResult> {
    const start = performance.now();
    const described = { location: test.location, package: test.package, name: test.name };
    const plain = { errors: [], isCompileError: false, output: "", trace: [], failure: undefined, cases: undefined };
    const finish = (result: Omit<TestResult, "location" | "package" | "name" | "duration">): TestResult => ({
      ...described,
      ...result,
      duration: Math.round((performance.now() - start) * 1e6),
    });
    if (test.isTodo) return finish({ ...plain, status: "skip" });
    let query: PreparedQuery;
    try {
      query = this.engine.prepare(test.query);
    } catch (error) {
      return finish({ ...plain, status: "error", errors: errorsOf(error), isCompileError: true });
    }
    const evaluation = new TestEvaluation(test, options);
    const outcome = await evaluation.run(query);
    const { trace } = evaluation;
    if (outcome.status !== "fail") return finish({ ...plain, ...outcome });
    return finish({ ...plain, ...outcome, trace, failure: findFailure(trace, test.rule) });
  }
}

/** Modules in which the names of cases, and the values that are compared, can be followed. */
function makeFollowable({ modules, tests }: FoundTests, values: boolean): FoundTests {
  const followable = new Map(
    tests.map((test) => {
      const named = test.cases.length === 0 ? test : { ...test, ...nameCases(test) };
      return [test.rule, values ? { ...named, rule: exposeValues(named.rule) } : named] as const;
    }),
  );
  return {
    modules: modules.map((module) => ({ ...module, rules: module.rules.map((rule) => followable.get(rule)?.rule ?? rule) })),
    tests: tests.map((test) => followable.get(test.rule) ?? test),
  };
}

/** One evaluation of one test. */
class TestEvaluation {
  readonly trace: TraceEvent[] = [];
  private readonly cases: CaseCollector | undefined;
  private readonly options: TestOptions;
  private output = "";

  constructor({ cases, rule }: TestRule, options: TestOptions) {
    this.options = options;
    this.cases = cases.length === 0 ? undefined : new CaseCollector(rule, cases);
  }

  async run(query: PreparedQuery): Promise<Pick<TestResult, "status" | "errors" | "output" | "cases">> {
    const { timeoutMs = defaultTimeoutMs } = this.options;
    try {
      const value = (await query.evaluate(undefined, {
        rawValues: true,
        limits: timeoutMs > 0 ? { timeoutMs } : {},
        tracer: this.tracer(),
        print: (text) => {
          this.output += `${text}\n`;
        },
      })) as Value | undefined;
      const cases = this.cases?.results(value);
      return { status: this.decide(value, cases), errors: [], output: this.output, cases };
    } catch (error) {
      return { status: "error", errors: errorsOf(error).map(nameTimeout), output: this.output, cases: undefined };
    }
  }

  private decide(value: Value | undefined, cases: TestResult["cases"]): TestStatus {
    if (this.cases === undefined) return value === true ? "pass" : "fail";
    if (cases !== undefined) return allHold(cases) ? "pass" : "fail";
    return value !== undefined && isObject(value) && !isMap(value) ? "pass" : "fail";
  }

  /** None where nobody wants to know anything: then the test runs as any query does. */
  private tracer(): Tracer | undefined {
    const { trace, tracers = [] } = this.options;
    const { cases } = this;
    if (trace === undefined && cases === undefined && tracers.length === 0) return undefined;
    return {
      disableIndexing: tracers.some(({ disableIndexing = false }) => disableIndexing),
      disableEarlyExit: tracers.some(({ disableEarlyExit = false }) => disableEarlyExit),
      wantsLocals: trace === "values" || cases !== undefined,
      trace: (event) => {
        if (trace !== undefined) this.trace.push(event);
        cases?.trace(event);
        for (const tracer of tracers) tracer.trace(event);
      },
      restart: () => {
        this.trace.length = 0;
        cases?.restart();
      },
    };
  }
}

function errorsOf(error: unknown): readonly RegoError[] {
  if (error instanceof RegoErrors) return error.errors;
  throw error;
}

/** Tests are cancelled only because their time is up. */
function nameTimeout(error: RegoError): RegoError {
  return error.code === "eval_cancel_error" ? { code: error.code, message: "context deadline exceeded" } : error;
}

/** What a program gives for its tests. */
export interface TestSources {
  /** The texts of modules by file name. */
  readonly modules: Readonly<Record<string, string>>;
  /** The base documents. */
  readonly data?: unknown;
  /** How the engine is to be. Its `print` is not used: what tests print is part of their results. */
  readonly engine?: EngineOptions | undefined;
}

/**
 * Runs the tests of policies: rules whose names start with `test_`, each of which must be true. Rejects with RegoErrors where the
 * modules do not parse or compile.
 */
export async function runTests(
  { data = {}, engine: engineOptions, modules }: TestSources,
  options: TestOptions = {},
): Promise<readonly TestResult[]> {
  const engine = new Engine({ ...engineOptions, host: { ...(engineOptions?.host ?? defaultHost), print: () => undefined } });
  engine.setData(data);
  for (const [file, text] of Object.entries(modules)) engine.addModule(file, text);
  const results: TestResult[] = [];
  const suite = new TestSuite(engine, engine.parsedModules(), { values: options.trace === "values" });
  for await (const result of suite.run(options)) results.push(result);
  return results;
}
