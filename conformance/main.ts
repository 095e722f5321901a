/** `npm run conformance -- --suite DIR [--v0]`, and the options of run-options.ts: runs cases in OPA's format. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSuite } from "./case.ts";
import { type CaseReport, reportCase } from "./report.ts";
import { formatReproduction } from "./reproduction.ts";
import { runCase } from "./run-case.ts";
import { expectedFailures, finishRun, runOptions } from "./run-options.ts";

const { values: options } = parseArgs({
  options: {
    /** The folder of cases, JSON or YAML. */
    suite: { type: "string", default: "conformance/cases/v1" },
    /** The modules are Rego v0. */
    v0: { type: "boolean", default: false },
    ...runOptions,
  },
});

const name = options.v0 ? "v0" : "v1";
const known = expectedFailures(name, options);
const filter = new RegExp(options.filter);
const regoVersion = options.v0 ? 0 : 1;
const reports: CaseReport[] = [];
for (const testCase of readSuite(resolve(options.suite))) {
  const { id, category } = testCase;
  if (!filter.test(`${category}/${id}`)) continue;
  const outcome = await runCase(testCase, regoVersion);
  const problem = outcome.passed ? undefined : outcome.problem;
  reports.push(reportCase({ id, category, problem, reproduction: () => formatReproduction(testCase, regoVersion) }, known));
}
finishRun(name, reports, options);
