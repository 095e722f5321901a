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

/** The moment so many nanoseconds after the epoch, which must fit into 64 bits. */
export function instantOf(nanoseconds: RegoNumber, zone: Zone): Instant | BuiltinFailure {
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
  const total = BigInt(seconds) * billion + BigInt(nanosecond);
  return BigInt.asIntN(64, total) === total ? normalizeInteger(total) : fail("time outside of valid range");
}
