import { anyType, objectOf, stringType } from "../types/types.ts";
import { normalizeInteger } from "../values/number.ts";
import { makeObject } from "../values/object-builder.ts";
import type { Value } from "../values/value.ts";
import { encodeHex } from "./bytes.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";

const dashed = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** A random UUID (version 4), the same for the same key within a query. */
function makeUuid(key: string, context: BuiltinContext): BuiltinResult {
  const cacheKey = `uuid.rfc4122 ${key}`;
  const known = context.queryCache.get(cacheKey);
  if (typeof known === "string") return known;
  const bytes = Uint8Array.from(context.host.randomBytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = encodeHex(bytes);
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  context.queryCache.set(cacheKey, uuid);
  return uuid;
}

/** The bytes of a UUID: with dashes, also in a pair of any two characters or after `urn:uuid:`, or as 32 digits. */
function readUuid(text: string): Uint8Array | undefined {
  const digits = readDigits(text);
  return digits === undefined ? undefined : Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function readDigits(text: string): string | undefined {
  if (text.length === 32) return /^[\da-f]{32}$/i.test(text) ? text : undefined;
  const inner = text.length === 38 ? text.slice(1, 37) : text.replace(/^urn:uuid:/i, "");
  return dashed.test(inner) ? inner.replaceAll("-", "") : undefined;
}

/** What a UUID says of itself. Undefined for a text that is none. */
function parseUuid(text: string): BuiltinResult {
  const bytes = readUuid(text);
  if (bytes === undefined) return undefined;
  const version = (bytes[6] ?? 0) >> 4;
  const entries: [string, Value][] = [
    ["version", version],
    ["variant", describeVariant(bytes[8] ?? 0)],
  ];
  if (version === 1 || version === 2) entries.push(...describeTimeAndNode(bytes));
  if (version === 2) entries.push(["id", readInteger(bytes.subarray(0, 4))], ["domain", describeDomain(bytes[9] ?? 0)]);
  return makeObject(entries);
}

function describeVariant(byte: number): string {
  if ((byte & 0xc0) === 0x80) return "RFC4122";
  if ((byte & 0xe0) === 0xc0) return "Microsoft";
  return (byte & 0xe0) === 0xe0 ? "Future" : "Reserved";
}

function describeTimeAndNode(bytes: Uint8Array): [string, Value][] {
  const [first = 0] = bytes.subarray(10);
  return [
    ["time", readTime(bytes)],
    ["nodeid", Array.from(bytes.subarray(10), (byte) => byte.toString(16).padStart(2, "0")).join("-")],
    ["macvariables", `${(first & 2) === 0 ? "global" : "local"}:${(first & 1) === 0 ? "unicast" : "multicast"}`],
    ["clocksequence", readInteger(bytes.subarray(8, 10)) & 0x3fff],
  ];
}

/** Ticks of 100 nanoseconds between the start of the Gregorian calendar and 1970. */
const gregorianTicks = 0x01b21dd213814000n;

/** Nanoseconds since 1970; in 64 bits, which overflow for years far off. */
function readTime(bytes: Uint8Array): Value {
  const [low, middle, high] = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)].map((part) => BigInt(readInteger(part)));
  const ticks = (((high ?? 0n) & 0xfffn) << 48n) | ((middle ?? 0n) << 32n) | (low ?? 0n);
  return normalizeInteger(BigInt.asIntN(64, (ticks - gregorianTicks) * 100n));
}

function readInteger(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

function describeDomain(domain: number): string {
  return ["Person", "Group", "Org"][domain] ?? `Domain${domain}`;
}

export const uuidBuiltins: readonly Builtin[] = [
  builtin(
    "uuid.rfc4122",
    "A random UUID; the same key gives the same one within a query.",
    [arg("k", stringType, "the key")],
    arg("output", stringType, "the UUID"),
    makeUuid,
    {
      nondeterministic: true,
    },
  ),
  builtin(
    "uuid.parse",
    "What a UUID says of itself: version, variant and, for some versions, time and node.",
    [arg("uuid", stringType, "the UUID")],
    arg("result", objectOf(stringType, anyType), "its properties"),
    parseUuid,
  ),
];
