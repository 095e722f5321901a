/** The conformance cases in workerd, by the engine with all groups: the answers do not depend on where it runs. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConformanceCase, readSuite } from "../../conformance/case.ts";
import { KNOWN_FAILURES_FILE, readKnownFailures } from "../../conformance/known-failures.ts";
import { stringifyJson } from "../../src/values/json.ts";
import type { Value } from "../../src/values/value.ts";
import { ask, bundleWorker, type RunningWorker, runWorker } from "./workerd.ts";

const shared = resolve(import.meta.dirname, "../..", process.env["REGO_SHARED_CASES"] ?? "../shared");
const casesAtOnce = 50;

/** Workers have no resolver of names: the builtin is undefined there. */
const withoutResolver = "test-netlookupipaddr: net.lookup_ip_addr/localhost";

let worker: RunningWorker;

beforeAll(async () => {
  worker = await runWorker(await bundleWorker("test/edge/conformance-worker.ts"));
});

afterAll(async () => {
  await worker?.stop();
});

const suites = [
  { title: "own cases, v1", folder: "conformance/cases/v1", name: "v1", regoVersion: 1 },
  { title: "own cases, v0", folder: "conformance/cases/v0", name: "v0", regoVersion: 0 },
  { title: "OPA's cases, v1", folder: `${shared}/opa-cases/v1`, name: "v1", regoVersion: 1 },
  { title: "OPA's cases, v0", folder: `${shared}/opa-cases/v0`, name: "v0", regoVersion: 0 },
] as const;

for (const { title, folder, name, regoVersion } of suites) {
  // OPA's cases are not part of this project.
  test.skipIf(!existsSync(folder))(title, { timeout: 120_000 }, async () => {
    const cases = readSuite(folder);
    const known = readKnownFailures(KNOWN_FAILURES_FILE, name);
    const failures: string[] = [];
    let hasResolver = true;
    for (let at = 0; at < cases.length; at += casesAtOnce) {
      const part = cases.slice(at, at + casesAtOnce);
      const problems = await runCases(part, regoVersion);
      for (const [index, { id }] of part.entries()) {
        const problem = problems[index];
        if (id === withoutResolver) hasResolver = problem === null;
        else if (problem !== null && !known.has(id)) failures.push(`${id}\n${problem}`);
      }
    }
    expect(failures).toStrictEqual([]);
    expect(hasResolver).toBe(!cases.some(({ id }) => id === withoutResolver));
    expect(cases.length).toBeGreaterThan(0);
    // biome-ignore lint/suspicious/noConsole: what was run where is worth a line, since cases may be missing
    console.log(`${title}: ${cases.length} cases in workerd`);
  });
}

/** What went wrong with each case, or null. */
async function runCases(cases: readonly ConformanceCase[], regoVersion: 0 | 1): Promise<readonly (string | null)[]> {
  const given = cases.map((each) => omitUndefined({ ...each, expected: omitUndefined(each.expected) }));
  const { status, body } = await ask(worker.port, { method: "POST", body: stringifyJson({ cases: given, regoVersion }) });
  if (status !== 200) throw new Error(`the worker answered ${status}: ${body}\n${worker.log()}`);
  return JSON.parse(body);
}

/** Members that are undefined are no JSON; the rest of a case is. */
function omitUndefined(object: object): Value {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Value;
}
