import { quoteString } from "../../values/go-quote.ts";
import { UrlError } from "./percent-encoding.ts";

/** Bits of an IP address. */
type Family = 4 | 6;

/**
 * Says of which family the text between the brackets of a URL's host is. Reads it as Go's `netip.ParseAddr` and complains in its words.
 *
 * @throws UrlError when it is no address
 */
export function familyOfAddress(text: string): Family {
  const first = /[.:%]/.exec(text)?.[0];
  switch (first) {
    case ".":
      checkIPv4(text, text);
      return 4;
    case ":":
      checkIPv6(text);
      return 6;
    case "%":
      throw failAddress(text, "missing IPv6 address");
    default:
      throw failAddress(text, "unable to parse IP");
  }
}

function failAddress(text: string, problem: string, at = ""): UrlError {
  const place = at === "" ? "" : ` (at ${quoteString(at)})`;
  return new UrlError(`invalid host: ParseAddr(${quoteString(text)}): ${problem}${place}`);
}

function checkIPv4(whole: string, text: string): void {
  let value = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (/[0-9]/.test(character)) {
      if (digits === 1 && value === 0) throw failAddress(whole, "IPv4 field has octet with leading zero");
      value = value * 10 + Number(character);
      digits++;
      if (value > 255) throw failAddress(whole, "IPv4 field has value >255");
    } else if (character === ".") {
      if (digits === 0 || index === text.length - 1) throw failAddress(whole, "IPv4 field must have at least one digit", text.slice(index));
      if (dots === 3) throw failAddress(whole, "IPv4 address too long");
      dots++;
      value = 0;
      digits = 0;
    } else throw failAddress(whole, "unexpected character", text.slice(index));
  }
  if (dots < 3) throw failAddress(whole, "IPv4 address too short");
}

const groups = 8;

function checkIPv6(text: string): void {
  const percent = text.indexOf("%");
  if (percent >= 0 && percent === text.length - 1) throw failAddress(text, "zone must be a non-empty string");
  let rest = percent < 0 ? text : text.slice(0, percent);
  let hasEllipsis = rest.startsWith("::");
  if (hasEllipsis) rest = rest.slice(2);
  let count = 0;
  while (rest !== "" || (count === 0 && !hasEllipsis)) {
    if (count >= groups) throw failAddress(text, "trailing garbage after address", rest);
    const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? "";
    if (digits.length > 4) throw failAddress(text, "each group must have 4 or less digits", rest);
    if (digits === "") throw failAddress(text, "each colon-separated field must have at least one digit", rest);
    if (rest.charAt(digits.length) === ".") {
      checkEmbedded(text, rest, count, hasEllipsis);
      count += 2;
      break;
    }
    count++;
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (!rest.startsWith(":")) throw failAddress(text, "unexpected character, want colon", rest);
    if (rest.length === 1) throw failAddress(text, "colon must be followed by more characters", rest);
    rest = rest.slice(1);
    if (!rest.startsWith(":")) continue;
    if (hasEllipsis) throw failAddress(text, "multiple :: in address", rest);
    hasEllipsis = true;
    rest = rest.slice(1);
  }
  if (count < groups && !hasEllipsis) throw failAddress(text, "address string too short");
  if (count === groups && hasEllipsis) throw failAddress(text, "the :: must expand to at least one field of zeros");
}

function checkEmbedded(text: string, rest: string, count: number, hasEllipsis: boolean): void {
  if (!hasEllipsis && count !== groups - 2) {
    throw failAddress(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
  }
  if (count > groups - 2) throw failAddress(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
  checkIPv4(text, rest);
}
