import { isArray, isNumber, kindOf } from "../../values/kind.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinContext } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { fail, failOperand } from "../failure.ts";
import type { Instant } from "./instant.ts";
import { instantOf } from "./instant.ts";
import { utc, type Zone } from "./zone.ts";
import { findZone } from "./zone-table.ts";

/** What an operand that holds a moment must be, in OPA's words. */
export const instantWords = "either number (ns) or [number (ns), string (tz)]";

/** Reads the operand `ns` or `[ns, tz, …]`: nanoseconds since the epoch in 64 bits, and a zone's name. */
export function readInstant(operand: Value, position: number, context: BuiltinContext): Instant | BuiltinFailure {
  if (isNumber(operand)) return instantOf(operand, utc);
  const [nanoseconds, name, layout] = isArray(operand) ? operand : [];
  if (!isArray(operand) || nanoseconds === undefined) return failOperand(position, `must be ${instantWords} but got ${kindOf(operand)}`);
  if (!isNumber(nanoseconds)) return failOperand(position, `must be number but got ${kindOf(nanoseconds)}`);
  if (name !== undefined && typeof name !== "string") return failOperand(position, `must be string but got ${kindOf(name)}`);
  const zone = loadZone(name ?? "", context);
  if (zone instanceof BuiltinFailure) return zone;
  // Only `time.format` uses it, but all look at it.
  if (layout !== undefined && typeof layout !== "string") return failOperand(position, `must be string but got ${kindOf(layout)}`);
  return instantOf(nanoseconds, zone);
}

/** The zone of a name; the empty one is UTC, and `Local` is the host's. Names that leave the database's folder are not looked up. */
function loadZone(name: string, context: BuiltinContext): Zone | BuiltinFailure {
  if (name === "" || name === "UTC") return utc;
  if (name === "Local") return localZone(context);
  if (name.includes("..") || name.startsWith("/") || name.startsWith("\\")) return fail("time: invalid location name");
  return findZone(name) ?? fail(`unknown time zone ${name}`);
}

/** The zone of the machine; UTC where the host does not say or says what is not known. */
export function localZone({ host }: BuiltinContext): Zone {
  return findZone(host.timeZone?.() ?? "UTC") ?? utc;
}
