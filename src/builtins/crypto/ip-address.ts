/** An address of four or sixteen bytes as Go writes it: dotted, also for a mapped one, or with the longest run of zeros shortened. */
export function formatAddress(bytes: Uint8Array): string {
  const isMapped = bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (bytes.length === 4 || isMapped) return bytes.subarray(-4).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16)).join(":");
  const runs = groups.match(/(?:^|(?<=:))0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.reduce((found, run) => (run.length > found.length ? run : found), "");
  if (longest === "") return groups;
  const [before = "", after = ""] = splitAtRun(groups, longest);
  return `${before}::${after}`;
}

function splitAtRun(groups: string, run: string): readonly [string, string] {
  const at = `:${groups}:`.indexOf(`:${run}:`);
  return [groups.slice(0, Math.max(0, at - 1)), groups.slice(at + run.length + 1)];
}

/** The bytes of an address in writing: four for a dotted one, else sixteen; undefined when it is none. */
export function parseAddress(text: string): Uint8Array | undefined {
  if (!text.includes(":")) return parseDotted(text);
  const tail = text.slice(text.lastIndexOf(":") + 1);
  const dotted = tail.includes(".") ? parseDotted(tail) : undefined;
  if (tail.includes(".") && dotted === undefined) return undefined;
  const groups = dotted === undefined ? text : `${text.slice(0, -tail.length)}${toGroup(dotted, 0)}:${toGroup(dotted, 2)}`;
  const halves = groups.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], rest = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...rest];
  if (!all.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return Uint8Array.from(
    all.flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    }),
  );
}

function toGroup(bytes: Uint8Array, at: number): string {
  return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);
}

function parseDotted(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  const isAddress = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? Uint8Array.from(parts, Number) : undefined;
}
