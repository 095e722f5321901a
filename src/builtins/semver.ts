import { anyType, booleanType, numberType, stringType } from "../types/types.ts";
import { quoteString } from "../values/go-quote.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail } from "./failure.ts";

/** A version; the build metadata says nothing about its order. */
interface Version {
  readonly numbers: readonly bigint[];
  readonly preRelease: readonly string[];
}

/** Looser than semver.org: a leading `v`, leading zeros, and nothing after `-` or `+` are taken. */
const versionPattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*|))?(?:\+([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*|))?$/;
const maximalNumber = 2n ** 63n - 1n;

function parseVersion(text: string): Version | undefined {
  const [matched, major = "", minor = "", patch = "", preRelease = ""] = versionPattern.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const numbers = [major, minor, patch].map(BigInt);
  if (numbers.some((number) => number > maximalNumber)) return undefined;
  return { numbers, preRelease: preRelease === "" ? [] : preRelease.split(".") };
}

function compareVersions(left: Version, right: Version): number {
  for (const [at, number] of left.numbers.entries()) {
    const other = right.numbers[at] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  return comparePreReleases(left.preRelease, right.preRelease);
}

/** A version without pre-release comes after those with one; else field by field, and then by length. */
function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return Math.sign(right.length - left.length);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = compareFields(left[at] ?? "", right[at] ?? "");
    if (order !== 0) return order;
  }
  return Math.sign(left.length - right.length);
}

/** Numbers come before texts. */
function compareFields(left: string, right: string): number {
  const leftIsNumber = /^\d+$/.test(left);
  const rightIsNumber = /^\d+$/.test(right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  if (!leftIsNumber) return left < right ? -1 : left > right ? 1 : 0;
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function compareTexts(a: string, b: string): BuiltinResult {
  const left = parseVersion(a);
  if (left === undefined) return fail(`operand 1: string ${quoteString(a)} is not a valid SemVer`);
  const right = parseVersion(b);
  if (right === undefined) return fail(`operand 2: string ${quoteString(b)} is not a valid SemVer`);
  return compareVersions(left, right);
}

export const semverBuiltins: readonly Builtin[] = [
  builtin(
    "semver.compare",
    "Orders two versions: -1, 0 or 1.",
    [arg("a", stringType, "the first version"), arg("b", stringType, "the second version")],
    arg("result", numberType, "-1 if the first one is older, 1 if it is newer"),
    compareTexts,
  ),
  builtin(
    "semver.is_valid",
    "Whether a value is the text of a version.",
    [arg("vsn", anyType, "the value")],
    arg("result", booleanType, "whether it is"),
    (vsn) => typeof vsn === "string" && parseVersion(vsn) !== undefined,
  ),
];
