/**
 * `npm run conformance:builtins -- FILE`, and the options of run-options.ts: builtin calls with what OPA 1.10.0 answered in strict mode.
 * Where 1.20.2 answers differently its answer counts; golden-newer.json has it. Each entry is a module whose rule `data.t.r` is
 * `{"v": answer}`; the input is only there to hide types from the checker.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Engine } from "../src/engine.ts";
import { formatError, RegoErrors } from "../src/errors/rego-error.ts";
import { parseJson, stringifyJson } from "../src/values/json.ts";
import type { PlainObject, Value } from "../src/values/value.ts";
import { equalToDigits } from "./equal-to-digits.ts";
import { type CaseReport, reportCase } from "./report.ts";
import { expectedFailures, finishRun, runOptions } from "./run-options.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: runOptions,
});
const [file] = positionals;
if (file === undefined) throw new Error("usage: golden-builtins FILE");

const known = expectedFailures("golden", options);
const filter = new RegExp(options.filter);
const newer = parseJson(readFileSync("conformance/golden-newer.json", "utf8")) as PlainObject;
const calls = parseJson(readFileSync(file, "utf8"));
if (!Array.isArray(calls)) throw new Error(`${file}: expected an array`);
const reports: CaseReport[] = [];
for (const recorded of calls as readonly PlainObject[]) {
  const builtin = String(recorded["builtin"]);
  const id = `${builtin}(${(recorded["args"] as readonly string[]).join(", ")})`;
  if (!filter.test(id)) continue;
  const call = takeNewer(id, recorded);
  const problem = await findProblem(call);
  const reproduction = () =>
    `cat > t.rego <<'REGO'\n${call["module"]}REGO\nrego eval -d t.rego --strict-builtin-errors 'data.t.r' -I <<< 0`;
  reports.push(reportCase({ id, category: builtin, problem, reproduction }, known));
}
finishRun("golden", reports, options);

/** The call with what the newer OPA answers in place of what was recorded, where they differ. */
function takeNewer(id: string, { builtin, module, ...answer }: PlainObject): PlainObject {
  const newerAnswer = Object.hasOwn(newer, id) ? (newer[id] as PlainObject) : answer;
  return { ...newerAnswer, builtin: builtin ?? null, module: module ?? null };
}

/** Evaluates one call and says how the answer differs from the recorded one. */
async function findProblem(call: PlainObject): Promise<string | undefined> {
  const expected = describeExpected(call);
  try {
    const engine = new Engine({ strictBuiltinErrors: true });
    engine.addModule("t.rego", String(call["module"]));
    const value = await engine.prepare("data.t.r").evaluate({}, { rawValues: true });
    const answer = value === undefined ? undefined : (value as PlainObject)["v"];
    if (isExpected(answer, call)) return undefined;
    return `expected: ${expected}\nactual:   ${answer === undefined ? "undefined" : stringifyJson(answer)}`;
  } catch (error) {
    if (!(error instanceof RegoErrors)) {
      return `expected: ${expected}\nactual:   crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
    const { want_error: message, want_error_code: code } = call;
    const fits = error.errors.some((one) => one.code === code && formatError(one).includes(String(message)));
    return fits ? undefined : `expected: ${expected}\nactual:   ${error.message}`;
  }
}

function isExpected(answer: Value | undefined, call: PlainObject): boolean {
  if (answer === undefined) return call["want_undefined"] === true;
  return call["want"] !== undefined && equalToDigits(answer, call["want"], 12);
}

function describeExpected({ want, want_undefined: isUndefined, want_error: message, want_error_code: code }: PlainObject): string {
  if (isUndefined === true) return "undefined";
  return want === undefined ? `${String(code)}: ${String(message)}` : stringifyJson(want);
}
