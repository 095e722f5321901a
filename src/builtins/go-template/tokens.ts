/** The kinds of tokens. A keyword is a token of its own name. */
export type TokenKind =
  | "assign"
  | "bool"
  | "char"
  | "charConstant"
  | "declare"
  | "dot"
  | "end of file"
  | "error"
  | "field"
  | "identifier"
  | "keyword"
  | "leftDelimiter"
  | "leftParenthesis"
  | "nil"
  | "number"
  | "pipe"
  | "rawString"
  | "rightDelimiter"
  | "rightParenthesis"
  | "space"
  | "string"
  | "text"
  | "variable";

/** A piece of a template. Of an error the value is the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly position: number;
  /** Where it begins; the first line is 1. */
  readonly line: number;
}

export const keywords: ReadonlySet<string> = new Set([
  "block",
  "break",
  "continue",
  "define",
  "else",
  "end",
  "if",
  "range",
  "template",
  "with",
]);

/** A token in an error text. */
export function describeToken({ kind, value }: Token, quote: (text: string) => string): string {
  if (kind === "end of file") return "EOF";
  if (kind === "error") return value;
  if (kind === "keyword" || kind === "dot" || kind === "nil") return `<${value}>`;
  const characters = Array.from(value);
  return characters.length > 10 ? `${quote(characters.slice(0, 10).join(""))}...` : quote(value);
}
