import { LEADING_ZERO, NUMBER_TOO_BIG, unexpectedToken } from "../errors/parse-errors.ts";

/** OPA refuses numbers beyond 2^±100000. */
const MAX_DECIMAL_EXPONENT = 30_102;

const PARTS = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** What is wrong with the text of a number that the scanner accepts, or undefined. */
export function numberFault(text: string): string | undefined {
  if (text.length < 2) return undefined;
  if (text.charCodeAt(0) === ZERO && isDigit(text.charCodeAt(1))) return unexpectedToken("number", false, LEADING_ZERO);
  return text.length > 5 && isTooBig(text) ? NUMBER_TOO_BIG : undefined;
}

function isTooBig(text: string): boolean {
  const [, whole = "", fraction = "", exponent = "0"] = PARTS.exec(text) ?? [];
  const digits = whole + fraction;
  const leading = digits.search(/[1-9]/);
  if (leading < 0) return false;
  return Math.abs(whole.length - 1 - leading + Number(exponent)) > MAX_DECIMAL_EXPONENT;
}

const ZERO = 0x30;

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= 0x39;
}
