import { monthNames, weekdayNames } from "./calendar.ts";
import type { LayoutVerb, OffsetVerb } from "./layout.ts";
import { nextChunk } from "./layout.ts";
import { measureZoneName } from "./zone-name.ts";

/** What has been read so far. Month, day and day of the year are -1 as long as they are not known. */
export interface TimeFields {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  half: "am" | "pm" | undefined;
  /** The text says that it is UTC, whatever else it says of zones. */
  utc: boolean;
  /** Seconds east of UTC. */
  offset: number | undefined;
  zoneName: string;
}

export function newFields(): TimeFields {
  const date = { year: 0, month: -1, day: -1, yearDay: -1 };
  return { ...date, hour: 0, minute: 0, second: 0, nanosecond: 0, half: undefined, utc: false, offset: undefined, zoneName: "" };
}

/** A text that a verb does not match; or one that it does, but its field is out of range. */
export class FieldProblem {
  readonly range: string | undefined;

  constructor(range?: string) {
    this.range = range;
  }
}

const mismatch = new FieldProblem();

/** Reads the text of one verb into the fields. Answers what follows in the text. The layout's rest says whether a fraction comes next. */
export function readVerb(verb: LayoutVerb, value: string, layoutRest: string, fields: TimeFields): string | FieldProblem {
  switch (verb.kind) {
    case "year":
      return readShortYear(value, fields);
    case "longYear":
      if (!/^[0-9]{4}/.test(value)) return mismatch;
      fields.year = Number(value.slice(0, 4));
      return value.slice(4);
    case "month":
    case "longMonth": {
      const names = verb.kind === "month" ? monthNames.map((name) => name.slice(0, 3)) : monthNames;
      return readName(names, value, (index) => {
        fields.month = index + 1;
      });
    }
    case "weekday":
      return readName(
        weekdayNames.map((name) => name.slice(0, 3)),
        value,
        () => undefined,
      );
    case "longWeekday":
      return readName(weekdayNames, value, () => undefined);
    case "numericMonth":
    case "zeroMonth":
      return readNumber(value, verb.kind === "zeroMonth", (month) => {
        fields.month = month;
        return month >= 1 && month <= 12 ? undefined : "month";
      });
    case "day":
    case "underDay":
    case "zeroDay":
      return readNumber(verb.kind === "underDay" ? value.replace(/^ /, "") : value, verb.kind === "zeroDay", (day) => {
        fields.day = day;
        return undefined;
      });
    case "underYearDay":
    case "zeroYearDay":
      return readYearDay(verb.kind === "underYearDay" ? value.replace(/^ {1,2}/, "") : value, verb.kind === "zeroYearDay", fields);
    case "hour":
    case "hour12":
    case "zeroHour12":
      return readNumber(value, verb.kind === "zeroHour12", (hour) => {
        fields.hour = hour;
        return hour < 24 && (verb.kind === "hour" || hour <= 12) ? undefined : "hour";
      });
    case "minute":
    case "zeroMinute":
      return readNumber(value, verb.kind === "zeroMinute", (minute) => {
        fields.minute = minute;
        return minute < 60 ? undefined : "minute";
      });
    case "second":
    case "zeroSecond":
      return readSecond(value, verb.kind === "zeroSecond", layoutRest, fields);
    case "upperHalf":
    case "lowerHalf": {
      const half = verb.kind === "upperHalf" ? value.slice(0, 2) : value.slice(0, 2).toUpperCase();
      if ((half !== "AM" && half !== "PM") || (verb.kind === "lowerHalf" && value[1] === "M")) return mismatch;
      fields.half = half === "PM" ? "pm" : "am";
      return value.slice(2);
    }
    case "zoneName":
      return readZoneName(value, fields);
    case "offset":
      if (!verb.zulu || !value.startsWith("Z")) return readOffset(verb, value, fields);
      fields.utc = true;
      return value.slice(1);
    case "fraction":
      return verb.trim ? readOptionalFraction(value, fields) : readFraction(value, verb.digits + 1, fields);
    default:
      return verb satisfies never;
  }
}

function readShortYear(value: string, fields: TimeFields): string | FieldProblem {
  const match = /^(?:[0-9]{2}|[+-][0-9])/.exec(value);
  if (match === null) return mismatch;
  const year = Number(match[0]);
  fields.year = year >= 69 ? year + 1900 : year + 2000;
  return value.slice(2);
}

