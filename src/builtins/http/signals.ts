/** Timers take no more milliseconds. */
const maximalDelay = 2 ** 31 - 1;

/** A signal that is aborted when the time is over; `undefined` if there is no end. */
export function startTimeout(nanoseconds: bigint): AbortSignal | undefined {
  if (nanoseconds <= 0n) return undefined;
  const milliseconds = Number(nanoseconds) / 1e6;
  // Finer than timers are: over before anything can have happened.
  if (milliseconds < 1) return AbortSignal.abort();
  return milliseconds > maximalDelay ? undefined : AbortSignal.timeout(Math.ceil(milliseconds));
}

/** A signal that is aborted when the first of two is. */
export function combineSignals(left: AbortSignal | undefined, right: AbortSignal | undefined): AbortSignal | undefined {
  return left === undefined || right === undefined ? (left ?? right) : AbortSignal.any([left, right]);
}

/** Waits, at most until the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}
