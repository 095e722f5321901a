/** Runs cases in OPA's format: a list of them as JSON comes in, and what went wrong goes out, or null for each case that passed. */
import type { ConformanceCase } from "../../conformance/case.ts";
import { runCase } from "../../conformance/run-case.ts";
import { parseJson } from "../../src/values/json.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const { cases, regoVersion } = parseJson(await request.text()) as unknown as {
      readonly cases: readonly ConformanceCase[];
      readonly regoVersion: 0 | 1;
    };
    const problems: (string | null)[] = [];
    for (const each of cases) {
      const outcome = await runCase(each, { regoVersion });
      problems.push(outcome.passed ? null : outcome.problem);
    }
    return Response.json(problems);
  },
};
