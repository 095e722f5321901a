/** `npm run conformance -- --suite DIR [--v0]`, and the options of run-options.ts: runs cases in OPA's format. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Host } from "../src/builtins/context.ts";
import { nodeHost } from "../src/host/node.ts";
import { readSuite } from "./case.ts";
import { type CaseReport, reportCase } from "./report.ts";
import { formatReproduction } from "./reproduction.ts";
import { type CaseOptions, runCase } from "./run-case.ts";
import { expectedFailures, finishRun, runOptions } from "./run-options.ts";

const { values: options } = parseArgs({
  options: {
    /** The folder of cases, JSON or YAML. */
    suite: { type: "string", default: "conformance/cases/v1" },
    /** The modules are Rego v0. */
    v0: { type: "boolean", default: false },
    /** Evaluate with functions made from source, instead of closures. */
    code: { type: "boolean", default: false },
    /** Compile to JSON, and let the evaluator of compiled policies load that. */
    compiled: { type: "boolean", default: false },
    /** Optimizations to switch off, separated by commas: `index`, `earlyExit`, `caches`. */
    without: { type: "string", default: "" },
    ...runOptions,
  },
});

const name = options.v0 ? "v0" : "v1";
const known = expectedFailures(name, options);
const filter = new RegExp(options.filter);
const regoVersion = options.v0 ? 0 : 1;
const optimizations = Object.fromEntries(options.without.split(",").map((name) => [name, false]));
/** The network of this machine, and nothing else of it: no environment, no print. */
const host: Host = { ...nodeHost, environment: undefined, print: undefined };
const generateCode = options.code ? "always" : false;
const caseOptions: CaseOptions = { regoVersion, generateCode, compiled: options.compiled, optimizations, host };
const reports: CaseReport[] = [];
for (const testCase of readSuite(resolve(options.suite))) {
  const { id, category } = testCase;
  if (!filter.test(`${category}/${id}`)) continue;
  const outcome = await runCase(testCase, caseOptions);
  const problem = outcome.passed ? undefined : outcome.problem;
  reports.push(reportCase({ id, category, problem, reproduction: () => formatReproduction(testCase, regoVersion) }, known));
}
finishRun(name, reports, options);
