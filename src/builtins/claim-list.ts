import type { BuiltinContext, BuiltinFailure } from "./context.ts";
import { fail } from "./failure.ts";

/** No builtin makes lists of more elements, as `numbers.range` does not. */
const maximalElements = 10_000_000;
/** What an element takes in an array. */
const bytesOfElement = 8;
/** Shorter lists cost no more than the call. */
const longList = 128;

/** Counts a list, a set or an object of so many elements before it is made; a failure where it would have too many. */
export function claimList(elements: number, context: Pick<BuiltinContext, "claim">): BuiltinFailure | undefined {
  if (elements <= longList) return undefined;
  if (elements > maximalElements) return fail(`the result has more than ${maximalElements} elements`);
  context.claim?.(elements * bytesOfElement);
  return undefined;
}
