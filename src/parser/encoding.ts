import { Code, type Tokens } from "./tokens.ts";

const NULL_CHARACTER = "illegal null character";
const INVALID_CHARACTER = "illegal utf-8 character";

/** A NUL, half a surrogate pair, or U+FFFD, which readers put where a text is not UTF-8. */
const FORBIDDEN = /[\0\ufffd]|\p{Surrogate}/u;

/** Turns the token around the first character that no text may hold into an illegal one. A comment gets an illegal token behind it. */
export function refuseEncoding(text: string, tokens: Tokens): Tokens {
  const match = FORBIDDEN.exec(text);
  if (match === null) return tokens;
  const message = match[0] === "\0" ? NULL_CHARACTER : INVALID_CHARACTER;
  const comment = commentAt(tokens, match.index);
  const token = comment === undefined ? tokenAt(tokens, match.index) : tokenAfter(tokens, match.index);
  const error = comment === undefined ? { message, token } : { message, token, offset: comment };
  const others = tokens.errors.filter((each) => each.token !== token);
  const errors = [...others, error].sort((left, right) => left.token - right.token);
  const codes = `${tokens.codes.slice(0, token)}${Code.illegal}${tokens.codes.slice(token + 1)}`;
  return { ...tokens, codes, errors, count: Math.max(tokens.count, token + 1) };
}

function commentAt({ comments }: Tokens, offset: number): number | undefined {
  for (let at = 0; at < comments.length; at += 2) {
    if ((comments[at] ?? 0) <= offset && offset < (comments[at + 1] ?? 0)) return comments[at];
  }
  return undefined;
}

function tokenAt({ count, starts }: Tokens, offset: number): number {
  let token = count - 1;
  while (token > 0 && (starts[token] ?? 0) > offset) token--;
  return Math.max(0, token);
}

function tokenAfter({ count, starts }: Tokens, offset: number): number {
  let token = 0;
  while (token < count && (starts[token] ?? 0) < offset) token++;
  return token;
}
