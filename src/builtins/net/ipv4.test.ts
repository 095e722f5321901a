import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "./address.ts";
import { isInIPv4Block, readIPv4, readIPv4Block } from "./ipv4.ts";
import { containsAddress, makeNetwork, parseNetwork } from "./network.ts";

const octet = fc.oneof({ weight: 5, arbitrary: fc.nat(255).map(String) }, fc.constantFrom("256", "01", "", "00", "1a", "-1", "+1"));
const address = fc.array(octet, { minLength: 4, maxLength: 4 }).map((octets) => octets.join("."));
const text = fc.oneof({ weight: 5, arbitrary: address }, fc.constantFrom("::1", "1.2.3", "1.2.3.4.5", "", ".", "/", "1.2.3.4/"));
const length = fc.oneof({ weight: 5, arbitrary: fc.nat(33).map(String) }, fc.constantFrom("", "08", "008", "-1", "a", "3a"));
const block = fc.tuple(text, length).map((parts) => parts.join("/"));

describe("IPv4", () => {
  test("reads addresses as they are read otherwise, or not at all", () => {
    fc.assert(
      fc.property(text, (each) => {
        const read = readIPv4(each, 0, each.length);
        const parsed = parseAddress(each);
        expect(read).toBe(parsed?.bits === 32 ? Number(parsed.value) : -1);
      }),
      { numRuns: 2000 },
    );
  });

  test("reads blocks as they are read otherwise, or not at all", () => {
    fc.assert(
      fc.property(block, fc.nat(0xffffffff), (each, other) => {
        const read = readIPv4Block(each);
        if (read < 0) return;
        const network = parseNetwork(each);
        expect(network).toStrictEqual(makeNetwork({ bits: 32, value: BigInt(Math.floor(read / 64)) }, read % 64));
        if (network !== undefined) expect(isInIPv4Block(read, other)).toBe(containsAddress(network, { bits: 32, value: BigInt(other) }));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["10.0.0.0/8", 0x0a000000 * 64 + 8],
    ["255.255.255.255/32", 0xffffffff * 64 + 32],
    ["0.0.0.0/0", 0],
    ["1.2.3.4/33", -1],
    ["1.2.3.4", -1],
    ["/8", -1],
  ])("%s", (each, expected) => {
    expect(readIPv4Block(each)).toBe(expected);
  });
});
