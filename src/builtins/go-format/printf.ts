import { maximalTextLength } from "../text.ts";
import type { Directive } from "./directive.ts";
import { plainDirective } from "./directive.ts";
import type { GoValue } from "./go-value.ts";
import { printExtra, printValue } from "./print-value.ts";

/** Widths and precisions above are refused where they are operands; written ones may have one digit more. */
const maximalNumber = 1_000_000;

/** Go's `fmt.Sprintf`. `undefined` when the result gets too long. */
export function sprintf(format: string, values: readonly GoValue[]): string | undefined {
  return new Printer(format, values).print();
}

/** A directive while it is read. */
type OpenDirective = { -readonly [Key in keyof Directive]: Directive[Key] };

class Printer {
  private readonly format: string;
  private readonly values: readonly GoValue[];
  private readonly parts: string[] = [];
  private length = 0;
  private at = 0;
  private nextValue = 0;
  /** Whether an index such as `[2]` was used anywhere: operands that no verb takes are then no mistake. */
  private isReordered = false;
  private isGoodIndex = true;

  constructor(format: string, values: readonly GoValue[]) {
    this.format = format;
    this.values = values;
  }

  print(): string | undefined {
    const { format } = this;
    while (this.at < format.length && this.length <= maximalTextLength) {
      const percent = format.indexOf("%", this.at);
      const end = percent < 0 ? format.length : percent;
      this.write(format.slice(this.at, end));
      this.at = end + 1;
      if (percent >= 0) this.printDirective();
    }
    if (!this.isReordered && this.nextValue < this.values.length) this.write(printExtra(this.values.slice(this.nextValue)));
    return this.length > maximalTextLength ? undefined : this.parts.join("");
  }

  private printDirective(): void {
    const directive: OpenDirective = { ...plainDirective };
    this.isGoodIndex = true;
    this.readFlags(directive);
    let afterIndex = this.readIndex();
    afterIndex = this.readWidth(directive, afterIndex);
    afterIndex = this.readPrecision(directive, afterIndex);
    if (!afterIndex) this.readIndex();
    this.printVerb(directive);
  }

  private printVerb(directive: OpenDirective): void {
    if (this.at >= this.format.length) {
      this.write("%!(NOVERB)");
      return;
    }
    const verb = String.fromCodePoint(this.format.codePointAt(this.at) ?? 0);
    this.at += verb.length;
    if (verb === "%") this.write("%");
    else if (this.isGoodIndex) {
      const value = this.values[this.nextValue];
      if (value === undefined) {
        this.write(`%!${verb}(MISSING)`);
        return;
      }
      this.nextValue++;
      if (verb === "v" || verb === "w") {
        directive.asSource = directive.sharp;
        directive.sharp = false;
        // `%+v` shows the names of fields; a big integer still takes the sign.
        if (value.kind !== "bigInt") directive.plus = false;
      }
      this.write(printValue(value, verb, directive));
    } else this.write(`%!${verb}(BADINDEX)`);
  }

  private readFlags(directive: OpenDirective): void {
    for (; ; this.at++) {
      switch (this.format[this.at]) {
        case "+":
          directive.plus = true;
          break;
        case "-":
          directive.minus = true;
          break;
        case "#":
          directive.sharp = true;
          break;
        case " ":
          directive.space = true;
          break;
        case "0":
          directive.zero = true;
          break;
        default:
          return;
      }
    }
  }

  /** Answers whether an index stands directly before what follows. */
  private readWidth(directive: OpenDirective, afterIndex: boolean): boolean {
    if (this.format[this.at] !== "*") {
      directive.width = this.readNumber();
      if (afterIndex && directive.width !== undefined) this.isGoodIndex = false;
      return afterIndex;
    }
    this.at++;
    const width = this.takeNumber();
    if (width === undefined) this.write("%!(BADWIDTH)");
    directive.width = width === undefined ? undefined : Math.abs(width);
    if (width !== undefined && width < 0) {
      directive.minus = true;
      directive.zero = false;
    }
    return false;
  }

  private readPrecision(directive: OpenDirective, afterWidthIndex: boolean): boolean {
    if (this.format[this.at] !== "." || this.at + 1 === this.format.length) return afterWidthIndex;
    this.at++;
    if (afterWidthIndex) this.isGoodIndex = false;
    const afterIndex = this.readIndex();
    if (this.format[this.at] !== "*") {
      directive.precision = this.readNumber() ?? 0;
      return afterIndex;
    }
    this.at++;
    const precision = this.takeNumber();
    if (precision === undefined || precision < 0) this.write("%!(BADPREC)");
    else directive.precision = precision;
    return false;
  }

  /** Reads `[2]` and makes that the next operand. */
  private readIndex(): boolean {
    if (this.format[this.at] !== "[") return false;
    this.isReordered = true;
    const close = this.format.indexOf("]", this.at);
    // The shortest index has three characters, and so must have what is left.
    if (close < 0 || this.format.length - this.at < 3) {
      this.isGoodIndex = false;
      this.at++;
      return false;
    }
    const text = this.format.slice(this.at + 1, close);
    this.at = close + 1;
    const isWritten = /^\d{1,7}$/.test(text);
    const index = isWritten ? Number(text) : 0;
    if (index >= 1 && index <= this.values.length) {
      this.nextValue = index - 1;
      return true;
    }
    this.isGoodIndex = false;
    return isWritten;
  }

  /** Reads digits. Too large a number swallows the rest of the format. */
  private readNumber(): number | undefined {
    let number: number | undefined;
    for (;;) {
      const digit = this.format.charCodeAt(this.at) - 48;
      if (!(digit >= 0 && digit <= 9)) return number;
      if ((number ?? 0) > maximalNumber) {
        this.at = this.format.length;
        return undefined;
      }
      number = (number ?? 0) * 10 + digit;
      this.at++;
    }
  }

  /** Takes the next operand for a width or precision. */
  private takeNumber(): number | undefined {
    const value = this.values[this.nextValue];
    if (value === undefined) return undefined;
    this.nextValue++;
    if (value.kind !== "int") return undefined;
    const number = Number(value.value);
    return Math.abs(number) > maximalNumber ? undefined : number;
  }

  private write(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}
