import type { RegoNumber } from "../../values/value.ts";
import type { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { countDaysBefore, countDaysOfMonth, isLeapYear } from "./calendar.ts";
import { secondsOfCivil, toNanoseconds } from "./instant.ts";
import type { Layout } from "./layout.ts";
import type { TimeFields } from "./parse-field.ts";
import { FieldProblem, newFields, readVerb } from "./parse-field.ts";
import { quoteTimeText, toByteText } from "./quote-time-text.ts";
import type { Zone } from "./zone.ts";

/**
 * Nanoseconds since the epoch of a text that a Go layout describes. Fields that the layout does not have are those of the year 0; a
 * zone's abbreviation counts only where the local zone has it.
 */
export function parseTime(layout: Layout, text: string, local: () => Zone): RegoNumber | BuiltinFailure {
  const value = toByteText(text);
  const cannotParse = (element: string, rest: string): BuiltinFailure =>
    fail(
      `parsing time ${quoteTimeText(value)} as ${quoteTimeText(toByteText(layout.text))}: cannot parse ${quoteTimeText(rest)} as ${quoteTimeText(element)}`,
    );
  const problem = (message: string): BuiltinFailure => fail(`parsing time ${quoteTimeText(value)}: ${message}`);

  const fields = newFields();
  let rest = value;
  for (const { prefix: written, verb, suffix } of layout.chunks) {
    const prefix = toByteText(written);
    const skipped = skipLiteral(rest, prefix);
    if (skipped.failed) return cannotParse(prefix, skipped.rest);
    if (verb === undefined) {
      if (skipped.rest !== "") return problem(`extra text: ${quoteTimeText(skipped.rest)}`);
      break;
    }
    const read = readVerb(verb, skipped.rest, suffix, fields);
    if (read instanceof FieldProblem)
      return read.range === undefined ? cannotParse(verb.text, skipped.rest) : problem(`${read.range} out of range`);
    rest = read;
  }
  const wrong = settleDate(fields);
  return wrong === undefined ? toNanoseconds(secondsOfFields(fields, local), fields.nanosecond) : problem(wrong);
}

/** Passes over a layout's literal text. Blanks match any number of blanks, also none at the end. */
function skipLiteral(value: string, literal: string): { readonly rest: string; readonly failed: boolean } {
  let at = 0;
  for (let index = 0; index < literal.length; ) {
    if (literal[index] === " ") {
      if (at < value.length && value[at] !== " ") return { rest: value.slice(at), failed: true };
      while (literal[index] === " ") index++;
      while (value[at] === " ") at++;
    } else {
      if (value[at] !== literal[index]) return { rest: value.slice(at), failed: true };
      index++;
      at++;
    }
  }
  return { rest: value.slice(at), failed: false };
}

/** Completes hour, month and day, and says what is wrong with them. */
function settleDate(fields: TimeFields): string | undefined {
  if (fields.half === "pm" && fields.hour < 12) fields.hour += 12;
  else if (fields.half === "am" && fields.hour === 12) fields.hour = 0;
  if (fields.yearDay >= 0) {
    const date = dateOfYearDay(fields.year, fields.yearDay);
    if (date === undefined) return "day-of-year out of range";
    if (fields.month >= 0 && fields.month !== date.month) return "day-of-year does not match month";
    if (fields.day >= 0 && fields.day !== date.day) return "day-of-year does not match day";
    fields.month = date.month;
    fields.day = date.day;
  } else {
    if (fields.month < 0) fields.month = 1;
    if (fields.day < 0) fields.day = 1;
  }
  return fields.day < 1 || fields.day > countDaysOfMonth(fields.year, fields.month) ? "day out of range" : undefined;
}

function dateOfYearDay(year: number, yearDay: number): { readonly month: number; readonly day: number } | undefined {
  if (isLeapYear(year) && yearDay === 60) return { month: 2, day: 29 };
  const day = isLeapYear(year) && yearDay > 60 ? yearDay - 1 : yearDay;
  if (day < 1 || day > 365) return undefined;
  let month = 12;
  while (countDaysBefore(month) >= day) month--;
  return { month, day: day - countDaysBefore(month) };
}

function secondsOfFields(fields: TimeFields, local: () => Zone): number {
  const seconds = secondsOfCivil(fields);
  if (fields.utc) return seconds;
  if (fields.offset !== undefined) return seconds - fields.offset;
  if (fields.zoneName === "") return seconds;
  return seconds - (local().offsetOfAbbreviation(fields.zoneName, seconds) ?? 0);
}
