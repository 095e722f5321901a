import fc from "fast-check";
import { compare, valid } from "semver";
import { expect, it } from "vitest";
import { semverBuiltins } from "./semver.ts";
import { callBuiltin } from "./testing/call-text.ts";

// The `semver` package reads only what the standard allows (OPA takes more: leading zeros, an empty pre-release) and no number above 2^53:
// it is asked about versions of the standard, on which both must agree.
const number = fc.nat({ max: 1_000 }).map(String);
const word = fc.stringMatching(/^[0-9]{0,2}[A-Za-z-][0-9A-Za-z-]{0,3}$/);
const identifier = fc.oneof(number, word);
const dotted = fc.array(identifier, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const core = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((parts) => parts.join("."));
const version = fc
  .tuple(core, fc.option(dotted), fc.option(dotted))
  .map(([numbers, preRelease, build]) => numbers + (preRelease === null ? "" : `-${preRelease}`) + (build === null ? "" : `+${build}`));

it("calls valid what the semver package does", () => {
  fc.assert(
    fc.property(version, (text) => {
      expect(valid(text)).not.toBeNull();
      expect(callBuiltin(semverBuiltins, `semver.is_valid("${text}")`)).toBe("true");
    }),
  );
});

it("orders versions as the semver package does", () => {
  fc.assert(
    fc.property(version, version, (left, right) => {
      expect(callBuiltin(semverBuiltins, `semver.compare("${left}", "${right}")`)).toBe(String(compare(left, right)));
    }),
    { numRuns: 500 },
  );
});
