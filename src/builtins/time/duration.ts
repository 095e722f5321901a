import { quoteString } from "../../values/go-quote.ts";
import type { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { quoteTimeText, toByteText } from "./quote-time-text.ts";

/** Nanoseconds of Go's units. Both signs for micro: U+00B5 and U+03BC, as byte texts. */
const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["\u00c2\u00b5s", 1_000n],
  ["\u00ce\u00bcs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

/** OPA's own units, in hours. */
const hoursOfUnit: Readonly<Record<string, number>> = { d: 24, w: 24 * 7, y: 24 * 365 };
const extended = /^[+-]?(?:[\d.]+(?:ns|us|\u00b5s|ms|[a-ce-vxz])|(?:\d+(?:\.\d*)?|\.\d+)[dwy])+$/;
const extendedTerm = /(\d+(?:\.\d*)?|\.\d+)([dwy])/g;

const limit = 2n ** 63n;

/** Reads a duration as Go writes it, with days, weeks and years beside; the answer is in nanoseconds and fits into 64 bits. */
export function parseDuration(text: string): bigint | BuiltinFailure {
  if (!/[dwy]/.test(text)) return parseGoDuration(text);
  if (!extended.test(text)) return fail(`time: invalid duration ${quoteString(text)}`);
  const toHours = (_: string, amount: string, unit: string): string => `${toPlainText(Number(amount) * (hoursOfUnit[unit] ?? 0))}h`;
  const inHours = text.replace(extendedTerm, toHours);
  return parseGoDuration(inHours, quoteString(text));
}

/** A positive number in digits, without an exponent. */
function toPlainText(value: number): string {
  const text = String(value);
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return text;
  const [whole = "", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent);
  return shift < 0 ? `0.${"0".repeat(-shift - 1)}${whole}${fraction}` : (whole + fraction).padEnd(whole.length + shift, "0");
}

const term = /([0-9]*)(\.?)([0-9]*)([^0-9.]*)/y;

/** Reads a duration in Go's units only; errors show the original text, which is given in quotes. */
export function parseGoDuration(text: string, original = quoteTimeText(toByteText(text))): bigint | BuiltinFailure {
  const invalid = fail(`time: invalid duration ${original}`);
  const bytes = toByteText(text);
  const negative = bytes.startsWith("-");
  const rest = /^[+-]/.test(bytes) ? bytes.slice(1) : bytes;
  if (rest === "0") return 0n;
  if (rest === "") return invalid;
  let total = 0n;
  for (let at = 0; at < rest.length; at = term.lastIndex) {
    term.lastIndex = at;
    const [, whole = "", point = "", fraction = "", unit = ""] = term.exec(rest) ?? [];
    if ((whole === "" && (point === "" || fraction === "")) || whole.replace(/^0+/, "").length > 19) return invalid;
    const amount = BigInt(whole);
    if (amount > limit) return invalid;
    if (unit === "") return fail(`time: missing unit in duration ${original}`);
    const size = units.get(unit);
    if (size === undefined) return fail(`time: unknown unit ${quoteTimeText(unit)} in duration ${original}`);
    if (amount > limit / size) return invalid;
    total += amount * size + scaleFraction(fraction, size);
    if (total > limit) return invalid;
  }
  if (negative) return -total;
  return total === limit ? invalid : total;
}

/** The fraction of a unit, in floating point as Go computes it: digits that do not fit into 63 bits are dropped. */
function scaleFraction(digits: string, size: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > (limit - 1n) / 10n || next > limit) break;
    value = next;
    scale *= 10;
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}
