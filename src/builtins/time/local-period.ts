/** A time during which a zone's clocks show one offset. */
export interface LocalPeriod {
  /** Seconds east of UTC. */
  readonly offset: number;
  /** As Go prints it for `MST`: `CET`, `-03`. */
  readonly abbreviation: string;
  /** Seconds since the epoch; the end is not part of the period. */
  readonly start: number;
  readonly end: number;
}
