import type { LocalPeriod } from "./local-period.ts";
import type { PosixRule } from "./posix-rule.ts";
import { applyPosixRule, parsePosixRule } from "./posix-rule.ts";
import { utc, type Zone } from "./zone.ts";
import { zoneData } from "./zone-data.generated.ts";

const zones = new Map<string, Zone>();
let lines: Map<string, string> | undefined;

/** The zone of a name in the database, as it is written there; `undefined` if there is none. */
export function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known !== undefined) return known;
  lines ??= indexLines();
  const line = lines.get(name);
  if (line === undefined) return undefined;
  const zone = readZone(name, line);
  zones.set(name, zone);
  return zone;
}

function indexLines(): Map<string, string> {
  const byName = new Map<string, string>();
  for (const line of zoneData.split("\n")) {
    const end = line.indexOf("|");
    for (const name of line.slice(0, end).split(",")) byName.set(name, line.slice(end + 1));
  }
  return byName;
}

function readZone(name: string, line: string): Zone {
  const [kindTexts = "", order = "", steps = "", rule = ""] = line.split("|");
  const kinds = kindTexts.split(",").map((text) => {
    const space = text.indexOf(" ");
    return { offset: Number(text.slice(0, space)), abbreviation: text.slice(space + 1) };
  });
  const times: number[] = [];
  let time = 0;
  for (const step of steps === "" ? [] : steps.split(" ")) {
    time += step.endsWith("s") ? Number.parseInt(step.slice(0, -1), 36) : Number.parseInt(step, 36) * 60;
    times.push(time);
  }
  const first = kinds[0] ?? utc.at(0);
  const kindAt = Array.from(order, (digit) => kinds[Number.parseInt(digit, 36)] ?? first);
  const transitions = { first, kindAt, times, rule: parsePosixRule(rule) };
  // Times of one query are mostly of one period.
  let last = findPeriod(transitions, 0);
  const at = (seconds: number): LocalPeriod => {
    if (!(seconds >= last.start && seconds < last.end)) last = findPeriod(transitions, seconds);
    return last;
  };
  return { name, at, offsetOfAbbreviation: (abbreviation, local) => findAbbreviation(kinds, at, abbreviation, local) };
}

type Kind = Pick<LocalPeriod, "offset" | "abbreviation">;

interface Transitions {
  /** Before the first transition. */
  readonly first: Kind;
  readonly kindAt: readonly Kind[];
  readonly times: readonly number[];
  readonly rule: PosixRule | undefined;
}

function findPeriod({ first, kindAt, times, rule }: Transitions, seconds: number): LocalPeriod {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= seconds) low = middle + 1;
    else high = middle;
  }
  const start = times[low - 1] ?? Number.NEGATIVE_INFINITY;
  if (low === times.length && rule !== undefined) return applyPosixRule(rule, seconds, start);
  return { ...(kindAt[low - 1] ?? first), start, end: times[low] ?? Number.POSITIVE_INFINITY };
}

function findAbbreviation(kinds: readonly Kind[], at: Zone["at"], abbreviation: string, local: number): number | undefined {
  const named = kinds.filter((kind) => kind.abbreviation === abbreviation);
  const inEffect = named.find(({ offset }) => at(local - offset).abbreviation === abbreviation);
  return inEffect === undefined ? named[0]?.offset : at(local - inEffect.offset).offset;
}
