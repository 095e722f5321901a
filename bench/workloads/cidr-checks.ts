import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";

/** One address against a list of networks, and which of them contain it. */
export function cidrChecks(count: number): Workload {
  const networks = Array.from({ length: count }, (_, index) => ({
    cidr:
      index % 100 === 99
        ? `10.${index % 256}.0.0/${8 + (index % 3)}`
        : `10.${index % 250}.${Math.floor(index / 250) * 16}.0/${20 + (index % 9)}`,
    zone: `zone-${index % 40}`,
  }));
  return defineWorkload({
    name: `cidr-${count}`,
    standsFor: `an address against ${count} networks`,
    query: "data.firewall.decision",
    policy: `package firewall

zones contains network.zone if {
	some network in data.networks
	net.cidr_contains(network.cidr, input.address)
}

default allow := false

allow if input.zone in zones

decision := {"allow": allow, "zones": zones}
`,
    data: { networks },
    input: { address: "10.117.34.9", zone: "zone-19" },
    byHand: (input, data) => {
      const zones = new Set<string>();
      const address = parseAddress(input.address);
      if (address !== undefined) {
        for (const { cidr, zone } of data.networks) if (containsAddress(cidr, address)) zones.add(zone);
      }
      return { allow: zones.has(input.zone), zones: [...zones].sort() };
    },
  });
}

function containsAddress(cidr: string, address: number): boolean {
  const slash = cidr.indexOf("/");
  const network = slash < 0 ? undefined : parseAddress(cidr.slice(0, slash));
  const bits = Number(cidr.slice(slash + 1));
  if (network === undefined || !(bits >= 0 && bits <= 32)) return false;
  const mask = bits === 0 ? 0 : -1 << (32 - bits);
  return (network & mask) === (address & mask);
}

/** Four decimal numbers with dots between them, as 32 bits. */
function parseAddress(text: string): number | undefined {
  if (typeof text !== "string") return undefined;
  let [address, part, digits, parts] = [0, 0, 0, 1];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      if (digits === 0) return undefined;
      address = (address << 8) | part;
      [part, digits] = [0, 0];
      parts++;
      continue;
    }
    if (code < 48 || code > 57) return undefined;
    part = part * 10 + code - 48;
    digits++;
    if (part > 255) return undefined;
  }
  return parts === 4 && digits > 0 ? (address << 8) | part : undefined;
}
