/** The heap after a number of evaluations, and a collection. */
export interface HeapSample {
  readonly evaluations: number;
  /** Bytes. */
  readonly heapUsed: number;
}

/** What bench:memory writes. */
export interface MemoryRun {
  readonly machine: string;
  /** Of the JSON text. */
  readonly bytes: number;
  /** What JSON.parse adds to the heap; bytes. */
  readonly parsed: number;
  /** What JSON.parse, setData, prepare and an evaluation add to it. */
  readonly set: number;
  /** The second over the first, twice measured. */
  readonly ratios: readonly number[];
  readonly evaluations: number;
  readonly samples: readonly HeapSample[];
  /** From the first fifth of the evaluations to the last one; bytes. */
  readonly growth: number;
}
