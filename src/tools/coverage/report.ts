/** The coverage report of modules, as `opa test --coverage` has it. */
import type { Module, Span } from "../../ast/nodes.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { CoverageCollector } from "./collector.ts";
import { findCoverable } from "./coverable.ts";

/** A place in a file: 1-based rows and columns, `end` exclusive. */
export interface CoverageRange {
  readonly start: CoveragePosition;
  readonly end: CoveragePosition;
  /** What would have covered it: evaluation without the rule index, or without early exit. Only for what is not covered. */
  readonly kinds?: readonly CoverageKind[];
}

/** A place in a file; 1-based. */
export interface CoveragePosition {
  readonly row: number;
  readonly col: number;
}

/** Why an expression or a rule was not evaluated, though it could have been. */
export type CoverageKind = "index_excluded" | "early_exit";

/** How much of one file was evaluated. Lines that hold both are counted twice. */
export interface FileCoverage {
  readonly covered?: readonly CoverageRange[];
  readonly not_covered?: readonly CoverageRange[];
  readonly covered_lines?: number;
  readonly not_covered_lines?: number;
  /** Percent. */
  readonly coverage?: number;
}

/** OPA's report. */
export interface CoverageReport {
  readonly files: Readonly<Record<string, FileCoverage>>;
  readonly covered_lines: number;
  readonly not_covered_lines: number;
  /** Percent. */
  readonly coverage: number;
}

/** A further run that tells why something was not covered: with it, what it evaluates would have been. */
export interface CoverageRun {
  readonly kind: CoverageKind;
  readonly collector: CoverageCollector;
}

/** Compares what was evaluated with all that stands in the modules. Modules without rules are left out. */
export function reportCoverage(
  modules: readonly Module[],
  collector: CoverageCollector,
  runs: readonly CoverageRun[] = [],
): CoverageReport {
  const files: (readonly [string, FileCoverage])[] = [];
  let covered = 0;
  let missed = 0;
  for (const module of modules.toSorted((left, right) => compareStrings(left.source.file, right.source.file))) {
    const file = reportFile(module, collector, runs);
    covered += file.covered_lines ?? 0;
    missed += file.not_covered_lines ?? 0;
    files.push([module.source.file, file]);
  }
  return { files: Object.fromEntries(files), covered_lines: covered, not_covered_lines: missed, coverage: percentage(covered, missed) };
}

function reportFile(module: Module, collector: CoverageCollector, runs: readonly CoverageRun[]): FileCoverage {
  const { source } = module;
  const coverable = findCoverable(module);
  const shown = new Map(coverable.map(({ span, shown: range }) => [keyOf(span), range]));
  const toRange = ({ start, end }: Span): CoverageRange => ({ start: positionOf(start), end: positionOf(end) });
  const positionOf = (offset: number): CoveragePosition => {
    const { row, col } = source.locate(offset);
    return { row, col };
  };
  const spansOf = (run: CoverageCollector): readonly Span[] => run.covered(source).map((span) => shown.get(keyOf(span)) ?? span);
  const spans = spansOf(collector);
  const further = runs.map(({ kind, collector: run }) => ({ kind, spans: spansOf(run) }));
  const covered = distinct(spans.map(toRange));
  const missed = distinct(
    coverable.flatMap(({ shown: range }): readonly CoverageRange[] => {
      // What lies within something that was evaluated is not told.
      if (isWithin(range, spans)) return [];
      const missing = toRange(range);
      const kinds = further.filter((run) => isWithin(range, run.spans)).map(({ kind }) => kind);
      return [kinds.length === 0 ? missing : { ...missing, kinds }];
    }),
  );
  const coveredRows = rowsOf(covered);
  const missedRows = rowsOf(missed);
  return {
    ...(covered.length > 0 && { covered }),
    ...(missed.length > 0 && { not_covered: missed }),
    ...(coveredRows.size > 0 && { covered_lines: coveredRows.size }),
    ...(missedRows.size > 0 && { not_covered_lines: missedRows.size }),
    ...(coveredRows.size > 0 && { coverage: percentage(coveredRows.size, missedRows.size) }),
  };
}

function isWithin(span: Span, others: readonly Span[]): boolean {
  return others.some(({ start, end }) => start <= span.start && span.end <= end);
}

/** Each range once, in the order of the text. */
function distinct(ranges: readonly CoverageRange[]): readonly CoverageRange[] {
  const byKey = new Map(ranges.map((range) => [rangeKey(range), range]));
  const sortKey = ({ start, end }: CoverageRange): readonly number[] => [start.row, start.col, end.row, end.col];
  return [...byKey.values()].sort((left, right) => {
    const [one, other] = [sortKey(left), sortKey(right)];
    const at = one.findIndex((part, index) => part !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  });
}

function rowsOf(ranges: readonly CoverageRange[]): Set<number> {
  const rows = new Set<number>();
  for (const { start, end } of ranges) for (let { row } = start; row <= end.row; row++) rows.add(row);
  return rows;
}

function percentage(covered: number, missed: number): number {
  return covered === 0 ? 0 : (100 * covered) / (covered + missed);
}

function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}

function rangeKey({ start, end }: CoverageRange): string {
  return `${start.row}:${start.col}-${end.row}:${end.col}`;
}
