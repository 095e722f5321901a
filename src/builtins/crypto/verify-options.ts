import { isArray, isNumber, isSet } from "../../values/kind.ts";
import { toBigInt } from "../../values/number.ts";
import { sortedEntries } from "../../values/object.ts";
import type { RegoObject, Value } from "../../values/value.ts";
import { CryptoError } from "./crypto-error.ts";
import type { VerifyOptions } from "./verify-chain.ts";
import { anyUsage } from "./verify-chain.ts";

const usageIdentifiers: ReadonlyMap<string, string> = new Map([
  ["KeyUsageAny", anyUsage],
  ["KeyUsageServerAuth", "1.3.6.1.5.5.7.3.1"],
  ["KeyUsageClientAuth", "1.3.6.1.5.5.7.3.2"],
  ["KeyUsageCodeSigning", "1.3.6.1.5.5.7.3.3"],
  ["KeyUsageEmailProtection", "1.3.6.1.5.5.7.3.4"],
  ["KeyUsageIPSECEndSystem", "1.3.6.1.5.5.7.3.5"],
  ["KeyUsageIPSECTunnel", "1.3.6.1.5.5.7.3.6"],
  ["KeyUsageIPSECUser", "1.3.6.1.5.5.7.3.7"],
  ["KeyUsageTimeStamping", "1.3.6.1.5.5.7.3.8"],
  ["KeyUsageOCSPSigning", "1.3.6.1.5.5.7.3.9"],
  ["KeyUsageMicrosoftServerGatedCrypto", "1.3.6.1.4.1.311.10.3.3"],
  ["KeyUsageNetscapeServerGatedCrypto", "2.16.840.1.113730.4.1"],
  ["KeyUsageMicrosoftCommercialCodeSigning", "1.3.6.1.4.1.311.2.1.22"],
  ["KeyUsageMicrosoftKernelCodeSigning", "1.3.6.1.4.1.311.61.1.1"],
]);

/** What is verified when no options are given: a server's certificate, at a time. */
export function defaultVerifyOptions(nowNs: bigint): VerifyOptions {
  return { host: "", time: nowNs, usages: ["1.3.6.1.5.5.7.3.1"] };
}

/** Reads the options in the order of their names. Throws OPA's words about a wrong one. */
export function readVerifyOptions(given: RegoObject, nowNs: bigint): VerifyOptions {
  let options = defaultVerifyOptions(nowNs);
  for (const [name, value] of sortedEntries(given)) options = { ...options, ...readOption(name, value, options.usages) };
  return options;
}

function readOption(name: Value, value: Value, usages: readonly string[]): Partial<VerifyOptions> {
  switch (name) {
    case "DNSName":
      if (typeof value !== "string") throw new CryptoError("'DNSName' should be a string");
      return { host: value };
    case "CurrentTime":
      return { time: readInteger(value, "CurrentTime", "valid int64 number") };
    case "MaxConstraintComparisons":
      // Go's search for constraints has become linear; it compares nothing twice, and no longer counts.
      readInteger(value, "MaxConstraintComparisons", "valid number");
      return {};
    case "KeyUsages": {
      const read = readUsages(value);
      return { usages: read.length === 0 ? usages : read };
    }
    default:
      throw new CryptoError("invalid key option");
  }
}

function readInteger(value: Value, name: string, expected: string): bigint {
  if (!isNumber(value)) throw new CryptoError(`'${name}' should be a number`);
  const integer = toBigInt(value);
  if (integer === undefined || BigInt.asIntN(64, integer) !== integer) throw new CryptoError(`'${name}' should be a ${expected}`);
  return integer;
}

function readUsages(value: Value): readonly string[] {
  if (!isArray(value) && !isSet(value)) throw new CryptoError("'KeyUsages' should be an Array or Set");
  const names = (isArray(value) ? value : value.sorted()).filter((name) => typeof name === "string");
  const unknown = names.filter((name) => !usageIdentifiers.has(name));
  if (unknown.length > 0) throw new CryptoError(`invalid entries for 'KeyUsages' found: [${unknown.join(" ")}]`);
  return names.flatMap((name) => usageIdentifiers.get(name) ?? []);
}
