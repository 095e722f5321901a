import { anyOf, numberType, stringType, tupleOf } from "../types/types.ts";
import { isArray } from "../values/kind.ts";
import { normalizeInteger, toBigInt } from "../values/number.ts";
import type { RegoNumber, Value } from "../values/value.ts";
import { remember } from "./bounded-cache.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Argument, Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { failOperand } from "./failure.ts";
import { compileOperandCheck } from "./operand-check.ts";
import { addDate, addSmallDate } from "./time/add-date.ts";
import { weekdayNames, weekdayOf } from "./time/calendar.ts";
import { parseDuration } from "./time/duration.ts";
import { formatTime } from "./time/format-time.ts";
import type { Instant } from "./time/instant.ts";
import { type Layout, namedLayouts, readLayout } from "./time/layout.ts";
import { parseTime } from "./time/parse-time.ts";
import { instantWords, localZone, readInstant } from "./time/read-instant.ts";
import { readRfc3339 } from "./time/read-rfc3339.ts";
import { differenceOf } from "./time/time-difference.ts";

const instantType = anyOf(numberType, tupleOf(numberType, stringType));
const formatType = anyOf(numberType, tupleOf(numberType, stringType), tupleOf(numberType, stringType, stringType));
const instantRules = { called: instantWords };
const instantDescription = "nanoseconds since the epoch (UTC), or an array of them and a time zone's name";
const parsedInstant = arg("ns", numberType, "nanoseconds since the epoch (UTC)");
const nanoseconds = arg("output", numberType, "nanoseconds since the epoch (UTC)");
const triple = tupleOf(numberType, numberType, numberType);
const rfc3339 = readLayout("2006-01-02T15:04:05Z07:00");
const rfc3339Nano = readLayout("2006-01-02T15:04:05.999999999Z07:00");

/** The builtins for times, dates and durations. All times are nanoseconds since the epoch that fit into 64 bits. */
export const timeBuiltins: readonly Builtin[] = [
  builtin("time.now_ns", "The time at which the query began.", [], arg("now", numberType, nanoseconds.description), readNow, {
    nondeterministic: true,
  }),
  builtin(
    "time.parse_ns",
    "Reads a time by a Go layout.",
    [
      arg("layout", stringType, "a Go layout, or the name of one, such as `RFC3339`"),
      arg("value", stringType, "the text to read by the layout"),
    ],
    parsedInstant,
    (layout, value, context) => parseTime(findLayout(layout, context), value, () => localZone(context)),
  ),
  builtin(
    "time.parse_rfc3339_ns",
    "Reads a time as RFC 3339 has it.",
    [arg("value", stringType, "a time, such as `2021-01-01T00:00:00Z`")],
    parsedInstant,
    (value, context) => readRfc3339(value) ?? parseTime(rfc3339, value, () => localZone(context)),
  ),
  builtin(
    "time.parse_duration_ns",
    "Reads a duration: Go's units, and days, weeks and years of fixed length.",
    [arg("duration", stringType, "a duration, such as `1h30m` or `7d`")],
    arg("ns", numberType, "the duration in nanoseconds"),
    (duration) => {
      const parsed = parseDuration(duration);
      return parsed instanceof BuiltinFailure ? parsed : normalizeInteger(parsed);
    },
  ),
  builtin(
    "time.format",
    "Writes a time by a Go layout; without one, as RFC 3339.",
    [
      arg(
        "x",
        formatType,
        "nanoseconds since the epoch (UTC), or an array of them, a time zone's name and a Go layout (or the name of one)",
        instantRules,
      ),
    ],
    arg("formatted timestamp", stringType, "the time in the layout"),
    format,
  ),
  ofInstant("time.date", "The year, month and day of a time.", arg("date", triple, "an array of year, month and day"), ({ civil }) => [
    civil.year,
    civil.month,
    civil.day,
  ]),
  ofInstant(
    "time.clock",
    "The hour, minute and second of a time.",
    arg("output", triple, "an array of hour, minute and second"),
    ({ civil }) => [civil.hour, civil.minute, civil.second],
  ),
  ofInstant(
    "time.weekday",
    "The day of the week of a time.",
    arg("day", stringType, "an English weekday, such as `Monday`"),
    ({ civil }) => {
      return weekdayNames[weekdayOf(civil)];
    },
  ),
  builtin(
    "time.add_date",
    "Adds years, months and days to a time; months and days that do not exist run over into the next.",
    [
      arg("ns", numberType, instantDescription, { unchecked: true }),
      arg("years", numberType, "years to add", { unchecked: true }),
      arg("months", numberType, "months to add", { unchecked: true }),
      arg("days", numberType, "days to add", { unchecked: true }),
    ],
    nanoseconds,
    add,
  ),
  builtin(
    "time.diff",
    "The difference between two times on the clock and in the calendar of the first one's zone.",
    // Looked at one after the other: a wrong second one is not seen before what the first one says.
    [arg("ns1", instantType, instantDescription, { unchecked: true }), arg("ns2", instantType, instantDescription, { unchecked: true })],
    arg(
      "output",
      tupleOf(numberType, numberType, numberType, numberType, numberType, numberType),
      "an array of years, months, days, hours, minutes and seconds",
    ),
    (first, second, context) => {
      const left = readInstant(first, 1, context);
      if (left instanceof BuiltinFailure) return left;
      // OPA calls this one the first operand too.
      const right = readInstant(second, 1, context);
      return right instanceof BuiltinFailure ? right : differenceOf(left, right);
    },
  ),
];

/** A builtin of one moment. */
function ofInstant(name: string, description: string, result: Argument, read: (instant: Instant) => Value | undefined): Builtin {
  return builtin(name, description, [arg("x", instantType, instantDescription, instantRules)], result, (operand, context) => {
    const instant = readInstant(operand, 1, context);
    return instant instanceof BuiltinFailure ? instant : read(instant);
  });
}

/** The layout of a name, or one as it is written. */
function findLayout(layout: string, context: BuiltinContext): Layout {
  return remember(context.engineCache, "time layout", namedLayouts.get(layout) ?? layout, readLayout);
}

function readNow(context: BuiltinContext): RegoNumber {
  return normalizeInteger(context.nowNs);
}

function format(operand: Value, context: BuiltinContext): BuiltinResult {
  const instant = readInstant(operand, 1, context);
  if (instant instanceof BuiltinFailure) return instant;
  const layout = isArray(operand) ? operand[2] : undefined;
  return formatTime(instant, typeof layout === "string" && layout !== "" ? findLayout(layout, context) : rfc3339Nano);
}

const checkSteps = compileOperandCheck(numberType, { integer: 64 });

/** A wrong step is not seen before what is wrong with the time. */
function add(operand: Value, years: RegoNumber, months: RegoNumber, days: RegoNumber, context: BuiltinContext): BuiltinResult {
  const instant = readInstant(operand, 1, context);
  if (instant instanceof BuiltinFailure) return instant;
  const sum = addSmallDate(instant, years, months, days);
  if (sum !== undefined) return sum;
  for (const [index, step] of [years, months, days].entries()) {
    const problem = checkSteps?.(step);
    if (problem !== undefined) return failOperand(index + 2, problem);
  }
  return addDate(instant, toBigInt(years) ?? 0n, toBigInt(months) ?? 0n, toBigInt(days) ?? 0n);
}
