/** How many characters of a text are a zone's abbreviation as Go reads it (`CET`, `ChST`, `GMT+3`, `-03`); 0 if it does not start with one. */
export function measureZoneName(text: string): number {
  if (text.length < 3) return 0;
  if (/^(?:ChST|MeST)/.test(text)) return 4;
  if (text.startsWith("GMT")) return 3 + measureSignedHours(text.slice(3));
  if (/^[+-]/.test(text)) return measureSignedHours(text);
  const letters = /^[A-Z]{0,6}/.exec(text)?.[0] ?? "";
  switch (letters.length) {
    case 3:
      return 3;
    case 4:
      return letters.endsWith("T") || letters === "WITA" ? 4 : 0;
    case 5:
      return letters.endsWith("T") ? 5 : 0;
    default:
      return 0;
  }
}

function measureSignedHours(text: string): number {
  const digits = /^[+-]([0-9]+)/.exec(text)?.[1];
  return digits === undefined || Number(digits) > 23 ? 0 : digits.length + 1;
}
