import type { WorkloadReport } from "./measure-workload.ts";
import { compareRounds, geometricMean } from "./statistics.ts";

/** The contender that all others are compared with. */
const subject = "rego-ts";
/** The contender that is the limit: shown is how many times longer than it the subject takes, for the others it is the other way round. */
const limit = "by hand";

/** The results as a table in Markdown: a row for each workload, a column for each contender with its time, its ratio and its spread. */
export function formatTable(reports: readonly WorkloadReport[], names: readonly string[]): string {
  const header = ["workload", ...names.map(nameColumn)];
  const rows = reports.map(({ name, standings }) => [name, ...names.map((contender) => formatStanding(standings, contender))]);
  const means = names.map((contender) => {
    const ratios = reports.flatMap(({ standings }) => compareStandings(standings, contender) ?? []);
    return contender === subject || ratios.length === 0 ? "" : `× ${formatRatio(geometricMean(ratios))}`;
  });
  const table = [header, header.map((_, column) => (column === 0 ? "---" : "---:")), ...rows, ["geometric mean", ...means]];
  return table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What went wrong, line by line. */
export function listFailures(reports: readonly WorkloadReport[]): readonly string[] {
  return reports.flatMap(({ name, standings }) =>
    Object.entries(standings).flatMap(([contender, standing]) =>
      "failure" in standing ? [`${name}, ${contender}: ${standing.failure}`] : [],
    ),
  );
}

function nameColumn(name: string): string {
  if (name === subject) return name;
  return name === limit ? `${name} (${subject} takes)` : `${name} (takes)`;
}

/** How many times longer than the subject the contender takes; for the limit, how many times longer the subject takes. */
function compareStandings(standings: WorkloadReport["standings"], contender: string): number | undefined {
  const [other, own] = [standings[contender], standings[subject]];
  if (other === undefined || own === undefined || "failure" in other || "failure" in own) return undefined;
  return contender === limit ? compareRounds(own, other) : compareRounds(other, own);
}

function formatStanding(standings: WorkloadReport["standings"], contender: string): string {
  const standing = standings[contender];
  if (standing === undefined) return "";
  if ("failure" in standing) return "failed";
  const ratio = contender === subject ? undefined : compareStandings(standings, contender);
  const spread = `±${Math.round(standing.spread * 100)} %`;
  return `${formatTime(standing.median)} ${ratio === undefined ? `(${spread})` : `(× ${formatRatio(ratio)}, ${spread})`}`;
}

function formatRatio(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}

function formatTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
  return `${(nanoseconds / 1e9).toPrecision(3)} s`;
}
