import type { NumberOperand } from "./nodes.ts";
import { TemplateError } from "./template-error.ts";

const shortEscapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\" };
const escapeSequence = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.))/gsu;

/** The text of a literal with its quotes, as Go's `strconv.Unquote` reads it. */
export function unquote(source: string): string {
  const mark = source[0];
  const inner = source.slice(1, -1);
  if (mark === "`") return inner.replaceAll("\r", "");
  if (!inner.includes("\\")) return inner;
  const parts: string[] = [];
  let bytes: number[] = [];
  let copied = 0;
  // Escaped bytes may make up one character.
  const flush = (): void => {
    if (bytes.length > 0) parts.push(new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  for (const match of inner.matchAll(escapeSequence)) {
    const [token, hexadecimal, short, long, octal, letter] = match;
    if (match.index > copied) flush();
    parts.push(inner.slice(copied, match.index));
    copied = match.index + token.length;
    if (hexadecimal !== undefined || octal !== undefined) {
      bytes.push(readByte(hexadecimal, octal));
      continue;
    }
    flush();
    parts.push(readCharacter(short ?? long, letter, mark));
  }
  flush();
  parts.push(inner.slice(copied));
  return parts.join("");
}

function readByte(hexadecimal: string | undefined, octal = ""): number {
  const byte = hexadecimal === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hexadecimal, 16);
  if (byte > 0xff) throw new TemplateError("invalid syntax");
  return byte;
}

function readCharacter(digits: string | undefined, letter: string | undefined, mark: string | undefined): string {
  if (digits === undefined) {
    const short = letter === mark ? letter : Object.hasOwn(shortEscapes, letter ?? "") ? shortEscapes[letter ?? ""] : undefined;
    if (short === undefined) throw new TemplateError("invalid syntax");
    return short;
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new TemplateError("invalid syntax");
  return String.fromCodePoint(code);
}

/** `'a'` is the number of the character. */
export function readCharacterConstant(source: string): bigint {
  const text = /^'\\(?:x[\da-fA-F]{2}|[0-7]{3})'$/.test(source) ? String.fromCharCode(readByteEscape(source)) : unquote(source);
  const code = text.codePointAt(0);
  if (code === undefined) throw new TemplateError("invalid syntax");
  if (text.length > (code > 0xffff ? 2 : 1)) throw new TemplateError(`malformed character constant: ${source}`);
  return BigInt(code);
}

function readByteEscape(source: string): number {
  const digits = source.slice(2, -1);
  return digits.startsWith("x") ? readByte(digits.slice(1), undefined) : readByte(undefined, digits);
}

const underscores = /^[+-]?(?:0[xXoObB]_?)?[\da-fA-F]+(?:_[\da-fA-F]+)*(?:\.[\da-fA-F_]*)?(?:[eEpP][+-]?[\d_]+)?$|^[^_]*$/;
const integer = /^([+-]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9]\d*|0)$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexadecimal = /^([+-]?)0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)$/;

/** A number as Go reads it: an integer, or a floating-point number when it is written as one. */
export function readNumber(source: string, quote: (text: string) => string): NumberOperand["value"] {
  const plain = source.replaceAll("_", "");
  const written = integer.exec(plain);
  if (!underscores.test(source)) throw new TemplateError(`illegal number syntax: ${quote(source)}`);
  if (written !== null) {
    const [, sign, digits = ""] = written;
    const magnitude = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
    const value = sign === "-" ? -magnitude : magnitude;
    if (BigInt.asIntN(64, value) === value) return { kind: "int", value };
    if (BigInt.asUintN(64, value) === value) return undefined;
    throw new TemplateError(`integer overflow: ${quote(source)}`);
  }
  const value = readFloat(plain);
  if (value === undefined || !Number.isFinite(value)) throw new TemplateError(`illegal number syntax: ${quote(source)}`);
  if (!/[.eEpP]/.test(source)) throw new TemplateError(`integer overflow: ${quote(source)}`);
  return { kind: "float", value };
}

function readFloat(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const match = hexadecimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole + fraction === "") return undefined;
  const magnitude = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -magnitude : magnitude;
}