function readName(names: readonly string[], value: string, found: (index: number) => void): string | FieldProblem {
  const index = names.findIndex((name) => value.slice(0, name.length).toLowerCase() === name.toLowerCase());
  if (index < 0) return mismatch;
  found(index);
  return value.slice((names[index] ?? "").length);
}

/** One or two digits, or exactly two. `accept` stores the number and names its field if it is out of range. */
function readNumber(value: string, twoDigits: boolean, accept: (value: number) => string | undefined): string | FieldProblem {
  const digits = (twoDigits ? /^[0-9]{2}/ : /^[0-9]{1,2}/).exec(value)?.[0];
  if (digits === undefined) return mismatch;
  const range = accept(Number(digits));
  return range === undefined ? value.slice(digits.length) : new FieldProblem(range);
}

function readYearDay(value: string, threeDigits: boolean, fields: TimeFields): string | FieldProblem {
  const digits = (threeDigits ? /^[0-9]{3}/ : /^[0-9]{1,3}/).exec(value)?.[0];
  if (digits === undefined) return mismatch;
  fields.yearDay = Number(digits);
  return value.slice(digits.length);
}

/** A fraction after the seconds is read even where the layout has none. */
function readSecond(value: string, twoDigits: boolean, layoutRest: string, fields: TimeFields): string | FieldProblem {
  const rest = readNumber(value, twoDigits, (second) => {
    fields.second = second;
    return second < 60 ? undefined : "second";
  });
  if (rest instanceof FieldProblem || !/^[.,][0-9]/.test(rest) || nextChunk(layoutRest).verb?.kind === "fraction") return rest;
  return readOptionalFraction(rest, fields);
}

function readOptionalFraction(value: string, fields: TimeFields): string | FieldProblem {
  const text = /^[.,][0-9]+/.exec(value)?.[0];
  return text === undefined ? value : readFraction(value, text.length, fields);
}

/** A separator and digits, of which nine count; so many characters in all. */
function readFraction(value: string, length: number, fields: TimeFields): string | FieldProblem {
  const text = value.slice(0, Math.min(length, 10));
  if (value.length < length || !/^[.,]/.test(text)) return mismatch;
  // Go reads a sign here.
  if (!/^[+-]?[0-9]*$/.test(text.slice(1))) return mismatch;
  const number = Number(`${text.slice(1).replace(/[+-]$/, "")}`);
  if (number < 0) return new FieldProblem("fractional second");
  fields.nanosecond = number * 10 ** (10 - text.length);
  return value.slice(length);
}

function readZoneName(value: string, fields: TimeFields): string | FieldProblem {
  if (value.startsWith("UTC")) {
    fields.utc = true;
    return value.slice(3);
  }
  const length = measureZoneName(value);
  if (length === 0) return mismatch;
  fields.zoneName = value.slice(0, length);
  return value.slice(length);
}

const colonForms = {
  hours: /^(.)(..)()()/s,
  minutes: /^(.)(..):(..)()/s,
  seconds: /^(.)(..):(..):(..)/s,
};
const plainForms = {
  hours: colonForms.hours,
  minutes: /^(.)(..)(..)()/s,
  seconds: /^(.)(..)(..)(..)/s,
};

function readOffset(verb: OffsetVerb, value: string, fields: TimeFields): string | FieldProblem {
  const match = (verb.colon ? colonForms : plainForms)[verb.fields].exec(value);
  if (match === null) return mismatch;
  const [text, sign, ...parts] = match;
  // Go reads from left to right up to the first part that is no number, and only then looks at ranges and at the sign.
  const broken = parts.findIndex((part) => !/^(?:[0-9]{2})?$/.test(part));
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((part, index) => (broken >= 0 && index >= broken ? 0 : Number(part)));
  if (seconds > 60) return new FieldProblem("time zone offset second");
  if (minutes > 60) return new FieldProblem("time zone offset minute");
  if (hours > 24) return new FieldProblem("time zone offset hour");
  if (broken >= 0 || (sign !== "+" && sign !== "-")) return mismatch;
  const total = (hours * 60 + minutes) * 60 + seconds;
  const offset = sign === "-" ? -total : total;
  // Go takes an offset of minus one second for none.
  fields.offset = offset === -1 ? undefined : offset;
  return value.slice(text.length);
}
