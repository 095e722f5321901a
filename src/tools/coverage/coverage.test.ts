import { describe, expect, test } from "vitest";
import { Engine } from "../../engine.ts";
import type { CoverageRange } from "./report.ts";
import { measureCoverage } from "./run.ts";

/** Ranges in a short notation: `2:1-2:6`, with the reasons why something was not covered. */
function show(ranges: readonly CoverageRange[] = []): readonly string[] {
  return ranges.map(({ end, kinds = [], start }) => [`${start.row}:${start.col}-${end.row}:${end.col}`, ...kinds].join(" "));
}

async function cover(text: string, query: string, input: unknown) {
  const engine = new Engine();
  engine.addModule("p.rego", text);
  const prepared = engine.prepare(query);
  const report = await measureCoverage(engine.parsedModules(), ["index_excluded", "early_exit"], async (tracer) => {
    await prepared.evaluate(input, { tracer });
  });
  const { covered, not_covered: missed } = report.files["p.rego"] ?? {};
  return { covered: show(covered), missed: show(missed), lines: [report.covered_lines, report.not_covered_lines] };
}

/** What OPA 1.20.2 reports. */
const cases: readonly (readonly [string, string, string, unknown, Awaited<ReturnType<typeof cover>>])[] = [
  [
    "a rule that the index rules out",
    "package p\nallow if {\n\tinput.a == 1\n\tinput.b > 2\n}\nallow if input.c",
    "data.p.allow",
    { c: true },
    { covered: ["6:1-6:6", "6:10-6:17"], missed: ["2:1-2:6", "3:2-3:14", "4:2-4:13"], lines: [1, 3] },
  ],
  [
    "a rule that is not needed any more",
    "package p\nallow if true\nallow if {\n\tx := 1\n\tx == 1\n}",
    "data.p.allow",
    {},
    {
      covered: ["2:1-2:6", "2:10-2:14"],
      missed: ["3:1-3:6 early_exit", "4:2-4:8 early_exit", "5:2-5:8 early_exit"],
      lines: [1, 3],
    },
  ],
  [
    "facts, defaults, else, and functions",
    'package p\ndefault d := 1\ns contains "a"\nf(x) := 1 if x == 1\nelse := 2\ng := f(2)\nh(1)',
    "[data.p.d, data.p.s, data.p.g]",
    {},
    {
      covered: ["2:1-2:8", "2:9-2:15", "3:1-3:2", "3:1-3:15", "5:1-5:10", "6:1-6:10", "6:6-6:10"],
      missed: ["4:1-4:10", "4:14-4:20 index_excluded", "7:1-7:2"],
      lines: [4, 2],
    },
  ],
  [
    "what lies within something that was evaluated is not told",
    "package p\np := [y |\n\tsome x in [1]\n\tx == 2\n\ty := x\n]",
    "data.p.p",
    {},
    { covered: ["2:1-6:2", "2:6-6:2", "3:2-3:15", "3:12-3:15", "4:2-4:8"], missed: [], lines: [5, 0] },
  ],
];

describe("measureCoverage", () => {
  test.each(cases)("%s", async (_name, text, query, input, expected) => {
    expect(await cover(text, query, input)).toStrictEqual(expected);
  });
});
