import type { TestBenchmark } from "../tools/test/bench-tests.ts";

/** One line for a benchmark: how often it ran and how long once takes. `gobench` names it as Go's benchmark format wants. */
export function formatBenchmark(
  { measured, result: { name, package: path } }: TestBenchmark,
  format: "pretty" | "json" | "gobench",
): string {
  const { count, nanoseconds } = measured ?? { count: 0, nanoseconds: 0 };
  const each = count === 0 ? 0 : Math.round(nanoseconds / count);
  const full = `${path}.${name}`;
  return `${format === "gobench" ? `Benchmark${camelCase(full)}` : full}\t${pad(count, 8)}\t${pad(each, 10)} ns/op\n`;
}

function camelCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function pad(value: number, width: number): string {
  return String(value).padStart(width);
}
