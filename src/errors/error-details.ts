/**
 * Details of an error: `details` as they are written as JSON, with the lines that {@link formatError} prints below the error's text.
 * The lines are not enumerable, so that they stay out of the JSON.
 */
export function withLines<T extends object>(details: T, lines: readonly string[]): T & { readonly lines: readonly string[] } {
  return Object.defineProperty(details, "lines", { value: lines }) as T & { readonly lines: readonly string[] };
}
