import { spendWork } from "./meter.ts";

/** Texts of more parts are refused: a value of a few parts that share each other may have more than the memory of the machine. */
const maximalParts = 1 << 24;

/** Counts parts of a text that is about to be joined. @throws RangeError, of which a builtin makes a failure */
export function checkParts(parts: readonly string[]): void {
  spendWork(1);
  if (parts.length > maximalParts) throw new RangeError("text of too many parts");
}
