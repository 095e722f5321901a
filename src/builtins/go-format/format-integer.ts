import type { Directive } from "./directive.ts";
import { pad } from "./directive.ts";
import { isPrintable, quoteRune } from "./quote.ts";

const bases: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, O: 8, v: 10, x: 16, X: 16 };
const replacementCode = 0xfffd;

/** An integer of a verb, or `undefined` where the verb is not one of integers. */
export function formatInteger(value: bigint, verb: string, directive: Directive): string | undefined {
  if (Object.hasOwn(bases, verb)) return formatDigits(value, verb, directive);
  switch (verb) {
    case "c":
      return pad(String.fromCodePoint(toCode(value)), directive);
    case "q":
      return pad(quoteRune(String.fromCodePoint(toCode(value)), directive.plus), directive);
    case "U":
      return formatUnicode(value, directive);
    default:
      return undefined;
  }
}

/** A `*big.Int` has verbs of its own: no characters, but `%s`; zeros fill the width unless there is a precision. */
export function formatBigInteger(value: bigint, verb: string, directive: Directive): string | undefined {
  const base = verb === "s" ? 10 : Object.hasOwn(bases, verb) ? bases[verb] : undefined;
  if (base === undefined) return undefined;
  const { precision, minus, zero, width = 0 } = directive;
  const digits =
    precision === 0 && value === 0n
      ? ""
      : absolute(value)
          .toString(base)
          .padStart(precision ?? 0, "0");
  const sign = signOf(value, directive);
  const prefix = verb === "O" ? "0o" : directive.sharp ? sharpPrefix(verb) : "";
  const cased = verb === "X" ? digits.toUpperCase() : digits;
  const room = zero && !minus && precision === undefined ? width - sign.length - prefix.length : 0;
  return pad(sign + prefix + cased.padStart(room, "0"), { ...directive, zero: false });
}

function formatDigits(value: bigint, verb: string, directive: Directive): string {
  const { precision, minus, zero, width } = directive;
  const blank = { ...directive, zero: false };
  if (precision === 0 && value === 0n) return pad("", blank);
  const sign = signOf(value, directive);
  const length = precision ?? (zero && !minus && width !== undefined ? width - sign.length : 0);
  const digits = absolute(value)
    .toString(bases[verb] ?? 10)
    .padStart(length, "0");
  const cased = verb === "X" ? digits.toUpperCase() : digits;
  return pad(sign + prefixOf(verb, cased, directive.sharp) + cased, blank);
}

function prefixOf(verb: string, digits: string, sharp: boolean): string {
  const prefix = !sharp || (sharpPrefix(verb) === "0" && digits.startsWith("0")) ? "" : sharpPrefix(verb);
  return verb === "O" ? `0o${prefix}` : prefix;
}

function sharpPrefix(verb: string): string {
  switch (verb) {
    case "b":
      return "0b";
    case "o":
    case "O":
      return "0";
    case "x":
      return "0x";
    case "X":
      return "0X";
    default:
      return "";
  }
}

function signOf(value: bigint, { plus, space }: Directive): string {
  return value < 0n ? "-" : plus ? "+" : space ? " " : "";
}

function formatUnicode(value: bigint, directive: Directive): string {
  const code = BigInt.asUintN(64, value);
  const digits = code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(directive.precision ?? 4, 4), "0");
  const character = directive.sharp && code <= 0x10ffffn ? String.fromCodePoint(Number(code)) : undefined;
  const shown = character !== undefined && isPrintable(character) ? ` '${character}'` : "";
  return pad(`U+${digits}${shown}`, { ...directive, zero: false });
}

/** Go takes what is no code point, and halves of pairs, for U+FFFD. */
function toCode(value: bigint): number {
  const isCode = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  return isCode ? Number(value) : replacementCode;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
