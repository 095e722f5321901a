import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSuite } from "./case.ts";
import { formatReproduction } from "./reproduction.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rego-ts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("reads JSON and YAML, in folders, with numbers kept exactly", () => {
  mkdirSync(join(folder, "numbers"));
  const modules = ["package t\n"];
  const json = `{"cases": [{"note": "a/b", "query": "x = 1", "modules": ["package t\\n"], "want_result": [{"x": 12345678901234567890123}]}]}`;
  writeFileSync(join(folder, "numbers", "test-1.json"), json);
  writeFileSync(
    join(folder, "top.yaml"),
    "cases:\n- {note: top/a, query: q, input: 1, want_error_code: eval_type_error, strict_error: true}\n- {note: top/a, query: q, input_term: '{1}', want_error: no, sort_bindings: true}\n".replace(
      "want_error: no",
      "want_error: 'no'",
    ),
  );
  const common = { data: {}, input: undefined, inputTerm: undefined, sortBindings: false, strictBuiltinErrors: false };
  expect(readSuite(folder)).toStrictEqual([
    {
      ...common,
      ...{ id: "test-1: a/b", category: "numbers", note: "a/b", query: "x = 1", modules },
      expected: { kind: "result", rows: [{ x: 12345678901234567890123n }] },
    },
    {
      ...common,
      ...{ id: "top: top/a", category: "top", note: "top/a", query: "q", modules: [], input: 1, strictBuiltinErrors: true },
      expected: { kind: "error", code: "eval_type_error", message: undefined },
    },
    {
      ...common,
      ...{ id: "top: top/a #2", category: "top", note: "top/a", query: "q", modules: [], inputTerm: "{1}", sortBindings: true },
      expected: { kind: "error", code: undefined, message: "no" },
    },
  ]);
});

test.each([
  ['{"cases": [{"note": "n", "query": "q"}]}', "f: n: it has no expectation (want_result, want_error or want_error_code)"],
  ['{"cases": [{"note": "n", "want_result": []}]}', 'f: n: "query" is not a string'],
  ['{"cases": 1}', 'expected an object with an array "cases"'],
])("refuses %s", (text, message) => {
  writeFileSync(join(folder, "f.json"), text);
  expect(() => readSuite(folder)).toThrow(message);
});

test("a failing case comes with commands to paste", () => {
  writeFileSync(
    join(folder, "f.json"),
    JSON.stringify({
      cases: [{ note: "n", query: "data.t['p'] = x", modules: ["package t"], input: { a: 1 }, strict_error: true, want_result: [] }],
    }),
  );
  const [testCase] = readSuite(folder);
  expect(testCase && formatReproduction(testCase, 0)).toBe(
    [
      "cd $(mktemp -d)",
      "cat > test-0.rego <<'REGO'\npackage t\nREGO",
      "cat > data.json <<'REGO'\n{}\nREGO",
      "rego eval -f raw '{\"a\":1}' > input.json",
      "rego eval -d . -i input.json --ignore input.json --strict-builtin-errors --v0-compatible 'data.t['\\''p'\\''] = x'",
    ].join("\n"),
  );
});
