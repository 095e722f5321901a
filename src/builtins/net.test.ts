import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSet } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { RegoSet } from "../values/value.ts";
import { netBuiltins } from "./net.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, makeContext, titled } from "./testing/call-table.ts";

const set = (...values: readonly Value[]): Value => makeSet(values);
const notAddress = "not a valid textual representation of an IP address or CIDR";

/** What OPA 1.20.2 answers; sets as sorted arrays. */
const cases: readonly CallCase[] = [
  ["net.cidr_contains_matches", ["/8", [[1]]], failure("net.cidr_contains_matches: invalid CIDR address: /8")],
  ["net.cidr_contains", ["10.0.0.0/8", "10.1.2.3"], true],
  ["net.cidr_contains", ["10.0.0.0/8", "10.1.2.0/24"], true],
  ["net.cidr_contains", ["10.0.0.0/8", "10.0.0.0/7"], false],
  ["net.cidr_contains", ["::ffff:10.0.0.0/104", "10.1.1.1"], true],
  ["net.cidr_contains", ["10.0.0.0/8", "::ffff:10.1.1.1"], true],
  ["net.cidr_contains", ["::/0", "10.1.1.1"], false],
  ["net.cidr_contains", ["::1.2.3.4/120", "::102:301"], true],
  ["net.cidr_contains", ["10.0.0.0/08", "10.1.1.1"], true],
  ["net.cidr_contains", ["010.0.0.0/8", "10.1.1.1"], failure("net.cidr_contains: invalid CIDR address: 010.0.0.0/8")],
  ["net.cidr_contains", ["fe80::1%eth0/64", "fe80::1"], failure("net.cidr_contains: invalid CIDR address: fe80::1%eth0/64")],
  ["net.cidr_contains", ["1:2:3:4::5:6:7:8/64", "::1"], failure("net.cidr_contains: invalid CIDR address: 1:2:3:4::5:6:7:8/64")],
  ["net.cidr_contains", ["10.0.0.0/8", "10.1.1.01"], failure(`net.cidr_contains: ${notAddress}: 10.1.1.01`)],
  ["net.cidr_contains", ["10.0.0.0/8", 1], failure("net.cidr_contains: operand 1 must be string but got number")],
  ["net.cidr_intersects", ["10.1.0.0/16", "10.0.0.0/8"], true],
  ["net.cidr_intersects", ["0.0.0.0/0", "::/0"], false],
  ["net.cidr_contains", ["x", 1], failure("net.cidr_contains: invalid CIDR address: x")],
  ["net.cidr_intersects", ["10.1.0.0/8", "x"], failure("net.cidr_intersects: invalid CIDR address: x")],
  ["net.cidr_is_valid", ["10.0.0.1/8"], true],
  ["net.cidr_is_valid", ["10.0.0.1"], false],
  ["net.cidr_is_valid", [null], false],
  ["net.cidr_expand", ["10.0.0.3/30"], ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3"]],
  ["net.cidr_expand", ["::ffff:1.2.3.4/127"], ["1.2.3.4", "1.2.3.5"]],
  ["net.cidr_expand", ["2001:DB8:0:0:1:0:0:1/128"], ["2001:db8::1:0:0:1"]],
  ["net.cidr_expand", ["::/0"], failure("net.cidr_expand: ::/0 has more than 4194304 addresses")],
  ["net.cidr_merge", [["192.0.128.0/24", "192.0.129.0/24"]], ["192.0.128.0/23"]],
  ["net.cidr_merge", [set("10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24")], ["10.0.0.0/23", "10.0.2.0/24"]],
  ["net.cidr_merge", [["83.1.255.1", "::1/127"]], ["83.1.255.1/8", "::/127"]],
  ["net.cidr_merge", [["10.0.0.1", "11.0.0.0/8"]], ["10.0.0.0/7"]],
  ["net.cidr_merge", [["192.0.128.0/24", "::/1"]], ["::/1"]],
  ["net.cidr_merge", [["0.0.0.0/0", "::fffe:0:0/96"]], ["0.0.0.0/0", "::fffe:0:0/96"]],
  ["net.cidr_merge", [["::1"]], failure("net.cidr_merge: IPv6 invalid: needs prefix length")],
  ["net.cidr_merge", [[1]], failure("net.cidr_merge: element must be string")],
  ["net.cidr_merge", ["x"], failure("net.cidr_merge: operand must be an array")],
  ["net.cidr_contains_matches", ["1.1.1.0/24", "1.1.1.128"], [["1.1.1.0/24", "1.1.1.128"]]],
  ["net.cidr_contains_matches", [["1.1.2.0/24", "1.1.1.0/24"], "1.1.1.128"], [[1, "1.1.1.128"]]],
  ["net.cidr_contains_matches", [set(["1.1.1.0/24", "foo"]), "1.1.1.128"], [[["1.1.1.0/24", "foo"], "1.1.1.128"]]],
  [
    "net.cidr_contains_matches",
    [
      { a: ["1.1.2.0/24", 1], b: ["1.1.1.0/24"] },
      { x: "1.1.1.128", y: ["1.1.2.1", "k"] },
    ],
    [
      ["a", "y"],
      ["b", "x"],
    ],
  ],
  ["net.cidr_contains_matches", [1, "1.1.1.128"], []],
  [
    "net.cidr_contains_matches",
    ["1.1.1.0/24", [[]]],
    failure("net.cidr_contains_matches: operand 2: element must be string or non-empty array"),
  ],
  ["net.cidr_overlap", ["10.0.0.0/8", "10.1.2.3"], true],
  ["net.lookup_ip_addr", ["::ffff:1.2.3.4"], ["1.2.3.4"]],
  ["net.lookup_ip_addr", ["fe80::1%eth0"], ["fe80::1%eth0"]],
  ["net.lookup_ip_addr", ["a b"], failure("net.lookup_ip_addr: lookup a b: no such host")],
  ["net.lookup_ip_addr", ["example.com"], failure("net.lookup_ip_addr: lookup example.com: this host looks up no addresses")],
];

describe("net", () => {
  test.each(titled(cases))("%s", async (_, name, operands, expected) => {
    const answer = await callBuiltin(netBuiltins, name, operands);
    expect(answer instanceof RegoSet ? answer.sorted() : answer).toStrictEqual(expected);
  });

  test("names are looked up by the host", async () => {
    const { host } = makeContext();
    const lookupAddress = (name: string): Promise<readonly string[]> =>
      name === "localhost" ? Promise.resolve(["127.0.0.1", "::1"]) : Promise.reject(new Error("no such host"));
    const context = makeContext({ host: { ...host, lookupAddress } });
    const found = await callBuiltin(netBuiltins, "net.lookup_ip_addr", ["localhost"], context);
    expect((found as RegoSet).sorted()).toStrictEqual(["127.0.0.1", "::1"]);
    const unknown = await callBuiltin(netBuiltins, "net.lookup_ip_addr", ["x.invalid"], context);
    expect(unknown).toStrictEqual(failure("net.lookup_ip_addr: lookup x.invalid: no such host"));
  });

  test.each(["a.example", "1.2.3.4", "a b"])("%s is not asked for where only other hosts may be asked", async (name) => {
    const { host } = makeContext();
    const lookedUp: string[] = [];
    const lookupAddress = async (name: string): Promise<readonly string[]> => [`${lookedUp.push(name)}.0.0.1`];
    const context = makeContext({ host: { ...host, lookupAddress }, allowedHosts: ["b.example"] });
    const answer = await callBuiltin(netBuiltins, "net.lookup_ip_addr", [name], context);
    expect(answer).toStrictEqual(failure(`net.lookup_ip_addr: disallowed host: ${name}`));
    expect(lookedUp).toStrictEqual([]);
    expect(await callBuiltin(netBuiltins, "net.lookup_ip_addr", ["b.example"], context)).toStrictEqual(makeSet(["1.0.0.1"]));
  });

  test("nothing throws", async () => {
    await checkNothingThrows(
      netBuiltins,
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 20, max: 130 })).map(([address, prefix]) => `${address}/${prefix}`),
    );
  });
});
