import type { Tokens } from "./tokens.ts";

/**
 * The deepest nesting of brackets that is parsed. OPA's limit is far higher (100,000 levels of its parser); JavaScript's stack is about a
 * megabyte, and the stages after the parser walk the tree by recursion as well.
 */
export const MAX_DEPTH = 400;

/** The longest chain of infix operators, else branches, … that may nest to the left. */
export const MAX_CHAIN = 1000;

/** Whether the brackets of a text nest too deep to be parsed. */
export function isTooDeep(tokens: Tokens): boolean {
  return tokens.depth > MAX_DEPTH;
}
