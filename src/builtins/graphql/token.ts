import { quoteString } from "../../values/go-quote.ts";
import type { Position } from "./problem.ts";

/** The kinds of tokens, in the words of gqlparser's errors. */
export type TokenKind = "<Invalid>" | "<EOF>" | "Name" | "Int" | "Float" | "String" | "BlockString" | "Comment" | "..." | Punctuation;

export type Punctuation = "!" | "$" | "&" | "(" | ")" | ":" | "=" | "@" | "[" | "]" | "{" | "}" | "|";

export interface Token {
  readonly kind: TokenKind;
  /** Empty for punctuation. */
  readonly value: string;
  readonly position: Position;
}

/** A token as errors show it: `Name "on"`, `}`. */
export function describeToken({ kind, value }: Token): string {
  return value === "" ? kind : `${kind} ${quoteString(value)}`;
}
