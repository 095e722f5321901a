import type { Workload } from "./workload.ts";
import type { WorkloadFiles } from "./workload-files.ts";

/** Something that answers a workload's query. */
export interface Contender {
  readonly name: string;
  /** What it is, with its version. */
  readonly description: string;
  /** Gets ready to be asked many times: compiles, and loads the data. */
  readonly start: (workload: Workload, files: WorkloadFiles) => Promise<Runner>;
}

/** A contender that is ready for one workload. */
export interface Runner {
  /** The answer, as plain JSON. */
  readonly value: unknown;
  /** How long it took to find it, nanoseconds. One for which that is very long is not asked again. */
  readonly first: number;
  /** Asks for at least about `milliseconds`, and says how long one question took; nanoseconds. */
  readonly measure: (milliseconds: number) => Promise<number>;
  readonly stop: () => void;
  /** It runs as long as it likes: its turn comes in every second round only, and it needs no warming up. */
  readonly slow?: boolean;
  /** Its sets come in no order: its answer is compared without regard to the order in arrays. */
  readonly unordered?: boolean;
}

/** A runner of a function in this process. */
export function runInProcess(ask: () => unknown): Runner {
  let batch = 1;
  const begin = process.hrtime.bigint();
  const value = ask();
  return {
    value,
    first: Number(process.hrtime.bigint() - begin),
    measure: (milliseconds) => {
      let asked = 0;
      const start = process.hrtime.bigint();
      for (;;) {
        for (let index = 0; index < batch; index++) kept = ask();
        asked += batch;
        const elapsed = Number(process.hrtime.bigint() - start);
        if (elapsed >= milliseconds * 1e6) return Promise.resolve(elapsed / asked);
        // The clock is to be read seldom against the work: about every millisecond.
        if (elapsed / asked < 1e6) batch = Math.max(1, Math.round(1e6 / (elapsed / asked)));
      }
    },
    stop: () => undefined,
  };
}

/** A runner of a function in this process whose answers have to be waited for, one after the other. */
export async function awaitInProcess(ask: () => Promise<unknown>): Promise<Runner> {
  const begin = process.hrtime.bigint();
  const value = await ask();
  return {
    value,
    first: Number(process.hrtime.bigint() - begin),
    measure: async (milliseconds) => {
      let asked = 0;
      const start = process.hrtime.bigint();
      for (;;) {
        kept = await ask();
        asked++;
        const elapsed = Number(process.hrtime.bigint() - start);
        if (elapsed >= milliseconds * 1e6) return elapsed / asked;
      }
    },
    stop: () => undefined,
  };
}

/** The last answer, so that no compiler finds out that answers are not used. */
export let kept: unknown;
