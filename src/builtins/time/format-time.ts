import { dayOfYear, monthNames, weekdayNames, weekdayOf } from "./calendar.ts";
import type { Instant } from "./instant.ts";
import type { Layout, LayoutVerb, OffsetVerb } from "./layout.ts";

/** The moment by a Go layout. */
export function formatTime(instant: Instant, layout: Layout): string {
  let text = "";
  for (const { prefix, verb } of layout.chunks) {
    text += prefix;
    if (verb !== undefined) text += formatVerb(verb, instant);
  }
  return text;
}

function formatVerb(verb: LayoutVerb, { civil, period, nanosecond }: Instant): string {
  switch (verb.kind) {
    case "longYear":
      return pad(civil.year, 4);
    case "year":
      return pad(civil.year % 100, 2);
    case "longMonth":
      return monthNames[civil.month - 1] ?? "";
    case "month":
      return (monthNames[civil.month - 1] ?? "").slice(0, 3);
    case "numericMonth":
      return String(civil.month);
    case "zeroMonth":
      return pad(civil.month, 2);
    case "longWeekday":
      return weekdayNames[weekdayOf(civil)] ?? "";
    case "weekday":
      return (weekdayNames[weekdayOf(civil)] ?? "").slice(0, 3);
    case "day":
      return String(civil.day);
    case "underDay":
      return String(civil.day).padStart(2, " ");
    case "zeroDay":
      return pad(civil.day, 2);
    case "underYearDay":
      return String(dayOfYear(civil)).padStart(3, " ");
    case "zeroYearDay":
      return pad(dayOfYear(civil), 3);
    case "hour":
      return pad(civil.hour, 2);
    case "hour12":
      return String(civil.hour % 12 || 12);
    case "zeroHour12":
      return pad(civil.hour % 12 || 12, 2);
    case "minute":
      return String(civil.minute);
    case "zeroMinute":
      return pad(civil.minute, 2);
    case "second":
      return String(civil.second);
    case "zeroSecond":
      return pad(civil.second, 2);
    case "upperHalf":
      return civil.hour >= 12 ? "PM" : "AM";
    case "lowerHalf":
      return civil.hour >= 12 ? "pm" : "am";
    case "zoneName":
      return period.abbreviation;
    case "fraction":
      return formatFraction(verb.text.charAt(0), verb.digits, verb.trim, nanosecond);
    case "offset":
      return formatOffset(verb, period.offset);
    default:
      return verb satisfies never;
  }
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** The separator and at most nine digits; without its zeros at the end, and nothing at all when no digit is left, if it is to be trimmed. */
function formatFraction(separator: string, digits: number, trim: boolean, nanosecond: number): string {
  const text = pad(nanosecond, 9).slice(0, digits);
  const shown = trim ? text.replace(/0+$/, "") : text;
  return trim && shown === "" ? "" : separator + shown;
}

function formatOffset({ zulu, colon, fields }: OffsetVerb, offset: number): string {
  if (zulu && offset === 0) return "Z";
  // Less than a minute west has the sign of zero minutes.
  const minutes = Math.trunc(offset / 60);
  const separator = colon ? ":" : "";
  const parts = [pad(Math.floor(Math.abs(minutes) / 60), 2)];
  if (fields !== "hours") parts.push(pad(Math.abs(minutes) % 60, 2));
  if (fields === "seconds") parts.push(pad(Math.abs(offset) % 60, 2));
  return `${minutes < 0 ? "-" : "+"}${parts.join(separator)}`;
}
