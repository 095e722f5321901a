/** `npm run conformance -- --suite DIR [--v0] [--filter RE] [--json FILE] [--show N] [--strict]`: runs cases in OPA's format. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSuite } from "./case.ts";
import { KNOWN_FAILURES_FILE, readKnownFailures } from "./known-failures.ts";
import type { CaseReport } from "./report.ts";
import { publishReport, reportCase, reportSuite } from "./report.ts";
import { formatReproduction } from "./reproduction.ts";
import { runCase } from "./run-case.ts";

const { values: options } = parseArgs({
  options: {
    /** The folder of cases, JSON or YAML. */
    suite: { type: "string", default: "conformance/cases/v1" },
    /** The modules are Rego v0. */
    v0: { type: "boolean", default: false },
    /** Only cases whose category and id match this regular expression. */
    filter: { type: "string", default: "" },
    /** Where to write the report as JSON. */
    json: { type: "string" },
    /** How many unexpected outcomes are shown in full. */
    show: { type: "string", default: "5" },
    /** Known failures count as failures. */
    strict: { type: "boolean", default: false },
  },
});

const name = options.v0 ? "v0" : "v1";
const known = options.strict ? new Map<string, string>() : readKnownFailures(KNOWN_FAILURES_FILE, name);
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
publishReport(reportSuite(name, reports), { shown: Number(options.show), json: options.json });
