import { kindOf } from "../../values/kind.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinFailure } from "../context.ts";
import { fail, failOperand } from "../failure.ts";
import { parseAddress } from "./address.ts";
import { isInIPv4Block, readIPv4, readIPv4Block } from "./ipv4.ts";
import type { Network } from "./network.ts";
import { containsAddress, containsNetwork, parseNetwork } from "./network.ts";

/** Whether a block contains an address or another block, all as texts. OPA calls the second operand the first one, too. */
export function containsText(cidr: string, cidrOrAddress: Value): boolean | BuiltinFailure {
  const block = readIPv4Block(cidr);
  if (block >= 0 && typeof cidrOrAddress === "string") {
    const address = readIPv4(cidrOrAddress, 0, cidrOrAddress.length);
    if (address >= 0) return isInIPv4Block(block, address);
  }
  const outer = parseNetwork(cidr);
  if (outer === undefined) return failCidr(cidr);
  if (typeof cidrOrAddress !== "string") return failOperand(1, `must be string but got ${kindOf(cidrOrAddress)}`);
  const address = parseAddress(cidrOrAddress);
  if (address !== undefined) return containsAddress(outer, address);
  const inner = parseNetwork(cidrOrAddress);
  if (inner === undefined) return fail(`not a valid textual representation of an IP address or CIDR: ${cidrOrAddress}`);
  return containsNetwork(outer, inner);
}

/** Whether two blocks share an address. The second one is looked at only when the first is a block. */
export function intersectTexts(left: string, right: Value): boolean | BuiltinFailure {
  const first = parseNetwork(left);
  if (first === undefined) return failCidr(left);
  if (typeof right !== "string") return failOperand(1, `must be string but got ${kindOf(right)}`);
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
