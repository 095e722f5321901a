import { expect, it } from "vitest";
import { globQuoteBuiltins } from "./glob-quote.ts";
import { callBuiltin } from "./testing/call-text.ts";

// Each answer is OPA's.
it.each([['glob.quote_meta("a*b?c\\\\d[e]{f},g!-é")', '"a\\\\*b\\\\?c\\\\\\\\d\\\\[e\\\\]\\\\{f\\\\},g!-é"']])("%s is %s", (call, answer) =>
  expect(callBuiltin(globQuoteBuiltins, call)).toBe(answer),
);
