import { Engine, type EvaluateOptions, type PreparedQuery, parseJson, type QueryResult, RegoErrors, type Value, webHost } from "rego-ts";
import { reportCoverage } from "rego-ts/tools";
import { describeDocumentError, describeRegoError, policyFile } from "./describe-problem.ts";
import { describeResults } from "./describe-results.ts";
import type { CoverageSummary, EvaluateQuestion, EvaluationReport, Place, PrintedLine, Problem } from "./protocol.ts";
import { TraceRecorder } from "./trace-recorder.ts";

/** No more lines of print calls are kept, and none longer. */
const keptPrints = 500;
const longestPrint = 2_000;

/**
 * Compiles and evaluates: once for the answer and how long it takes, once more for coverage and trace. Where requests may go out they
 * are to go out once: then there is only the second evaluation, and its time is the one that is told.
 */
export async function evaluate(question: EvaluateQuestion, milliseconds: number): Promise<EvaluationReport> {
  const start = performance.now();
  const problems: Problem[] = [];
  const input = readDocument(question.input, "input", problems);
  const engine = makeEngine(question);
  const query = collect(problems, () => {
    readData(engine, question, problems);
    if (question.policy.trim() !== "") engine.addModule(policyFile, question.policy);
    return engine.prepare(question.query);
  });
  const compile = performance.now() - start;
  if (query === undefined || problems.length > 0) return failed(problems, compile);

  const printed: PrintedLine[] = [];
  const options: EvaluateOptions = {
    rawValues: true,
    onBuiltinError: (error) => void problems.push(describeRegoError(error, "warning")),
    print: (text, location) => void addPrint(printed, text, location),
  };
  const recorder = new TraceRecorder(question);
  const answer = await run(query, input, {
    ...options,
    limits: { timeoutMs: milliseconds },
    ...(question.allowsHttp && { tracer: recorder }),
  });
  const hasAnswer = answer.error === undefined;
  const traced = question.allowsHttp
    ? answer
    : await run(query, input, {
        rawValues: true,
        print: () => undefined,
        limits: { timeoutMs: hasAnswer ? milliseconds : milliseconds / 3 },
        tracer: recorder,
      });
  if (answer.error !== undefined) problems.unshift(...answer.error.errors.map((error) => describeRegoError(error, "error")));
  return {
    kind: "evaluated",
    outcome: answer.error === undefined ? describeResults(answer.results) : { kind: "failed" },
    problems,
    coverage: coverageOf(engine, recorder),
    trace: recorder.summarize(question, traced.error !== undefined),
    printed,
    milliseconds: { compile, evaluate: answer.milliseconds, again: question.allowsHttp ? undefined : await repeat(query, input, answer) },
  };
}

/** No code is made from text, so that a content security policy has nothing to report. */
function makeEngine({ allowsHttp, regoVersion, strict }: EvaluateQuestion): Engine {
  const host = { ...webHost, http: allowsHttp ? webHost.http : undefined, print: () => undefined };
  return new Engine({ regoVersion, strict, host, generateCode: false, checkDataConflicts: true });
}

function readDocument(text: string, place: Place, problems: Problem[]): Value | undefined {
  if (text.trim() === "") return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    problems.push(describeDocumentError(error, place, text));
    return undefined;
  }
}

function readData(engine: Engine, { data }: EvaluateQuestion, problems: Problem[]): void {
  const documents = readDocument(data, "data", problems);
  if (documents === undefined) return;
  try {
    engine.setData(documents);
  } catch (error) {
    problems.push(describeDocumentError(error, "data", data));
  }
}

/** Does something whose RegoErrors are problems of the policy or the query. */
function collect<Result>(problems: Problem[], work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    problems.unshift(...error.errors.map((each) => describeRegoError(each, "error")));
    return undefined;
  }
}

interface Run {
  readonly results: readonly QueryResult[];
  readonly error: RegoErrors | undefined;
  readonly milliseconds: number;
}

async function run(query: PreparedQuery, input: Value | undefined, options: EvaluateOptions): Promise<Run> {
  const start = performance.now();
  try {
    const results = await query.query(input, options);
    return { results, error: undefined, milliseconds: performance.now() - start };
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    return { results: [], error, milliseconds: performance.now() - start };
  }
}

/** So many more evaluations show what one takes when JavaScript has compiled the engine's functions; they may take so long, together. */
const repetitions = 30;
const repetitionMilliseconds = 30;

async function repeat(query: PreparedQuery, input: Value | undefined, { error, milliseconds }: Run): Promise<number | undefined> {
  if (error !== undefined || milliseconds > 100) return undefined;
  const start = performance.now();
  const options = { rawValues: true, limits: { timeoutMs: repetitionMilliseconds } };
  let fastest: number | undefined;
  for (let round = 0; round < repetitions && performance.now() - start < repetitionMilliseconds; round++) {
    const again = await run(query, input, options);
    if (again.error === undefined) fastest = Math.min(fastest ?? again.milliseconds, again.milliseconds);
  }
  return fastest;
}

function addPrint(printed: PrintedLine[], text: string, location: string): void {
  if (printed.length > keptPrints) return;
  if (printed.length === keptPrints) {
    printed.push({ text: "… more was printed", row: undefined });
    return;
  }
  const row = location.startsWith(`${policyFile}:`) ? Number(location.slice(policyFile.length + 1)) : undefined;
  printed.push({ text: text.length > longestPrint ? `${text.slice(0, longestPrint)}…` : text, row });
}

function coverageOf(engine: Engine, recorder: TraceRecorder): CoverageSummary | undefined {
  const report = reportCoverage(engine.parsedModules(), recorder.coverage).files[policyFile];
  if (report === undefined) return undefined;
  const {
    covered = [],
    not_covered: missed = [],
    covered_lines: coveredLines = 0,
    not_covered_lines: missedLines = 0,
    coverage = 0,
  } = report;
  const rangeOf = ({ start, end }: CoverageSummary["covered"][number]) => ({ start, end });
  return { covered: covered.map(rangeOf), missed: missed.map(rangeOf), coveredLines, missedLines, percent: coverage };
}

function failed(problems: readonly Problem[], compile: number): EvaluationReport {
  return {
    kind: "evaluated",
    outcome: { kind: "failed" },
    problems,
    coverage: undefined,
    trace: undefined,
    printed: [],
    milliseconds: { compile, evaluate: undefined, again: undefined },
  };
}
