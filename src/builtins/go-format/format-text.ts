import type { Directive } from "./directive.ts";
import { pad } from "./directive.ts";
import { canBackquote, quote } from "./quote.ts";

/** A text of a verb, or `undefined` where the verb is not one of texts. */
export function formatText(text: string, verb: string, directive: Directive): string | undefined {
  switch (verb) {
    case "v":
      return formatText(text, directive.asSource ? "q" : "s", directive);
    case "s":
      return pad(truncate(text, directive), directive);
    case "q":
      return pad(quoteText(truncate(text, directive), directive), directive);
    case "x":
      return pad(formatBytes(text, directive, "0x"), directive);
    case "X":
      return pad(formatBytes(text, directive, "0X").toUpperCase(), directive);
    default:
      return undefined;
  }
}

function quoteText(text: string, { sharp, plus }: Directive): string {
  return sharp && canBackquote(text) ? `\`${text}\`` : quote(text, plus);
}

/** At most as many code points as the precision says. */
function truncate(text: string, { precision }: Directive): string {
  if (precision === undefined || text.length <= precision) return text;
  let end = 0;
  for (let count = 0; count < precision && end < text.length; count++) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}

/** The UTF-8 form in hexadecimal, the precision counting bytes. */
function formatBytes(text: string, { precision, space, sharp }: Directive, prefix: string): string {
  const bytes = new TextEncoder().encode(text).subarray(0, precision);
  if (bytes.length === 0) return "";
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const start = sharp ? prefix : "";
  return space ? digits.map((pair) => start + pair).join(" ") : start + digits.join("");
}
