/** What bench:start writes; milliseconds. */
export interface StartRun {
  readonly machine: string;
  readonly rounds: number;
  readonly processes: readonly {
    readonly name: string;
    readonly median: number;
    readonly least: number;
    /** The median of how much more than `node -e 0` it takes. */
    readonly more: number;
  }[];
}
