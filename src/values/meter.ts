/** So much work is done on values between two looks at the clock: some milliseconds. */
const interval = 100_000;

let workDone = 0;

/** What the evaluation at hand has left until somebody looks whether it may go on. Fields of one object are cheaper than variables of a module. */
const meter: { left: number; look: (() => void) | undefined } = { left: interval, look: undefined };

/**
 * Counts work on values: parts compared, hashed, copied, read or written, characters looked at. Values grow where no step is counted: `[x, x]`, forty
 * times, is small, and has 2^40 parts for whoever compares it or writes it down. So all that goes through whole values counts here, and what
 * evaluates ends the evaluation from here when its time is up. Not a part of the count of steps: what is remembered of values that stay from one
 * evaluation to the next spares work.
 *
 * @throws what the evaluation's look at its limits throws
 */
export function spendWork(units: number): void {
  meter.left -= units;
  if (meter.left < 0) lookAtLimits();
}

/**
 * Makes the next look at the limits come earlier, as so much work would, without counting any: for what may take that long, and mostly does not.
 *
 * @throws what the evaluation's look at its limits throws
 */
export function hastenLook(units: number): void {
  workDone -= units;
  spendWork(units);
}

function lookAtLimits(): void {
  // One call may count far more than an interval.
  const units = interval - meter.left;
  meter.left = interval;
  workDone += units;
  meter.look?.();
}

/** All work so far, about; only differences say something. */
export function totalWork(): number {
  return workDone + interval - meter.left;
}

/** Runs something while `look` is asked now and then whether it may go on; evaluations may be nested. */
export function whileLooking<Result>(look: () => void, run: () => Result): Result {
  const outer = meter.look;
  meter.look = look;
  try {
    return run();
  } finally {
    meter.look = outer;
  }
}
