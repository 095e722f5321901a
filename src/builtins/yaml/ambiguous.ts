const words = new Set(
  ["", "~", "null", "Null", "NULL"].concat(
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"],
    ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"],
    [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ),
);
const number = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const partedFraction = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9]+)?$/;
const prefixed = /^([-+]?)(0(?:[bB][01]+|[oO][0-7]+|[xX][0-9a-fA-F]+))$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:([Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/;

/** Whether a reader of YAML 1.1 could take the plain text for something else than a text: it is written in quotes then. */
export function isAmbiguous(text: string): boolean {
  if (words.has(text)) return true;
  const first = text.charAt(0);
  if (!/[-+.0-9]/.test(first)) return false;
  // Go reads this as one of its own numbers, in which digits may be parted.
  if (first === ".") return partedFraction.test(text) && isNumber(text.replaceAll("_", ""));
  const digits = text.replaceAll("_", "");
  return isNumber(digits) || isPrefixedInteger(digits) || sexagesimal.test(text) || isTimestamp(text);
}

/** What doubles do not reach is a text. */
function isNumber(text: string): boolean {
  return number.test(text) && Number.isFinite(Number(text));
}

/** Integers of other bases fit into 64 bits, or they are texts. */
function isPrefixedInteger(text: string): boolean {
  const [, sign, digits] = prefixed.exec(text) ?? [];
  return digits !== undefined && BigInt(digits) < (sign === "-" ? 2n ** 63n + 1n : 2n ** 64n);
}

function isTimestamp(text: string): boolean {
  const match = timestamp.exec(text);
  if (match === null) return false;
  const [, year, month, day, separator, hour = "0", minute = "0", second = "0", zone] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || Number(day) < 1) return false;
  // A `T` asks for a zone, a blank for none.
  if (separator !== undefined && (separator === " ") === (zone !== undefined)) return false;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
