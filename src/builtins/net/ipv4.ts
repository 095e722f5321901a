/** IPv4 addresses and blocks as JS numbers, read by character codes: nearly all that policies look at (bench: cidr). */

const dot = 46;
const slash = 47;
const zero = 48;

/** The address from one place of a text up to another, as a number of 32 bits; -1 for all that is not four plain decimal octets. */
export function readIPv4(text: string, from: number, to: number): number {
  let address = 0;
  let octet = 0;
  let digits = 0;
  let octets = 1;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === dot) {
      if (digits === 0) return -1;
      address = address * 256 + octet;
      octet = 0;
      digits = 0;
      octets++;
      continue;
    }
    const digit = code - zero;
    // A zero at the start would be octal elsewhere.
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return -1;
    octet = octet * 10 + digit;
    digits++;
    if (octet > 255) return -1;
  }
  return octets === 4 && digits > 0 ? address * 256 + octet : -1;
}

/** A block in CIDR form: its address, bits beyond the prefix included, times 64, plus the prefix length. -1 for all others. */
export function readIPv4Block(text: string): number {
  const { length } = text;
  const at = text.charCodeAt(length - 2) === slash ? length - 2 : length - 3;
  if (text.charCodeAt(at) !== slash) return -1;
  const units = text.charCodeAt(length - 1) - zero;
  const tens = at === length - 3 ? text.charCodeAt(length - 2) - zero : 0;
  if (units < 0 || units > 9 || tens < 0 || tens > 3 || tens * 10 + units > 32) return -1;
  const address = readIPv4(text, 0, at);
  return address < 0 ? -1 : address * 64 + tens * 10 + units;
}

/** Whether a block as {@link readIPv4Block} reads it contains an address. */
export function isInIPv4Block(block: number, address: number): boolean {
  const prefix = block % 64;
  const base = (block - prefix) / 64;
  return prefix === 0 || (base ^ address) >>> (32 - prefix) === 0;
}
