import type { Tokens } from "./tokens.ts";

/**
 * The deepest nesting of brackets that is parsed. OPA's limit is far higher (100,000 levels of its parser); JavaScript's stack is about a
 * megabyte, and the stages after the parser walk the tree by recursion as well.
 */
const MAX_BRACKETS = 400;

/** The deepest tree that is handed on: brackets, and chains of infix operators, calls or else branches, which nest to the left. */
export const MAX_TREE = 1000;

/** Whether the brackets of a text nest too deep to be parsed. */
export function isTooDeep(tokens: Tokens): boolean {
  return tokens.depth > MAX_BRACKETS;
}

/** Whether a tree can be deeper than {@link MAX_TREE} at all, by the longest chain in it and the depth of its brackets. */
export function mayBeTooDeep(tokens: Tokens, longestChain: number): boolean {
  return (tokens.depth + 1) * (longestChain + 1) > MAX_TREE / NODES_PER_BRACKET;
}

/** A comprehension in a body in a comprehension, …: as many nodes lie between one bracket and the next. */
const NODES_PER_BRACKET = 3;
