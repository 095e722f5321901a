import { describe, expect, test } from "vitest";
import { readDecision } from "./read-decision.ts";

const plainDenial = {
  allow: false,
  status: 403,
  headers: [["content-type", "application/json"]],
  body: '{"error": "Not allowed by policy"}',
};

/** A decision as plain data. */
function describeDecision(value: unknown): unknown {
  const decision = readDecision(value);
  return decision.allow ? decision : { ...decision, headers: [...decision.headers] };
}

test.each<[value: unknown, decision: unknown]>([
  [true, { allow: true }],
  [false, plainDenial],
  [undefined, plainDenial],
  [{ allow: true }, { allow: true }],
  [{ allow: true, status: 403, headers: { a: "b" }, body: "x", team: "core" }, { allow: true }],
  [{ allow: false }, plainDenial],
  [{ allow: false, reason: "late" }, plainDenial],
  [
    { allow: false, status: 401 },
    { ...plainDenial, status: 401 },
  ],
  [
    { allow: false, body: "go away" },
    { ...plainDenial, headers: [["content-type", "text/plain; charset=utf-8"]], body: "go away" },
  ],
  [
    { allow: false, body: { reasons: ["a"] } },
    { ...plainDenial, body: '{"reasons":["a"]}' },
  ],
  [
    { allow: false, body: 0 },
    { ...plainDenial, body: "0" },
  ],
  [
    { allow: false, body: null, status: 204 },
    { allow: false, status: 204, headers: [], body: null },
  ],
  [
    { allow: false, status: 304 },
    { allow: false, status: 304, headers: [], body: null },
  ],
  [
    { allow: false, headers: { "Content-Type": "text/html", "Set-Cookie": ["a=1", "b=2"], Vary: ["a", "b"] }, body: "<p>" },
    {
      ...plainDenial,
      headers: [
        ["content-type", "text/html"],
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["vary", "a, b"],
      ],
      body: "<p>",
    },
  ],
])("%j", (value, decision) => {
  expect(describeDecision(value)).toStrictEqual(decision);
});

describe("no decisions", () => {
  test.each<[value: unknown, message: string]>([
    [null, "the decision must be a boolean or an object but is null"],
    ["true", 'the decision must be a boolean or an object but is "true"'],
    [1, "the decision must be a boolean or an object but is 1"],
    [[true], "the decision must be a boolean or an object but is [true]"],
    ["x".repeat(100), `the decision must be a boolean or an object but is "${"x".repeat(79)}…`],
    [{}, "allow of the decision must be a boolean but is undefined"],
    [Object.create({ allow: true }), "allow of the decision must be a boolean but is undefined"],
    [{ allow: "true" }, 'allow of the decision must be a boolean but is "true"'],
    [{ allow: null }, "allow of the decision must be a boolean but is null"],
    [{ allow: true, status: "403" }, 'status of the decision must be a whole number from 200 to 599 but is "403"'],
    [{ allow: false, status: 101 }, "status of the decision must be a whole number from 200 to 599 but is 101"],
    [{ allow: false, status: 600 }, "status of the decision must be a whole number from 200 to 599 but is 600"],
    [{ allow: false, status: 403.5 }, "status of the decision must be a whole number from 200 to 599 but is 403.5"],
    [{ allow: false, status: null }, "status of the decision must be a whole number from 200 to 599 but is null"],
    [{ allow: false, headers: ["a"] }, 'headers of the decision must be an object but is ["a"]'],
    [{ allow: false, headers: { a: 1 } }, "the header a of the decision must be a text but is 1"],
    [{ allow: false, headers: { a: ["b", null] } }, "the header a of the decision must be a text but is null"],
    [{ allow: false, headers: { "a b": "c" } }, 'the decision has a header that cannot be sent: {"a b":"c"}'],
    [{ allow: false, headers: { a: "b\r\nc: d" } }, 'the decision has a header that cannot be sent: {"a":"b\\r\\nc: d"}'],
    [{ allow: true, headers: { a: "b\0" } }, 'the decision has a header that cannot be sent: {"a":"b\\u0000"}'],
    [{ allow: false, status: 204, body: "" }, "body of the decision must not be there for the status 204"],
  ])("%j", (value, message) => {
    expect(() => readDecision(value)).toThrow(expect.objectContaining({ name: "DecisionError", message }));
  });
});
