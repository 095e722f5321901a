import type { Network } from "./network.ts";
import { formatNetwork, lastAddress, networkOf } from "./network.ts";

/** IPv4 addresses are among those of IPv6, after `::ffff:`. */
interface Range {
  readonly family: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
  /** What the range was made of, as long as nothing was joined to it. */
  readonly network: NamedNetwork | undefined;
}

/** A block with the text that stands for it when it is left as it is. */
export interface NamedNetwork {
  readonly network: Network;
  readonly text: string;
}

const mappedStart = 0xffffn << 32n;

/** The texts of the smallest list of blocks that has the same addresses. */
export function mergeNetworks(networks: readonly NamedNetwork[]): readonly string[] {
  const ranges = networks.map((named): Range => {
    const start = named.network.base.bits === 32 ? mappedStart : 0n;
    return {
      family: named.network.base.bits,
      first: start + named.network.base.value,
      last: start + lastAddress(named.network),
      network: named,
    };
  });
  ranges.sort((left, right) => compare(left.first, right.first));
  const merged: Range[] = [];
  for (const range of ranges) {
    const previous = merged.at(-1);
    if (previous !== undefined && areJoined(previous, range)) {
      merged[merged.length - 1] = { ...previous, last: laterOf(previous.last, range.last), network: undefined };
    } else merged.push(range);
  }
  return merged.flatMap((range) => range.network?.text ?? splitRange(range).map(formatNetwork));
}

/** Ranges that overlap, and those of one family that lie side by side. */
function areJoined(left: Range, right: Range): boolean {
  return right.first <= left.last || (right.first === left.last + 1n && left.family === right.family);
}

const bits = 128;

/** The fewest blocks that make up a range, in order. */
function splitRange({ first, last }: Range): Network[] {
  const networks: Network[] = [];
  for (let next = first; next <= last; ) {
    let size = 1n;
    let prefix: number = bits;
    // A block may grow as long as its base is aligned to its size and its end is in the range.
    while (prefix > 0 && next % (size * 2n) === 0n && next + size * 2n - 1n <= last) {
      size *= 2n;
      prefix--;
    }
    networks.push(networkOf(next, prefix));
    next += size;
  }
  return networks;
}

function laterOf(left: bigint, right: bigint): bigint {
  return compare(left, right) < 0 ? right : left;
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
