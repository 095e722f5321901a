import { describe, expect, test } from "vitest";
import { answer } from "./answer.ts";
import type { EvaluateQuestion, EvaluationReport } from "./protocol.ts";

async function evaluate(question: Partial<EvaluateQuestion>, milliseconds = 5000): Promise<EvaluationReport> {
  const reply = await answer(
    {
      kind: "evaluate",
      policy: "",
      query: "data.p.r",
      input: "",
      data: "",
      regoVersion: 1,
      strict: false,
      allowsHttp: false,
      explanation: "full",
      showsValues: false,
      ...question,
    },
    milliseconds,
  );
  if (reply.kind !== "evaluated") throw new Error(JSON.stringify(reply));
  return reply;
}

/** `severity place row:col: message` of each problem. */
function show({ problems }: EvaluationReport): readonly string[] {
  return problems.map(({ message, place, position, severity }) => `${severity} ${place} ${position?.row}:${position?.col}: ${message}`);
}

describe("outcomes", () => {
  test.each<[string, Partial<EvaluateQuestion>, EvaluationReport["outcome"]]>([
    ["a value", { policy: "package p\nr := {2, 1}" }, { kind: "value", text: "[\n  1,\n  2\n]" }],
    [
      "numbers as they are written",
      { query: "input", input: "[1.50, 12345678901234567890]" },
      { kind: "value", text: "[\n  1.50,\n  12345678901234567890\n]" },
    ],
    ["no input", { query: "input" }, { kind: "undefined" }],
    ["signs of HTML as they are", { query: '"<a>&\\\\u003c\\n"' }, { kind: "value", text: '"<a>&\\\\u003c\\n"' }],
    [
      "bindings",
      { query: "x := data.a", data: '{"a": 1}' },
      { kind: "results", count: 1, text: JSON.stringify([{ bindings: { x: 1 }, expressions: [true] }], undefined, 2) },
    ],
    [
      "two expressions",
      { query: "1; 2" },
      { kind: "results", count: 1, text: JSON.stringify([{ bindings: {}, expressions: [1, 2] }], undefined, 2) },
    ],
  ])("%s", async (_, question, expected) => {
    expect((await evaluate(question)).outcome).toStrictEqual(expected);
  });

  test("a text that is too long is cut", async () => {
    const { outcome } = await evaluate({ query: "numbers.range(1, 100000)" });
    expect(outcome).toStrictEqual({ kind: "value", text: expect.stringMatching(/\n… and 688897 more characters$/) });
  });
});

describe("problems", () => {
  test.each<[string, Partial<EvaluateQuestion>, readonly string[]]>([
    [
      "of the parser",
      { policy: "package p\nr := ]" },
      [
        "error policy 2:6: unexpected ] token",
        "error policy 2:6: unexpected ] token: expected rule value term (e.g., r := <VALUE> { ... })",
      ],
    ],
    ["of the query", { query: "1 +" }, ["error query 1:3: unexpected eof token"]],
    [
      "of documents and the policy",
      { policy: "package p\nr := x", input: "{é", data: '{"a": 01}' },
      [
        "error policy 2:6: var x is unsafe",
        "error input 1:2: invalid character 'Ã' looking for beginning of object key string",
        "error data 1:8: invalid character '1' after object key:value pair",
      ],
    ],
    [
      "of data that a rule stands in the way of",
      { policy: "package p\nr := 1", data: '{"p": {"r": 2}}' },
      ["error policy 2:1: conflicting rule for data path p/r found"],
    ],
    ["of evaluation", { policy: "package p\nr := 1\nr := 2" }, ["error policy 3:1: complete rules must not produce multiple outputs"]],
    [
      "of builtins",
      { policy: 'package p\nr := to_number("x")' },
      ['warning policy 2:6: to_number: strconv.ParseFloat: parsing "x": invalid syntax'],
    ],
    [
      "of requests that are not allowed",
      { policy: 'package p\nr := http.send({"method": "get", "url": "http://127.0.0.1:9/"})' },
      ['warning policy 2:6: http.send: Get "http://127.0.0.1:9/": this host makes no HTTP requests'],
    ],
  ])("%s", async (_, question, expected) => {
    expect(show(await evaluate(question))).toStrictEqual(expected);
  });
});

test("coverage, trace and print", async () => {
  const policy = 'package p\nr if {\n\tprint("a", input)\n\tnot q\n}\nq if input == 1';
  const { coverage, printed, trace } = await evaluate({ policy, input: "2" });
  expect(printed).toStrictEqual([{ text: "a 2", row: 3 }]);
  expect(coverage).toMatchObject({ coveredLines: 3, missedLines: 1, percent: 75 });
  expect(trace?.isPartial).toBe(false);
  expect(trace?.lines[0]).toStrictEqual({ text: "query:1           Enter data.p.r = _", place: "query", position: { row: 1, col: 1 } });
  expect(trace?.lines.at(-1)?.text).toMatch(/Redo|Exit/);
});

test("what takes too long is ended; what was seen until then is shown in part", async () => {
  const some = ["a", "b", "c", "d"].map((name) => `\tsome ${name} in numbers.range(1, 1000)\n`).join("");
  const report = await evaluate({ policy: `package p\nr if {\n${some}\ta + b + c + d < 0\n}` }, 900);
  expect(show(report)).toStrictEqual(["error undefined undefined:undefined: evaluation exceeded its limit of 900 ms"]);
  expect(report.outcome).toStrictEqual({ kind: "failed" });
  expect(report.trace?.lines).toHaveLength(1000);
  expect(report.trace?.isPartial).toBe(true);
  expect(report.coverage?.coveredLines).toBe(5);
});

test("no more than so many lines of print calls are kept", async () => {
  const { printed } = await evaluate({ policy: "package p\nr if {\n\tsome a in numbers.range(1, 1000)\n\tprint(a)\n\ta == 1000\n}" });
  expect(printed).toHaveLength(501);
  expect(printed.at(-1)).toStrictEqual({ text: "… more was printed", row: undefined });
});

test("format", async () => {
  expect(await answer({ kind: "format", policy: "package p\nr:=1", regoVersion: 1 }, 0)).toStrictEqual({
    kind: "formatted",
    text: "package p\n\nr := 1\n",
    problems: [],
  });
  expect(await answer({ kind: "format", policy: "package", regoVersion: 1 }, 0)).toMatchObject({
    kind: "formatted",
    text: undefined,
    problems: [{ place: "policy" }],
  });
});
