import { expect, test } from "vitest";
import { Engine } from "../../engine.ts";
import type { TraceEvent, Tracer } from "../../eval/trace-event.ts";
import { formatTrace, type TraceFormat } from "./format-trace.ts";
import { type Explanation, selectEvents } from "./select-events.ts";

const policy = `package p

allow if {
	some x in input.xs
	not small(x)
	trace("found")
}

small(x) if x < 2

deny contains y if {
	y := input.xs[_]
	allow
}`;

function explain(query: string, explanation: Explanation, format: TraceFormat = {}, options: Partial<Tracer> = {}): readonly string[] {
  const engine = new Engine();
  engine.addModule("p.rego", policy);
  const events: TraceEvent[] = [];
  const tracer = { ...options, wantsLocals: format.values, trace: (event: TraceEvent) => void events.push(event) };
  engine.prepare(query).evaluateSync({ xs: [1, 2] }, { tracer });
  return formatTrace(selectEvents(events, explanation), format);
}

test("a rule with one value: further solutions are looked for after what follows it", () => {
  expect(explain("data.p.allow", "full")).toStrictEqual([
    "query:1      Enter data.p.allow = _",
    "query:1      | Eval data.p.allow = _",
    "query:1      | Index data.p.allow (matched 1 rule, early exit)",
    "p.rego:3     | Enter data.p.allow",
    "p.rego:4     | | Eval x = input.xs[__local0__]",
    "p.rego:5     | | Eval not data.p.small(x)",
    "p.rego:5     | | Enter data.p.small(x)",
    "p.rego:5     | | | Eval data.p.small(x)",
    "p.rego:5     | | | Index data.p.small (matched 1 rule, early exit)",
    "p.rego:9     | | | Enter data.p.small",
    "p.rego:9     | | | | Eval lt(x, 2)",
    "p.rego:9     | | | | Exit data.p.small early",
    "p.rego:5     | | | Exit data.p.small(x)",
    "p.rego:5     | | Redo data.p.small(x)",
    "p.rego:5     | | | Redo data.p.small(x)",
    "p.rego:9     | | | Redo data.p.small",
    "p.rego:9     | | | | Redo lt(x, 2)",
    "p.rego:5     | | Fail not data.p.small(x)",
    "p.rego:4     | | Redo x = input.xs[__local0__]",
    "p.rego:5     | | Eval not data.p.small(x)",
    "p.rego:5     | | Enter data.p.small(x)",
    "p.rego:5     | | | Eval data.p.small(x)",
    "p.rego:5     | | | Index data.p.small (matched 1 rule, early exit)",
    "p.rego:9     | | | Enter data.p.small",
    "p.rego:9     | | | | Eval lt(x, 2)",
    "p.rego:9     | | | | Fail lt(x, 2)",
    "p.rego:5     | | | Fail data.p.small(x)",
    'p.rego:6     | | Eval trace("found")',
    'p.rego:6     | | Note "found"',
    "p.rego:3     | | Exit data.p.allow early",
    "query:1      | Exit data.p.allow = _",
    "query:1      Redo data.p.allow = _",
    "query:1      | Redo data.p.allow = _",
    "p.rego:3     | Redo data.p.allow",
    'p.rego:6     | | Redo trace("found")',
    "p.rego:4     | | Redo x = input.xs[__local0__]",
  ]);
});

test("failures with the way to them and the values of variables", () => {
  expect(explain("data.p.small(3)", "fails", { values: true })).toStrictEqual([
    "query:1      Enter data.p.small(3, _)      {}",
    "p.rego:9     | Enter data.p.small          {}",
    "p.rego:9     | | Fail lt(x, 2)             {x: 3}",
    "query:1      | Fail data.p.small(3, _)     {}",
  ]);
});

test("notes with the way to them", () => {
  expect(explain("data.p.allow", "notes", { gap: 1 })).toStrictEqual([
    "query:1  Enter data.p.allow = _",
    "p.rego:3 | Enter data.p.allow",
    'p.rego:6 | | Note "found"',
  ]);
});

test("what a rule gave before is not looked for again", () => {
  const lines = explain("data.p.deny", "full").filter((line) => /\| (?:Index|Enter) data\.p\.(?:allow|deny)/.test(line));
  expect(lines.map((line) => line.slice(line.indexOf("|")))).toStrictEqual([
    "| Index data.p.deny (matched 1 rule)",
    "| Enter data.p.deny",
    "| | Index data.p.allow (matched 1 rule, early exit)",
    "| | Enter data.p.allow",
    "| | Index data.p.allow (matched 1 rule, early exit)",
  ]);
});
