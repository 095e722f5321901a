import { anyOf, anyType, arrayOf, booleanType, objectOf, setOf, stringType, tupleOf } from "../types/types.ts";
import { isArray, isSet } from "../values/kind.ts";
import { makeSet, RegoSetBuilder } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, asyncBuiltin, builtin } from "./define.ts";
import { fail } from "./failure.ts";
import type { Address } from "./net/address.ts";
import { formatAddress, parseAddress } from "./net/address.ts";
import { containsText, failCidr, intersectTexts } from "./net/contains.ts";
import { matchCidrs } from "./net/contains-matches.ts";
import { lookupAddresses } from "./net/lookup.ts";
import type { NamedNetwork } from "./net/merge.ts";
import { mergeNetworks } from "./net/merge.ts";
import { countAddresses, formatNetwork, makeNetwork, parseNetwork } from "./net/network.ts";

const textOrTexts = anyOf(stringType, arrayOf(anyType));
const matchOperand = anyOf(stringType, arrayOf(textOrTexts), objectOf(stringType, textOrTexts), setOf(textOrTexts));
const matchDescription = "CIDR texts, or arrays that begin with one, in an array, a set or an object; or one text";

/** The builtins for IP addresses and blocks of them (CIDR). */
export const netBuiltins: readonly Builtin[] = [
  builtin(
    "net.cidr_contains",
    "Whether a block of addresses contains an address or another block.",
    [arg("cidr", stringType, "a block, such as `10.0.0.0/8`"), arg("cidr_or_ip", stringType, "an address or a block", { unchecked: true })],
    arg("result", booleanType, "whether the second is in the first"),
    containsText,
  ),
  builtin(
    "net.cidr_contains_matches",
    "The pairs of blocks in the first operand and addresses or blocks in the second that they contain.",
    [
      arg("cidrs", matchOperand, matchDescription, { unchecked: true }),
      arg("cidrs_or_ips", matchOperand, matchDescription, { unchecked: true }),
    ],
    arg("output", setOf(tupleOf(anyType, anyType)), "pairs of index, element of a set, or key"),
    matchCidrs,
  ),
  builtin(
    "net.cidr_intersects",
    "Whether two blocks of addresses share one.",
    [arg("cidr1", stringType, "a block"), arg("cidr2", stringType, "another block", { unchecked: true })],
    arg("result", booleanType, "whether there is an address in both"),
    intersectTexts,
  ),
  builtin(
    "net.cidr_is_valid",
    "Whether a text is an address with the length of a prefix.",
    [arg("cidr", stringType, "the text to look at", { unchecked: true })],
    arg("result", booleanType, "whether it is one; false for what is not a text"),
    (text) => typeof text === "string" && parseNetwork(text) !== undefined,
  ),
  builtin(
    "net.cidr_expand",
    "All addresses of a block.",
    [arg("cidr", stringType, "a block")],
    arg("hosts", setOf(stringType), "its addresses"),
    expand,
  ),
  builtin(
    "net.cidr_merge",
    "The smallest set of blocks that has the same addresses. IPv4 addresses without a prefix length get that of their class.",
    [arg("addrs", anyOf(arrayOf(anyOf(stringType)), setOf(stringType)), "blocks and IPv4 addresses", { unchecked: true })],
    arg("output", setOf(stringType), "the blocks"),
    merge,
  ),
  builtin(
    "net.cidr_overlap",
    "Whether a block of addresses contains an address or another block.",
    [arg("", stringType, ""), arg("", stringType, "", { unchecked: true })],
    arg("", booleanType, ""),
    containsText,
    { deprecated: true },
  ),
  asyncBuiltin(
    "net.lookup_ip_addr",
    "The addresses of a name, as the host's resolver knows them.",
    [arg("name", stringType, "a domain name")],
    arg("addrs", setOf(stringType), "its IPv4 and IPv6 addresses"),
    lookupAddresses,
    { nondeterministic: true },
  ),
];

/** More addresses would fill the memory of most machines; OPA has no such bound. */
const maximalExpansion = 4_194_304n;

function expand(text: string, { tick }: BuiltinContext): BuiltinResult {
  const network = parseNetwork(text);
  if (network === undefined) return failCidr(text);
  const count = countAddresses(network);
  if (count > maximalExpansion) return fail(`${text} has more than ${maximalExpansion} addresses`);
  const { bits, value } = network.base;
  const addresses = new RegoSetBuilder();
  for (let index = 0n; index < count; index++) {
    tick(1);
    addresses.add(formatAddress({ bits, value: value + index }));
  }
  return addresses.finish();
}

function merge(operand: Value): BuiltinResult {
  if (!isArray(operand) && !isSet(operand)) return fail("operand must be an array");
  const networks: NamedNetwork[] = [];
  for (const element of isSet(operand) ? operand.sorted() : operand) {
    if (typeof element !== "string") return fail("element must be string");
    const network = readNetworkOrAddress(element);
    if (network instanceof BuiltinFailure) return network;
    networks.push(network);
  }
  return makeSet(mergeNetworks(networks));
}

function readNetworkOrAddress(text: string): NamedNetwork | BuiltinFailure {
  const network = parseNetwork(text);
  if (network !== undefined) return { network, text: formatNetwork(network) };
  const address = parseAddress(text);
  if (address === undefined) return failCidr(text);
  if (address.bits === 128) return fail("IPv6 invalid: needs prefix length");
  const prefix = prefixOfClass(address);
  return { network: makeNetwork(address, prefix), text: `${formatAddress(address)}/${prefix}` };
}

/** The prefix length that an IPv4 address had before there were prefix lengths. */
function prefixOfClass({ value }: Address): number {
  if (value < 0x80000000n) return 8;
  return value < 0xc0000000n ? 16 : 24;
}
