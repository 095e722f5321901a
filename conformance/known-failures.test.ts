import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { KNOWN_FAILURES_FILE, readKnownFailures, updateKnownFailures } from "./known-failures.ts";
import { formatReport, reportCase, reportSuite } from "./report.ts";

const folder = mkdtempSync(join(tmpdir(), "rego-ts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function writeKnown(content: unknown): string {
  const file = join(folder, "known.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("every known failure of the project has a reason", () => {
  for (const suite of ["v1", "v0", "golden"]) expect(readKnownFailures(KNOWN_FAILURES_FILE, suite)).toBeInstanceOf(Map);
});

test("a known failure without a reason is refused", () => {
  const file = writeKnown({ v1: [{ reason: " ", cases: ["file: note"] }] });
  expect(() => readKnownFailures(file, "v1")).toThrow('no reason for "file: note"');
});

test("a case that is listed twice is refused", () => {
  const file = writeKnown({
    v1: [
      { reason: "one", cases: ["a"] },
      { reason: "two", cases: ["a"] },
    ],
  });
  expect(() => readKnownFailures(file, "v1")).toThrow('"a" stands twice');
});

test("the list is brought up to date", () => {
  const file = writeKnown({
    v1: [
      { reason: "one", cases: ["a", "b"] },
      { reason: "two", cases: ["c"] },
    ],
    v0: [{ reason: "one", cases: ["a"] }],
  });
  updateKnownFailures(file, "v1", { passing: ["c", "a"], failing: ["e", "d"], reason: "three" });
  updateKnownFailures(file, "v1", { passing: [], failing: ["f"], reason: "three" });
  expect(JSON.parse(readFileSync(file, "utf8"))).toStrictEqual({
    v1: [
      { reason: "one", cases: ["b"] },
      { reason: "three", cases: ["d", "e", "f"] },
    ],
    v0: [{ reason: "one", cases: ["a"] }],
  });
});

test("a suite reports unexpected failures and unexpected passes", () => {
  const known = readKnownFailures(
    writeKnown({
      v1: [
        { reason: "later", cases: ["b"] },
        { reason: "never", cases: ["d"] },
      ],
      v0: [{ reason: "other suite", cases: ["a"] }],
    }),
    "v1",
  );
  const run = (id: string, problem?: string) => reportCase({ id, category: "c", problem, reproduction: () => "rego eval 'data.p'" }, known);
  const report = reportSuite("v1", [run("a"), run("b", "wrong"), run("c", "expected 1\nactual 2"), run("d")]);
  expect(report.totals).toStrictEqual({ cases: 4, passed: 2, known: 1, unexpected: 2 });
  expect(report.cases.map(({ verdict }) => verdict)).toStrictEqual(["passed", "known-failure", "unexpected-failure", "unexpected-pass"]);
  expect(formatReport(report, 5)).toBe(
    [
      "category      cases     passed      known unexpected",
      "c                 4          2          1          2",
      "total             4          2          1          2",
      "",
      "unexpected failure: c",
      "expected 1",
      "actual 2",
      "To see it:",
      "rego eval 'data.p'",
      "",
      "unexpected pass: d",
      "known as: never",
      "It passes now: take it off conformance/known-failures.json.",
    ].join("\n"),
  );
});
