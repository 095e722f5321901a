const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = `(${months.join("|")})`;
const time = "(\\d\\d):(\\d\\d):(\\d\\d)";

/** The three forms of RFC 7231, section 7.1.1.1; each with the order in which it has year, month, day. */
const forms: readonly { readonly pattern: RegExp; readonly order: readonly [year: number, month: number, day: number, time: number] }[] = [
  { pattern: new RegExp(`^[A-Z][a-z]{2}, (\\d\\d) ${month} (\\d{4}) ${time} GMT$`), order: [3, 2, 1, 4] },
  { pattern: new RegExp(`^[A-Z][a-z]{5,8}, (\\d\\d)-${month}-(\\d\\d) ${time} [A-Z]{3}$`), order: [3, 2, 1, 4] },
  { pattern: new RegExp(`^[A-Z][a-z]{2} ${month} ([ \\d]\\d) ${time} (\\d{4})$`), order: [6, 1, 2, 3] },
];

/** Reads the date of an HTTP header; milliseconds since the epoch, or `undefined` if it is none. */
export function parseHttpDate(text: string): number | undefined {
  for (const { pattern, order } of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [yearAt, monthAt, dayAt, timeAt] = order;
    const numberAt = (at: number): number => Number(match[at]);
    const year = numberAt(yearAt);
    const fullYear = (match[yearAt] ?? "").length > 2 ? year : year + (year < 69 ? 2000 : 1900);
    return Date.UTC(
      fullYear,
      months.indexOf(match[monthAt] ?? ""),
      numberAt(dayAt),
      numberAt(timeAt),
      numberAt(timeAt + 1),
      numberAt(timeAt + 2),
    );
  }
  return undefined;
}
