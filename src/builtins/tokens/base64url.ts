import { decodeBase64, decodeUnbroken } from "../base64.ts";
import { encodeText } from "../bytes.ts";
import { BuiltinFailure } from "../context.ts";
import { CryptoError } from "../crypto/crypto-error.ts";

/** The bytes of base64url text, whose padding may be missing as a whole. Throws Go's words about a wrong one. */
export function readBase64Url(text: string): Uint8Array {
  const unpadded = decodeUnbroken(text, "url", false);
  if (unpadded !== undefined) return unpadded;
  const rest = encodeText(text).length % 4;
  const padded = text.endsWith("=") || rest === 0;
  if (!padded && rest === 1) throw new CryptoError(`illegal base64url string: ${text}`);
  const bytes = decodeBase64(padded ? text : text + "=".repeat(4 - rest), "url");
  if (bytes instanceof BuiltinFailure) throw new CryptoError(bytes.message);
  return bytes;
}
