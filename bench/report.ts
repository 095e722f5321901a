import type { Standing, WorkloadReport } from "./measure-workload.ts";
import { geometricMean } from "./statistics.ts";

/** Columns whose ratio to the first contender is shown. */
const subject = "rego-ts";

/** The results as a table in Markdown: a row for each workload, a column for each contender with its time, its ratio and its spread. */
export function formatTable(reports: readonly WorkloadReport[], names: readonly string[]): string {
  const header = ["workload", ...names.map((name) => (name === subject ? name : `${name} (× ${subject})`))];
  const rows = reports.map(({ name, standings }) => [
    name,
    ...names.map((contender) => formatStanding(standings[contender], standings[subject], contender)),
  ]);
  const means = names.map((contender) => {
    const ratios = reports.flatMap(({ standings }) => readRatio(standings[contender], standings[subject]) ?? []);
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

/** How many times longer the contender takes. */
export function readRatio(standing: Standing | undefined, own: Standing | undefined): number | undefined {
  if (standing === undefined || own === undefined || "failure" in standing || "failure" in own) return undefined;
  return standing.median / own.median;
}

function formatStanding(standing: Standing | undefined, own: Standing | undefined, contender: string): string {
  if (standing === undefined) return "";
  if ("failure" in standing) return "failed";
  const ratio = contender === subject ? undefined : readRatio(standing, own);
  const spread = `±${Math.round(standing.spread * 50)} %`;
  return `${formatTime(standing.median)} ${ratio === undefined ? `(${spread})` : `(× ${formatRatio(ratio)}, ${spread})`}`;
}

function formatRatio(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}

function formatTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}
