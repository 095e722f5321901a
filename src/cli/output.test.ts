import { expect, test } from "vitest";
import { formatOutput, toOutput } from "./json-output.ts";
import { aggregateMetrics, formatMetrics, Metrics } from "./metrics.ts";
import { formatOutputErrors } from "./output-error.ts";
import { formatTable } from "./table.ts";

test("JSON with keys in order, values as Rego prints them", () => {
  const output = {
    fields: [
      ["b", toOutput([1, { z: [], y: {} }])],
      ["none", undefined],
      ["a", { value: { d: "<", c: 2n ** 70n } }],
    ],
  } as const;
  expect(formatOutput(output)).toBe(
    '{\n  "b": [\n    1,\n    {\n      "z": [],\n      "y": {}\n    }\n  ],\n  "a": {\n    "c": 1180591620717411303424,\n    "d": "\\u003c"\n  }\n}',
  );
  expect(formatOutput({ fields: [] })).toBe("{}");
});

test.each([
  [["x"], [["1"], ["22222"]], ["┌───────┐", "│   x   │", "├───────┤", "│ 1     │", "│ 22222 │", "└───────┘"]],
  [
    ["[y,\n x]", "x"],
    [["[2,1]", "1"]],
    ["┌───────┬───┐", "│  [y,  │ x │", "│   x]  │   │", "├───────┼───┤", "│ [2,1] │ 1 │", "└───────┴───┘"],
  ],
  [
    ['"漢字"', "x"],
    [["1", '"e\u0301"']],
    ["┌────────┬─────┐", '│ "漢字" │  x  │', "├────────┼─────┤", '│ 1      │ "e\u0301" │', "└────────┴─────┘"],
  ],
  [['\t"a\tb"'], [["1"]], ["┌──────────────┐", '│ "a        b" │', "├──────────────┤", "│ 1            │", "└──────────────┘"]],
])("table %#", (header, rows, expected) => {
  expect(formatTable(header, rows).split("\n")).toStrictEqual(expected);
});

test("errors with and without a code", () => {
  const location = { file: "a.rego", row: 2, col: 1 };
  const unsafe = { code: "rego_unsafe_var_error", message: "var x is unsafe", location } as const;
  expect(formatOutputErrors([{ message: "stat x: no such file or directory" }])).toBe(
    "1 error occurred: stat x: no such file or directory",
  );
  expect(formatOutputErrors([unsafe, { message: "b.json: EOF" }])).toBe(
    "2 errors occurred:\na.rego:2: rego_unsafe_var_error: var x is unsafe\nb.json: EOF",
  );
});

test("metrics of one run and of several", async () => {
  const runs = [new Metrics(), new Metrics()];
  for (const run of runs) expect(await run.time("timer_b_ns", () => 1)).toBe(1);
  await expect(runs[0]?.time("timer_a_ns", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(runs[0]?.entries().map(([name]) => name)).toStrictEqual(["timer_a_ns", "timer_b_ns"]);
  expect(aggregateMetrics(runs).map(([name, { count }]) => [name, count])).toStrictEqual([
    ["timer_a_ns", 1],
    ["timer_b_ns", 2],
  ]);
  expect(formatMetrics(runs)).toMatch(/│ +Metric +│ +Min +│ +Max +│ +Mean +│ +90% +│ +99% +│\n/);
  expect(formatMetrics(runs.slice(1))).toMatch(/│ +Metric +│ +Value +│\n/);
});
