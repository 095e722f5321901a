import type { BuiltinFailure } from "../context.ts";
import { fail } from "../failure.ts";
import { parseAddress } from "./address.ts";
import type { Network } from "./network.ts";
import { containsAddress, containsNetwork, parseNetwork } from "./network.ts";

/** Whether a block contains an address or another block, all as texts. */
export function containsText(cidr: string, cidrOrAddress: string): boolean | BuiltinFailure {
  const outer = parseNetwork(cidr);
  if (outer === undefined) return failCidr(cidr);
  const address = parseAddress(cidrOrAddress);
  if (address !== undefined) return containsAddress(outer, address);
  const inner = parseNetwork(cidrOrAddress);
  if (inner === undefined) return fail(`not a valid textual representation of an IP address or CIDR: ${cidrOrAddress}`);
  return containsNetwork(outer, inner);
}

/** Whether two blocks share an address. */
export function intersectTexts(left: string, right: string): boolean | BuiltinFailure {
  const first = parseNetwork(left);
  if (first === undefined) return failCidr(left);
  const second = parseNetwork(right);
  if (second === undefined) return failCidr(right);
  return intersectNetworks(first, second);
}

function intersectNetworks(left: Network, right: Network): boolean {
  return containsAddress(left, right.base) || containsAddress(right, left.base);
}

/** A text that is no CIDR. */
export function failCidr(text: string): BuiltinFailure {
  return fail(`invalid CIDR address: ${text}`);
}
