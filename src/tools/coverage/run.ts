import type { Module } from "../../ast/nodes.ts";
import { CoverageCollector } from "./collector.ts";
import { type CoverageKind, type CoverageReport, type CoverageRun, reportCoverage } from "./report.ts";

/** Evaluates once for the coverage of `modules`, and once more for each kind of reason why something was not covered. */
export async function measureCoverage(
  modules: readonly Module[],
  kinds: readonly CoverageKind[],
  evaluate: (collector: CoverageCollector) => Promise<void>,
): Promise<CoverageReport> {
  const collector = new CoverageCollector();
  await evaluate(collector);
  const runs: CoverageRun[] = [];
  for (const kind of kinds) {
    const further = new CoverageCollector({ disableIndexing: kind === "index_excluded", disableEarlyExit: kind === "early_exit" });
    await evaluate(further);
    runs.push({ kind, collector: further });
  }
  return reportCoverage(modules, collector, runs);
}
