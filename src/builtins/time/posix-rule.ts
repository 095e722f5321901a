import { civilFromSeconds, countDaysOfMonth, daysFromCivil, secondsPerDay } from "./calendar.ts";
import type { LocalPeriod } from "./local-period.ts";

/** The day and second on which a rule changes the local time: `M3.5.0/2` is the last Sunday of March at two o'clock. */
interface Change {
  readonly month: number;
  /** From 1; 5 is the last one. */
  readonly week: number;
  readonly weekday: number;
  /** Local seconds after midnight; may be negative or beyond a day. */
  readonly time: number;
}

interface Kind {
  readonly offset: number;
  readonly abbreviation: string;
}

/** A POSIX TZ text: what is to come after the last recorded transition of a zone. */
export interface PosixRule {
  readonly standard: Kind;
  readonly summer?: { readonly kind: Kind; readonly start: Change; readonly end: Change };
}

const name = "([A-Za-z]+|<[^>]+>)";
const offset = "([+-]?[0-9:]+)";
const change = "M([0-9]+)\\.([0-9])\\.([0-9])(?:/([+-]?[0-9:]+))?";
const rulePattern = new RegExp(`^${name}${offset}(?:${name}${offset}?,${change},${change})?$`);

/** Reads the form of rule that the IANA database uses; `undefined` for other texts. */
export function parsePosixRule(text: string): PosixRule | undefined {
  const match = rulePattern.exec(text);
  if (match === null) return undefined;
  const [, standardName = "", standardOffset = "", summerName, summerOffset, ...changes] = match;
  const standard = { offset: -parseSeconds(standardOffset), abbreviation: stripBrackets(standardName) };
  if (summerName === undefined) return { standard };
  const kind = {
    offset: summerOffset === undefined ? standard.offset + 3600 : -parseSeconds(summerOffset),
    abbreviation: stripBrackets(summerName),
  };
  return { standard, summer: { kind, start: readChange(changes.slice(0, 4)), end: readChange(changes.slice(4)) } };
}

function readChange([month, week, weekday, time]: readonly (string | undefined)[]): Change {
  return { month: Number(month), week: Number(week), weekday: Number(weekday), time: time === undefined ? 7200 : parseSeconds(time) };
}

function stripBrackets(text: string): string {
  return text.startsWith("<") ? text.slice(1, -1) : text;
}

/** `-2:30` is minus 9,000. */
function parseSeconds(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return text.startsWith("-") ? -total : total;
}

/** The local time that a rule gives at a moment, and from when until when it holds (seconds since the epoch). */
export function applyPosixRule({ standard, summer }: PosixRule, seconds: number, since: number): LocalPeriod {
  if (summer === undefined) return { ...standard, start: since, end: Number.POSITIVE_INFINITY };
  const { year } = civilFromSeconds(seconds, standard.offset);
  const changes = [year - 1, year, year + 1].flatMap((each) => [
    { at: secondsOfChange(summer.start, each) - standard.offset, kind: summer.kind },
    { at: secondsOfChange(summer.end, each) - summer.kind.offset, kind: standard },
  ]);
  changes.sort((left, right) => left.at - right.at);
  const next = changes.findIndex(({ at }) => at > seconds);
  const current = changes[next - 1];
  return {
    ...(current?.kind ?? standard),
    start: Math.max(since, current?.at ?? since),
    end: changes[next]?.at ?? Number.POSITIVE_INFINITY,
  };
}

/** Local seconds since the epoch. */
function secondsOfChange({ month, week, weekday, time }: Change, year: number): number {
  const first = daysFromCivil(year, month, 1);
  const firstWeekday = (((first + 4) % 7) + 7) % 7;
  let day = ((weekday - firstWeekday + 7) % 7) + (week - 1) * 7;
  while (day >= countDaysOfMonth(year, month)) day -= 7;
  return (first + day) * secondsPerDay + time;
}
