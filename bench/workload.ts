/** One thing to measure, the same for all contenders. */
export interface Workload {
  readonly name: string;
  /** What it stands for: why a user would care. */
  readonly standsFor: string;
  /** The name of the workloads that differ from it in size only; in one of the means they count as one. Default: its own name. */
  readonly family?: string;
  /** The policy, one Rego module. */
  readonly policy: string;
  readonly data: unknown;
  readonly input: unknown;
  /** One expression; its value is what is compared. */
  readonly query: string;
  /** A builtin that it calls has to wait: rego-ts is asked by `evaluate` instead of `evaluateSync`. */
  readonly isAsynchronous?: boolean;
  /** The same decision by a program: the limit of what an engine could reach. */
  readonly byHand: (input: never, data: never) => unknown;
}

/** Types input and data in the program of a workload. */
export function defineWorkload<Input, Data>(
  workload: Omit<Workload, "byHand" | "input" | "data"> & {
    readonly input: Input;
    readonly data: Data;
    readonly byHand: (input: Input, data: Data) => unknown;
  },
): Workload {
  return workload as unknown as Workload;
}
