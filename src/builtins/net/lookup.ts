import { makeSet } from "../../values/rego-set.ts";
import type { BuiltinContext, BuiltinResult } from "../context.ts";
import { fail } from "../failure.ts";
import { formatAddress, parseAddress } from "./address.ts";

const label = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
/** What Go takes for a name that may be asked for: the root, or labels of letters, digits, `-` and `_`. */
const domainName = new RegExp(`^(?:\\.|(?=.{1,254}$)${label}(?:\\.${label})*\\.?)$`);
const withZone = /^([^%]*:[^%]*)%(.+)$/s;

/** The set of a name's addresses, which the host looks up; an address is its own. Names that may not be asked over the net are not asked for either. */
export async function lookupAddresses(name: string, { host, allowedHosts }: BuiltinContext): Promise<BuiltinResult> {
  if (allowedHosts?.includes(name) === false) return fail(`disallowed host: ${name}`);
  const literal = readLiteral(name);
  if (literal !== undefined) return makeSet([literal]);
  if (!domainName.test(name)) return fail(`lookup ${name}: no such host`);
  if (host.lookupAddress === undefined) return fail(`lookup ${name}: this host looks up no addresses`);
  try {
    return makeSet((await host.lookupAddress(name)).map((address) => readLiteral(address) ?? address));
  } catch (error) {
    return fail(`lookup ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** An address in the form that Go prints, with its zone if it has one. */
function readLiteral(text: string): string | undefined {
  const [, plain = text, zone] = withZone.exec(text) ?? [];
  const address = parseAddress(plain);
  if (address === undefined) return undefined;
  return zone === undefined ? formatAddress(address) : `${formatAddress(address)}%${zone}`;
}
