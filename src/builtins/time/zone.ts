import type { LocalPeriod } from "./local-period.ts";

/** A time zone of the IANA database, or UTC. */
export interface Zone {
  readonly name: string;
  /** The local time at a moment in seconds since the epoch. */
  readonly at: (seconds: number) => LocalPeriod;
  /** The offset that an abbreviation has in this zone: the one in effect at the local time, else the first; undefined for foreign ones. */
  readonly offsetOfAbbreviation: (abbreviation: string, localSeconds: number) => number | undefined;
}

const always = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
const utcPeriod: LocalPeriod = { offset: 0, abbreviation: "UTC", ...always };

export const utc: Zone = {
  name: "UTC",
  at: () => utcPeriod,
  offsetOfAbbreviation: (abbreviation) => (abbreviation === "UTC" ? 0 : undefined),
};
