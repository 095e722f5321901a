import { normalizeInteger, toBigInt } from "../../values/number.ts";
import type { RegoNumber } from "../../values/value.ts";
import type { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import type { CivilTime } from "./calendar.ts";
import { civilFromSeconds, daysFromCivil, secondsPerDay } from "./calendar.ts";
import type { LocalPeriod } from "./local-period.ts";
import type { Zone } from "./zone.ts";

/** A moment as a zone's clocks show it. */
export interface Instant {
  /** Whole seconds since the epoch. */
  readonly seconds: number;
  /** From 0 to 999,999,999. */
  readonly nanosecond: number;
  readonly zone: Zone;
  readonly period: LocalPeriod;
  readonly civil: CivilTime;
}

const billion = 1_000_000_000n;
/** Fewer seconds than these, in nanoseconds, are multiples of 512 below 2^62: doubles have them exactly. Until the year 2112. */
const exactSeconds = 4_500_000_000;
/** Fewer seconds, in nanoseconds, are safe integers. */
const safeSeconds = 9_007_199;

/** The moment so many nanoseconds after the epoch, which must fit into 64 bits. */
export function instantOf(nanoseconds: RegoNumber, zone: Zone): Instant | BuiltinFailure {
  if (typeof nanoseconds === "bigint") {
    const near = Math.floor(Number(nanoseconds) / 1e9);
    if (near > -exactSeconds && near < exactSeconds) {
      // The quotient is that of the nearest double: at most one too large or too small.
      const rest = Number(nanoseconds - BigInt(near * 1e9));
      if (rest < 0) return locate(near - 1, rest + 1e9, zone);
      return rest < 1e9 ? locate(near, rest, zone) : locate(near + 1, rest - 1e9, zone);
    }
  }
  const total = toBigInt(nanoseconds);
  if (total === undefined || BigInt.asIntN(64, total) !== total) return fail("timestamp too big");
  const nanosecond = ((total % billion) + billion) % billion;
  return locate(Number((total - nanosecond) / billion), Number(nanosecond), zone);
}

/** The moment in the given zone. */
export function locate(seconds: number, nanosecond: number, zone: Zone): Instant {
  const period = zone.at(seconds);
  return { seconds, nanosecond, zone, period, civil: civilFromSeconds(seconds, period.offset) };
}

/**
 * The seconds since the epoch of a local time that is given as if it were UTC. A time that a gap leaves out is read with the offset of
 * before the gap or after it, as Go does; of two readings in a fold it takes the one whose offset holds at that time taken for UTC.
 */
export function resolveLocal(localSeconds: number, zone: Zone): number {
  const { offset, start, end } = zone.at(localSeconds);
  const seconds = localSeconds - offset;
  return seconds >= start && seconds < end ? seconds : localSeconds - zone.at(seconds).offset;
}

/** The seconds of a civil time taken for UTC. */
export function secondsOfCivil({ year, month, day, hour, minute, second }: CivilTime): number {
  return daysFromCivil(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + second;
}

/** Nanoseconds since the epoch, which must fit into 64 bits. */
export function toNanoseconds(seconds: number, nanosecond: number): RegoNumber | BuiltinFailure {
  if (!Number.isSafeInteger(seconds)) return fail("time outside of valid range");
  if (seconds > -exactSeconds && seconds < exactSeconds) {
    const size = Math.abs(seconds);
    if (size < safeSeconds) return seconds * 1e9 + nanosecond;
    if (size > safeSeconds + 1) {
      const whole = BigInt(seconds * 1e9);
      return nanosecond === 0 ? whole : whole + BigInt(nanosecond);
    }
  }
  const total = BigInt(seconds) * billion + BigInt(nanosecond);
  return BigInt.asIntN(64, total) === total ? normalizeInteger(total) : fail("time outside of valid range");
}
