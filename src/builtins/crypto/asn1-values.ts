import { decodeText } from "../bytes.ts";
import { readLatin1 } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import type { DerElement } from "./der.ts";
import { tags } from "./der.ts";

const printable = /^[A-Za-z0-9 '()+,\-./:=?*&]*$/;
const ascii = /^[\0-\x7f]*$/;

/** A string in any of the types that names use; throws Go's words. */
export function readAsn1String({ tag, contents }: DerElement): string {
  switch (tag) {
    case tags.t61String:
      return readLatin1(contents);
    case tags.printableString:
      if (!printable.test(readLatin1(contents))) throw new CryptoError("invalid PrintableString");
      return readLatin1(contents);
    case tags.utf8String:
      return readUtf8(contents);
    case tags.bmpString:
      return readUtf16(contents);
    case tags.ia5String:
      if (!ascii.test(readLatin1(contents))) throw new CryptoError("invalid IA5String");
      return readLatin1(contents);
    case tags.numericString:
      if (!/^[0-9 ]*$/.test(readLatin1(contents))) throw new CryptoError("invalid NumericString");
      return readLatin1(contents);
    default:
      throw new CryptoError(`unsupported string type: ${tag}`);
  }
}

function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CryptoError("invalid UTF-8 string", { cause });
  }
}

/** Big-endian units; a terminating zero does not count. */
function readUtf16(bytes: Uint8Array): string {
  if (bytes.length % 2 !== 0) throw new CryptoError("invalid BMPString");
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) text += String.fromCharCode(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return text.endsWith("\0") ? text.slice(0, -1) : text;
}

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|[+-]\d{4})$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since the epoch of a certificate's time (RFC 5280, 4.1.2.5); throws Go's words. */
export function readAsn1Time(element: DerElement | undefined): number {
  const text = element === undefined ? "" : decodeText(element.contents);
  switch (element?.tag) {
    case tags.utcTime: {
      const [, year = "", ...rest] = utcTime.exec(text) ?? [];
      const time = toMilliseconds(Number(year) + (Number(year) < 50 ? 2000 : 1900), rest);
      if (year === "" || time === undefined) throw new CryptoError("x509: malformed UTCTime");
      return time;
    }
    case tags.generalizedTime: {
      const [, year = "", ...rest] = generalizedTime.exec(text) ?? [];
      const time = toMilliseconds(Number(year), rest);
      if (year === "" || time === undefined) throw new CryptoError("x509: malformed GeneralizedTime");
      return time;
    }
    default:
      throw new CryptoError("x509: unsupported time format");
  }
}

/** `undefined` where a part is out of range. */
function toMilliseconds(year: number, rest: readonly (string | undefined)[]): number | undefined {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isSame ? date.getTime() : undefined;
}
