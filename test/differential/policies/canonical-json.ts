const token = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/**
 * A JSON text in one form for each document: keys sorted, strings escaped alike, numbers as their exact decimal digits. Numbers are never
 * read as doubles, so that a digit lost by an engine shows.
 */
export function canonicalizeJson(text: string): string {
  const tokens = readTokens(text);
  let at = 0;
  const readValue = (): string => {
    const first = tokens[at++];
    if (first === undefined || /^[}\],:]$/.test(first)) throw new Error(`no JSON: ${text}`);
    if (first === "[") {
      const items: string[] = [];
      while (tokens[at] !== "]") {
        items.push(readValue());
        if (tokens[at] === ",") at++;
      }
      at++;
      return `[${items.join(",")}]`;
    }
    if (first !== "{") return first;
    const entries: string[] = [];
    while (tokens[at] !== "}") {
      const key = tokens[at] ?? "";
      at += 2;
      entries.push(`${key}:${readValue()}`);
      if (tokens[at] === ",") at++;
    }
    at++;
    return `{${entries.sort().join(",")}}`;
  };
  const value = readValue();
  if (at !== tokens.length) throw new Error(`no JSON: ${text}`);
  return value;
}

function readTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (match === null) throw new Error(`no JSON: ${text}`);
    const [, sign, string, number, word] = match;
    if (string === undefined) tokens.push(number === undefined ? (sign ?? word ?? "") : canonicalizeNumber(number));
    else tokens.push(JSON.stringify(JSON.parse(string)));
  }
  return tokens;
}

/** Digits without zeros at the ends, and the power of ten: `1.50` and `15e-1` are both `15e-1`. */
function canonicalizeNumber(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return power === 0n ? `${sign}${significant}` : `${sign}${significant}e${power}`;
}
