import { isAmbiguous } from "./ambiguous.ts";

/** How a text is written. */
export type ScalarStyle = "plain" | "single" | "double" | "literal";

/** What the emitter has to know of a text. */
interface Analysis {
  readonly multiline: boolean;
  readonly plainAllowed: boolean;
  readonly singleAllowed: boolean;
  readonly blockAllowed: boolean;
}

/** Characters that libyaml writes as they are: no tabs, nothing beyond U+FFFF. */
export const notPrintable = /[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
export const lineBreak = /[\r\n\u0085\u2028\u2029]/;

const indicatorAtStart = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:\s|\u0085|\u2028|\u2029|$)|---|\.\.\.)/;
const indicatorInside = /:(?:[ \t\r\n\u0085\u2028\u2029]|$)|[ \t\r\n\u0085\u2028\u2029]#/;

function analyze(text: string): Analysis {
  if (text === "") return { multiline: false, plainAllowed: true, singleAllowed: true, blockAllowed: false };
  const multiline = lineBreak.test(text);
  const spaceBeforeBreak = / [\r\n\u0085\u2028\u2029]/.test(text);
  const spaceAfterBreak = /[\r\n\u0085\u2028\u2029] /.test(text);
  const special = spaceBeforeBreak || notPrintable.test(text);
  const edges = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/.test(text);
  const indicators = indicatorAtStart.test(text) || indicatorInside.test(text);
  return {
    multiline,
    plainAllowed: !edges && !spaceAfterBreak && !special && !multiline && !indicators,
    singleAllowed: !spaceAfterBreak && !special,
    blockAllowed: !text.endsWith(" ") && !special,
  };
}

/** Whether a text is short and simple enough to be a key on one line. */
export function isSimpleKey(text: string): boolean {
  return !lineBreak.test(text) && new TextEncoder().encode(text).length <= 128;
}

/** The style of a text as a value, or as a key on one line. */
export function chooseStyle(text: string, isKey: boolean): ScalarStyle {
  const { multiline, plainAllowed, singleAllowed, blockAllowed } = analyze(text);
  if (isKey && multiline) return "double";
  if (text.includes("\n")) return blockAllowed && !isKey ? "literal" : "double";
  if (isAmbiguous(text)) return "double";
  if (plainAllowed && !(isKey && text === "")) return "plain";
  return singleAllowed ? "single" : "double";
}
