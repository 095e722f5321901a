import { countCodePoints } from "../text.ts";

/** What stands between `%` and the verb. */
export interface Directive {
  readonly plus: boolean;
  readonly minus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** `%#v`: as Go source; the flag `sharp` is then not set. */
  readonly asSource: boolean;
}

export const plainDirective: Directive = {
  plus: false,
  minus: false,
  sharp: false,
  space: false,
  zero: false,
  width: undefined,
  precision: undefined,
  asSource: false,
};

/** Brings a text to the width: with blanks or zeros before it, or blanks after it. */
export function pad(text: string, { width = 0, minus, zero }: Directive): string {
  const missing = width - countCodePoints(text);
  if (missing <= 0) return text;
  return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
}
