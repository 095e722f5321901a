import { quoteString } from "../../values/go-quote.ts";
import { parseUrl } from "../url/parse-url.ts";
import { hostNameOf, type Url } from "../url/url.ts";
import { UrlError } from "../url/url-error.ts";
import { readLatin1 } from "./binary.ts";
import { CryptoError } from "./crypto-error.ts";
import type { DerReader } from "./der.ts";
import { tags } from "./der.ts";

/** The names of a subject (RFC 5280, 4.2.1.6), of the kinds that Go knows. */
export interface AlternativeNames {
  readonly hosts: readonly string[];
  readonly emails: readonly string[];
  /** Four or sixteen bytes each. */
  readonly addresses: readonly Uint8Array[];
  readonly uris: readonly Url[];
}

const emailTag = 0x81;
const hostTag = 0x82;
const uriTag = 0x86;
const addressTag = 0x87;

/** Reads a list of general names. Throws Go's words. */
export function readAlternativeNames(reader: DerReader): AlternativeNames {
  const list = reader.open(tags.sequence);
  if (list === undefined || !reader.isEmpty) throw new CryptoError("x509: invalid subject alternative names");
  const hosts: string[] = [];
  const emails: string[] = [];
  const addresses: Uint8Array[] = [];
  const uris: Url[] = [];
  while (!list.isEmpty) {
    const name = list.read();
    if (name === undefined) throw new CryptoError("x509: invalid subject alternative name");
    switch (name.tag) {
      case emailTag:
        emails.push(readIa5(name.contents, "SAN rfc822Name is malformed"));
        break;
      case hostTag:
        hosts.push(readIa5(name.contents, "SAN dNSName is malformed"));
        break;
      case uriTag:
        uris.push(readUri(readIa5(name.contents, "SAN uniformResourceIdentifier is malformed")));
        break;
      case addressTag:
        if (name.contents.length !== 4 && name.contents.length !== 16) {
          throw new CryptoError(`x509: cannot parse IP address of length ${name.contents.length}`);
        }
        addresses.push(name.contents);
    }
  }
  return { hosts, emails, addresses, uris };
}

/** A text of ASCII characters. */
export function readIa5(bytes: Uint8Array, problem: string): string {
  if (bytes.some((byte) => byte > 0x7f)) throw new CryptoError(`x509: ${problem}`);
  return readLatin1(bytes);
}

function readUri(text: string): Url {
  try {
    const url = parseUrl(text);
    const isDomain = /^[^.\s]+(?:\.[^.\s]+)*$/.test(hostNameOf(url));
    if (url.host !== "" && !url.host.startsWith("[") && !isDomain) throw new UrlError("invalid domain");
    return url;
  } catch (error) {
    if (!(error instanceof UrlError)) throw error;
    throw new CryptoError(`x509: cannot parse URI ${quoteString(text)}: ${error.message}`, { cause: error });
  }
}
