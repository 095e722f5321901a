/** The decimal digits of a positive number: 0.digits × 10^point. Zero has no digits. */
export interface FloatDigits {
  readonly digits: string;
  readonly point: number;
}

/** A double as mantissa × 2^exponent, the mantissa with 53 bits unless the number is subnormal. */
export interface FloatParts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The fewest digits that make the same double. */
export function shortestDigits(value: number): FloatDigits {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  return digits === "" ? { digits, point: 0 } : { digits, point: Number(exponent) + 1 };
}

/** All digits that the double has. */
export function exactDigits(value: number): FloatDigits {
  if (value === 0) return { digits: "", point: 0 };
  const { mantissa, exponent } = splitFloat(value);
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  return { digits: text.replace(/0+$/, ""), point: text.length + Math.min(0, exponent) };
}

/** Rounds to a number of digits, half to even; the number may be negative, which leaves nothing. */
export function roundDigits(number: FloatDigits, length: number): FloatDigits {
  const { digits, point } = number;
  if (length >= digits.length) return number;
  if (length < 0) return { digits: "", point: 0 };
  const next = digits.charCodeAt(length) - 48;
  const isHalf = next === 5 && length + 1 === digits.length;
  const lastIsOdd = length > 0 && digits.charCodeAt(length - 1) % 2 === 1;
  if (next < 5 || (isHalf && !lastIsOdd)) return trimZeros(digits.slice(0, length), point);
  const raised = (BigInt(`0${digits.slice(0, length)}`) + 1n).toString().padStart(length, "0");
  return trimZeros(raised, point + raised.length - length);
}

/** The parts of a positive double. */
export function splitFloat(value: number): FloatParts {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function trimZeros(digits: string, point: number): FloatDigits {
  const trimmed = digits.replace(/0+$/, "");
  return trimmed === "" ? { digits: "", point: 0 } : { digits: trimmed, point };
}
