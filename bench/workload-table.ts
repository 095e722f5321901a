import type { WorkloadReport } from "./measure-workload.ts";
import { compareRounds, geometricMean } from "./statistics.ts";

/** The contender that all others are compared with. */
export const subject = "rego-ts";
/** The contender that is the limit: shown is how many times longer than it the subject takes, for the others it is the other way round. */
export const limit = "by hand";

/** The results as a table in Markdown: a row for each workload, a column for each contender with its time, its ratio and its spread. */
export function formatTable(reports: readonly WorkloadReport[], names: readonly string[]): string {
  const header = ["workload", ...names.map(nameColumn)];
  const rows = reports.map(({ name, standings }) => [name, ...names.map((contender) => formatStanding(standings, contender))]);
  const comparisons = names.map((name) => compareContender(reports, name));
  const summarizeColumns = (title: string, choose: (comparison: Comparison) => number): readonly string[] => [
    title,
    ...comparisons.map((comparison) => (comparison === undefined ? "" : `× ${formatRatio(choose(comparison))}`)),
  ];
  const summary = [
    summarizeColumns("geometric mean", ({ mean }) => mean),
    summarizeColumns("geometric mean, each family once", ({ meanOfFamilies }) => meanOfFamilies),
    summarizeColumns("least", ({ least }) => least),
    summarizeColumns("most", ({ most }) => most),
    ["workloads compared", ...comparisons.map((comparison) => (comparison === undefined ? "" : `${comparison.ratios.size}`))],
  ];
  const table = [header, header.map((_, column) => (column === 0 ? "---" : "---:")), ...rows, ...summary];
  return table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** How one contender did over all workloads, in ratios. */
export interface Comparison {
  /** By workload. */
  readonly ratios: ReadonlyMap<string, number>;
  readonly mean: number;
  /** Of the means of the families, so that many sizes of one thing do not outweigh the others. */
  readonly meanOfFamilies: number;
  readonly least: number;
  readonly most: number;
}

/** Undefined for the subject itself, and where nothing could be compared. */
export function compareContender(reports: readonly WorkloadReport[], contender: string): Comparison | undefined {
  const ratios = new Map<string, number>();
  const families = new Map<string, number[]>();
  for (const { name, family, standings } of reports) {
    const ratio = compareStandings(standings, contender);
    if (ratio === undefined || contender === subject) continue;
    ratios.set(name, ratio);
    families.set(family, [...(families.get(family) ?? []), ratio]);
  }
  if (ratios.size === 0) return undefined;
  const values = [...ratios.values()];
  const meanOfFamilies = geometricMean([...families.values()].map(geometricMean));
  return { ratios, mean: geometricMean(values), meanOfFamilies, least: Math.min(...values), most: Math.max(...values) };
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

/** Three digits, as far as that is sensible. */
export function formatRatio(ratio: number): string {
  if (ratio < 0.1) return ratio.toPrecision(1);
  return ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}

/** Nanoseconds in the unit that suits. */
export function formatTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toPrecision(3)} µs`;
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
  return `${(nanoseconds / 1e9).toPrecision(3)} s`;
}
