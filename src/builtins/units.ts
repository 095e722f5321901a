import { numberType, stringType } from "../types/types.ts";
import { binaryOfDecimal, truncateBinary } from "../values/binary-float.ts";
import { decimalOf, normalizeDecimal, normalizeInteger, parseNumber } from "../values/number.ts";
import type { RegoNumber } from "../values/value.ts";
import { remember } from "./bounded-cache.ts";
import type { BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { fail } from "./failure.ts";

/** Decimal and binary prefixes by their letter; milli apart, as only case tells it from mega. */
const powers: Readonly<Record<string, bigint>> = { k: 1n, m: 2n, g: 3n, t: 4n, p: 5n, e: 6n };
/** From this exponent on OPA refuses numbers. */
const maximalExponent = 1_000_000;
/** OPA writes fractions with so many decimals: `units.parse("1.5")` is `1.5000000000`. */
const shownDecimals = 10;
/** Bytes are counted exactly, which for larger exponents would take the memory of the machine. */
const maximalByteExponent = 100_000;

interface Amount {
  readonly amount: string;
  readonly unit: string;
}

/** Splits `10Ki` into number and unit. An `e` belongs to the number where a digit or a sign follows. */
function splitAmount(text: string): Amount {
  const [amount = ""] = /^(?:[\d.+-]|[eE](?=[\d+-]))*/.exec(text) ?? [];
  return { amount, unit: text.slice(amount.length) };
}

function parseAmount(amount: string, limit: number): RegoNumber | "exponent too large" | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(amount)) return undefined;
  const exponent = Number(/[eE](.*)$/.exec(amount)?.[1] ?? "0");
  if (Math.abs(exponent) >= limit) return "exponent too large";
  return parseNumber(
    amount
      .replace(/^\+/, "")
      .replace(/^(-?)\./, "$10.")
      .replace(/\.(?!\d)/, ""),
  );
}

/** The factor of a unit, `Ki` or `K`; undefined for an unknown one. */
function factorOf(unit: string): bigint | undefined {
  if (unit === "") return 1n;
  const power = Object.hasOwn(powers, unit.charAt(0)) ? powers[unit.charAt(0)] : undefined;
  if (power === undefined || !/^.i?$/.test(unit)) return undefined;
  return unit.endsWith("i") ? 1024n ** power : 1000n ** power;
}

/** A number with a unit: `0.5G`, `100m`. */
function parseUnits(text: string): BuiltinResult {
  const plain = text.replaceAll('"', "");
  if (plain.includes(" ")) return fail("units.parse: spaces not allowed in resource strings");
  const { amount, unit } = splitAmount(plain);
  if (amount === "") return fail("units.parse: no amount provided");
  const factor = unit === "m" ? 1n : factorOf(unit.toLowerCase());
  if (factor === undefined) return fail(`units.parse: unit ${unit.charAt(0)}${unit.slice(1).toLowerCase()} not recognized`);
  const number = parseAmount(amount, maximalExponent);
  if (number === undefined) return fail("units.parse: could not parse amount to a number");
  if (typeof number === "string") return fail(`units.parse: ${number}`);
  const { unscaled, exponent } = decimalOf(number);
  return showDecimals(normalizeDecimal(unscaled * factor, unit === "m" ? exponent - 3 : exponent), shownDecimals);
}

/** An integer with all of its digits; other numbers with all of the given decimals, rounded half away from zero. */
function showDecimals(number: RegoNumber, decimals: number): RegoNumber {
  const { unscaled, exponent } = decimalOf(number);
  if (exponent >= 0) return normalizeInteger(unscaled * 10n ** BigInt(exponent));
  const magnitude = shiftDecimal(unscaled < 0n ? -unscaled : unscaled, exponent + decimals);
  const digits = magnitude.toString().padStart(decimals + 1, "0");
  const text = `${unscaled < 0n ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return normalizeDecimal(unscaled < 0n ? -magnitude : magnitude, -decimals, text);
}

/** The nearest integer to `magnitude × 10^exponent`. */
function shiftDecimal(magnitude: bigint, exponent: number): bigint {
  if (exponent >= 0) return magnitude * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (magnitude + divisor / 2n) / divisor;
}

/** A number of bytes with a unit (`10KiB`), without fraction. OPA computes it with 64 bits. */
function parseBytes(text: string): BuiltinResult {
  const plain = text.replaceAll('"', "");
  if (plain.includes(" ")) return fail("units.parse_bytes: spaces not allowed in resource strings");
  const { amount, unit: written } = splitAmount(plain);
  const unit = written.toLowerCase();
  if (amount === "") return fail("units.parse_bytes: no byte amount provided");
  const factor = unit === "b" ? undefined : factorOf(unit.replace(/b$/, ""));
  if (factor === undefined) return fail(`units.parse_bytes: byte unit ${unit} not recognized`);
  const number = parseAmount(amount, maximalByteExponent);
  if (number === undefined) return fail("units.parse_bytes: could not parse byte amount to a number");
  if (typeof number === "string") return fail(`units.parse_bytes: ${number}`);
  const { unscaled, exponent } = decimalOf(number);
  return normalizeInteger(truncateBinary(binaryOfDecimal({ unscaled: unscaled * factor, exponent }, 64)));
}

export const unitBuiltins: readonly Builtin[] = [
  builtin(
    "units.parse",
    "A number from a text with a decimal or binary unit.",
    [arg("x", stringType, "the text")],
    arg("y", numberType, "the number"),
    // The texts of one policy are few, and reading one takes exact arithmetic.
    (text, context) => remember(context.engineCache, "units.parse", text, parseUnits),
  ),
  builtin(
    "units.parse_bytes",
    "A number of bytes from a text with a unit.",
    [arg("x", stringType, "the text")],
    arg("y", numberType, "the number of bytes"),
    (text, context) => remember(context.engineCache, "units.parse_bytes", text, parseBytes),
  ),
];
