const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

/** Orders keys as go-yaml does: letters by code point, other characters before them, numbers in keys by their value. */
export function compareKeys(left: string, right: string): number {
  const leftCharacters = Array.from(left);
  const rightCharacters = Array.from(right);
  const length = Math.min(leftCharacters.length, rightCharacters.length);
  for (let at = 0; at < length; at++) {
    const one = leftCharacters[at] as string;
    const other = rightCharacters[at] as string;
    if (one === other) continue;
    const isLetter = letter.test(one);
    const isOtherLetter = letter.test(other);
    if (isLetter && isOtherLetter) return codeOf(one) - codeOf(other);
    if (isLetter || isOtherLetter) return isLetter ? 1 : -1;
    return compareNumbersAt(leftCharacters, rightCharacters, at);
  }
  return leftCharacters.length - rightCharacters.length;
}

/** Compares what is a number in both from an offset on, and else the characters. */
function compareNumbersAt(left: readonly string[], right: readonly string[], at: number): number {
  const one = left[at] as string;
  const other = right[at] as string;
  // A zero that follows other digits does not lead the number.
  const continued = (one === "0" || other === "0") && followsNonZero(left, at) ? "1" : "";
  const leftDigits = takeDigits(left, at);
  const rightDigits = takeDigits(right, at);
  const leftValue = readNumber(`${continued}${leftDigits}`);
  const rightValue = readNumber(`${continued}${rightDigits}`);
  if (leftValue !== rightValue) return leftValue < rightValue ? -1 : 1;
  return leftDigits.length - rightDigits.length || codeOf(one) - codeOf(other);
}

function followsNonZero(characters: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= 0 && digit.test(characters[index] as string); index--) {
    if (characters[index] !== "0") return true;
  }
  return false;
}

/** No more digits than a number of 64 bits has. */
function takeDigits(characters: readonly string[], at: number): string {
  let end = at;
  while (end < characters.length && end < at + 18 && digit.test(characters[end] as string)) end++;
  return characters.slice(at, end).join("");
}

/** The value of digits; those of other scripts count by their distance from `0`, as in go-yaml. */
function readNumber(digits: string): bigint {
  let value = 0n;
  for (const character of digits) value = value * 10n + BigInt(codeOf(character) - 0x30);
  return value;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
