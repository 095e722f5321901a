import type { RegoNumber } from "../../values/value.ts";
import type { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { daysFromCivil, secondsPerDay } from "./calendar.ts";
import type { Instant } from "./instant.ts";
import { resolveLocal, toNanoseconds } from "./instant.ts";

/** Years from Go's absolute zero to the year 0: a multiple of 400, so that counts from there are never negative. */
const absoluteYears = 292_277_022_400n;
const absoluteDaysOfEpoch = (absoluteYears / 400n) * 146_097n + 719_468n;

/**
 * The moment with years, months and days added to its local date, normalised as Go's `AddDate`: the 31st of a month of 30 days is the
 * first of the next one. Everything wraps at 64 bits, also as in Go, before the range is looked at.
 */
export function addDate(instant: Instant, years: bigint, months: bigint, days: bigint): RegoNumber | BuiltinFailure {
  const { civil, zone, nanosecond } = instant;
  const monthIndex = wrap(BigInt(civil.month) + months - 1n);
  const carried = floorDivide(monthIndex, 12n);
  const year = wrap(wrap(BigInt(civil.year) + years) + carried);
  const month = Number(monthIndex - carried * 12n) + 1;
  const day = wrap(BigInt(civil.day) + days);
  const timeOfDay = BigInt(civil.hour * 3600 + civil.minute * 60 + civil.second);
  const local = Number(wrap((countAbsoluteDays(year, month, day) - absoluteDaysOfEpoch) * 86_400n + timeOfDay));
  if (!Number.isSafeInteger(local)) return fail("time outside of valid range");
  return toNanoseconds(resolveLocal(local, zone), nanosecond);
}

/** Days since Go's absolute zero in unsigned 64 bits. Years start in March. */
function countAbsoluteDays(year: bigint, month: number, day: bigint): bigint {
  const shifted = BigInt.asUintN(64, year - (month < 3 ? 1n : 0n) + absoluteYears);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  const yearOfCentury = shifted % 100n;
  const daysOfCenturies = BigInt.asUintN(64, 146_097n * (shifted / 100n)) / 4n;
  return BigInt.asUintN(64, daysOfCenturies + (1461n * yearOfCentury) / 4n + BigInt(dayOfYear) + day - 1n);
}

/** As many years, months or days at most need no wrapping. */
const smallStep = 1_000_000;

/** {@link addDate} of steps that are small, in JS numbers (bench: abac-time). Undefined for others. */
export function addSmallDate(
  { civil, zone, nanosecond }: Instant,
  years: RegoNumber,
  months: RegoNumber,
  days: RegoNumber,
): RegoNumber | BuiltinFailure | undefined {
  if (!isSmall(years) || !isSmall(months) || !isSmall(days)) return undefined;
  const monthIndex = civil.month - 1 + months;
  const carried = Math.floor(monthIndex / 12);
  const date = daysFromCivil(civil.year + years + carried, monthIndex - carried * 12 + 1, civil.day + days);
  const local = date * secondsPerDay + civil.hour * 3600 + civil.minute * 60 + civil.second;
  return toNanoseconds(resolveLocal(local, zone), nanosecond);
}

function isSmall(step: RegoNumber): step is number {
  return typeof step === "number" && Number.isInteger(step) && step > -smallStep && step < smallStep;
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  return value >= 0n ? value / divisor : -((-value + divisor - 1n) / divisor);
}
