import { parseAddress } from "../net/address.ts";

const character = "[!#-'*+\\-/-9=?A-Z^-~\\u0080-\\uffff]";
const dotAtom = `${character}+(?:\\.${character}+)*`;
const quotedCharacter = "(?:[\\t !#-[\\]-~\\u0080-\\uffff]|\\\\[\\t -~\\u0080-\\uffff])";
const domainLiteral = "\\[[!-Z^-~\\u0080-\\uffff]*\\]";
const addressSpec = `[ \\t]*(?:${dotAtom}|"${quotedCharacter}+")@[ \\t]*(?:${dotAtom}|(${domainLiteral}))`;
const comment = "\\((?:[^()\\\\]|\\\\.)*\\)";
const phrase = `(?:${character}|[. \\t]|"${quotedCharacter}*"|${comment})*`;
const plain = new RegExp(`^${addressSpec}[ \\t]*(?:${comment}[ \\t]*)*$`);
const angle = new RegExp(`^${phrase}<${addressSpec}>[ \\t]*(?:${comment}[ \\t]*)*$`);

/** No mail address is longer; what is longer costs too much to look at. */
const maximalLength = 10_000;

/** Whether a text is one mail address as Go's `mail.ParseAddress` reads it, with or without a display name. No groups. */
export function isMailAddress(text: string): boolean {
  if (text.length > maximalLength) return false;
  const match = plain.exec(text) ?? angle.exec(text);
  if (match === null) return false;
  const [, literal] = match;
  return literal === undefined || literal === "[]" || parseAddress(literal.slice(1, -1).replace(/^IPv6:/, "")) !== undefined;
}
