/**
 * The token alphabet of the grammar. The scanner turns a text into one character per token, and `rego.peggy` is a grammar over that
 * string of characters: blanks, comments and the inside of literals are gone before the grammar starts. Punctuation stands for itself;
 * words, literals and two-character operators have a letter each.
 */
export const Code = {
  identifier: "a",
  wildcard: "_",
  string: "s",
  number: "n",
  true: "T",
  false: "F",
  null: "U",
  package: "P",
  import: "M",
  as: "A",
  default: "D",
  else: "E",
  with: "W",
  some: "S",
  /** `not` as it always was. */
  not: "N",
  /** `not` under `import future.keywords.not`: its operand is a body. */
  bodyNot: "Z",
  if: "I",
  contains: "C",
  in: "J",
  every: "V",
  and: "K",
  or: "O",
  assign: "@",
  unify: "=",
  equal: "~",
  notEqual: "!",
  less: "<",
  lessOrEqual: "l",
  greater: ">",
  greaterOrEqual: "g",
  /** `[` and `(` that follow an operand without a blank: an index, a call. */
  index: "k",
  call: "c",
  /** A `.` after or before a blank. */
  looseDot: "?",
  /** `$"` or `` $` ``, a literal part, `{` and `}` of an expression part, the closing quote. */
  templateOpen: "q",
  templateText: "t",
  holeOpen: "h",
  holeClose: "j",
  templateClose: "z",
  /** Not a token of the language; its error is in {@link Tokens.errors}. */
  illegal: "#",
} as const;

export type Code = (typeof Code)[keyof typeof Code];

/** A lexical error: OPA's text, and the token that it belongs to. */
export interface LexicalError {
  readonly message: string;
  readonly token: number;
  /** Where it is, when not at the start of its token. */
  readonly offset?: number;
}

/** Flags of one token, as bits of {@link Tokens.flags}. */
export const Flag = {
  /** A line ends between the token before and this one. */
  newline: 1,
  /** Any blank (or comment, or start of text) before it. */
  blank: 2,
  /** Of an opening bracket: directly inside there is a `:`, a `|`. */
  colon: 4,
  bar: 8,
  /** Of an opening bracket: `and`, `or` or `not` is directly inside, so that a `(` groups expressions; `with` is. */
  logical: 32,
  with: 64,
} as const;

/** A scanned text. Arrays are by token number; `count` tokens are valid. */
export interface Tokens {
  /** One {@link Code} character per token: the input of the grammar. */
  readonly codes: string;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly flags: Uint8Array;
  /** For an opening bracket: the number of its closing one, or -1. */
  readonly closers: Int32Array;
  /** Offsets of comments: start (of `#`) and end, in pairs. */
  readonly comments: readonly number[];
  readonly errors: readonly LexicalError[];
  /** The deepest nesting of brackets, and the token where it is first reached. */
  readonly depth: number;
  readonly deepest: number;
}
