/** A policy set of one size, parsed and compiled. */
export interface Compilation {
  readonly lines: number;
  readonly tokens: number;
  /** By who did it: `rego-ts` and `opa` in process, `rego check` and `opa check` as whole processes. */
  readonly times: Readonly<Record<string, CompileTime>>;
}

/** What it took. */
export interface CompileTime {
  /** Nanoseconds. */
  readonly median: number;
  readonly spread: number;
  /** How many times as long as rego-ts took, in process or as a process. */
  readonly ratio: number;
}

/** What bench:compile writes. */
export interface CompileRun {
  readonly machine: string;
  readonly opa: string | undefined;
  /** From the smallest to the largest. */
  readonly compilations: readonly Compilation[];
}
