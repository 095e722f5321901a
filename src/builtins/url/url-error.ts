/** A text that is no URL, in the words of Go's `net/url`. */
export class UrlError extends Error {
  override readonly name = "UrlError";
}
