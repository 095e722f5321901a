import type { RegoNumber } from "../../values/value.ts";
import type { BuiltinFailure } from "../context.ts";
import { countDaysOfMonth, daysFromCivil, secondsPerDay } from "./calendar.ts";
import { toNanoseconds } from "./instant.ts";

/**
 * Reads the times that are written as RFC 3339 has them: `2025-06-17T20:15:00Z`, `….5+02:00`. Undefined for all others, also for those that
 * Go takes nevertheless: `parseTime` has the last word on them (bench: abac-time).
 */
export function readRfc3339(text: string): RegoNumber | BuiltinFailure | undefined {
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  const hour = readDigits(text, 11, 13);
  const minute = readDigits(text, 14, 16);
  const second = readDigits(text, 17, 19);
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":" || text[16] !== ":") return undefined;
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= countDaysOfMonth(year, month))) return undefined;
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  let at = 19;
  let nanosecond = 0;
  if (text[at] === ".") {
    at++;
    const from = at;
    while (isDigit(text, at) && at - from < 9) at++;
    if (at === from) return undefined;
    nanosecond = readDigits(text, from, at) * 10 ** (9 - (at - from));
  }
  const offset = readOffset(text, at);
  if (offset === undefined) return undefined;
  const seconds = daysFromCivil(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + second - offset;
  return toNanoseconds(seconds, nanosecond);
}

/** `Z` or an offset such as `+02:00` up to the end, in seconds. */
function readOffset(text: string, at: number): number | undefined {
  if (text[at] === "Z") return text.length === at + 1 ? 0 : undefined;
  const hours = readDigits(text, at + 1, at + 3);
  const minutes = readDigits(text, at + 4, at + 6);
  if (text.length !== at + 6 || text[at + 3] !== ":" || !(hours < 24 && minutes < 60)) return undefined;
  const offset = hours * 3600 + minutes * 60;
  if (text[at] === "+") return offset;
  return text[at] === "-" ? -offset : undefined;
}

/** The number that the digits from one place to another make; NaN where one of them is none. */
function readDigits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
