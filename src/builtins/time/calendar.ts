/** The proleptic Gregorian calendar in whole numbers, as Go's `time` computes it. */

/** The fields of a date and a time of day, without a zone. */
export interface CivilTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const secondsPerDay = 86_400;

export const monthNames: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const weekdayNames: readonly string[] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const daysBeforeMonth: readonly number[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function countDaysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (daysBeforeMonth[month] ?? 0) - (daysBeforeMonth[month - 1] ?? 0);
}

/** Days before a month in a year that is not a leap year. */
export function countDaysBefore(month: number): number {
  return daysBeforeMonth[month - 1] ?? 0;
}

/** Days since 1970-01-01. The month is from 1 to 12; the day may be any number. */
export function daysFromCivil(year: number, month: number, day: number): number {
  // Years that start in March put the leap day at their end.
  const shifted = month < 3 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The civil time of seconds since the epoch, in the zone that is so many seconds east. */
export function civilFromSeconds(seconds: number, offset: number): CivilTime {
  const local = seconds + offset;
  const days = Math.floor(local / secondsPerDay);
  // As an integer of 32 bits: remainders of doubles are slow (bench: abac-time).
  const rest = (local - days * secondsPerDay) | 0;
  const hour = (rest / 3600) | 0;
  const minute = ((rest - hour * 3600) / 60) | 0;
  const second = rest - hour * 3600 - minute * 60;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day, hour, minute, second };
}

/** From 0, Sunday. */
export function weekdayOf(civil: CivilTime): number {
  return (((daysFromCivil(civil.year, civil.month, civil.day) + 4) % 7) + 7) % 7;
}

/** The day of the year, from 1. */
export function dayOfYear(civil: CivilTime): number {
  return countDaysBefore(civil.month) + civil.day + (civil.month > 2 && isLeapYear(civil.year) ? 1 : 0);
}
