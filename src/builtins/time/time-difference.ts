import { countDaysOfMonth } from "./calendar.ts";
import type { Instant } from "./instant.ts";
import { locate } from "./instant.ts";

/** Years, months, days, hours, minutes and seconds between two moments, in the first one's zone; always positive. */
export function differenceOf(left: Instant, right: Instant): readonly number[] {
  const other = locate(right.seconds, right.nanosecond, left.zone);
  const [from, to] = isAfter(left, other) ? [other.civil, left.civil] : [left.civil, other.civil];
  let years = to.year - from.year;
  let months = to.month - from.month;
  let days = to.day - from.day;
  let hours = to.hour - from.hour;
  let minutes = to.minute - from.minute;
  let seconds = to.second - from.second;
  if (seconds < 0) {
    seconds += 60;
    minutes--;
  }
  if (minutes < 0) {
    minutes += 60;
    hours--;
  }
  if (hours < 0) {
    hours += 24;
    days--;
  }
  if (days < 0) {
    days += countDaysOfMonth(from.year, from.month);
    months--;
  }
  if (months < 0) {
    months += 12;
    years--;
  }
  return [years, months, days, hours, minutes, seconds];
}

function isAfter(left: Instant, right: Instant): boolean {
  return left.seconds > right.seconds || (left.seconds === right.seconds && left.nanosecond > right.nanosecond);
}
