import { opa } from "./opa.ts";
import { opaWasm } from "./opa-wasm.ts";
import type { FoundPeer, Peer } from "./peer.ts";
import { regorus } from "./regorus.ts";

/** Every other engine that rego-ts is measured against. */
export const allPeers: readonly Peer[] = [opa, regorus, opaWasm];

/** What this machine has of all of them, and what is missing. */
export function findPeers(): FoundPeer {
  const found = allPeers.map(({ find }) => find());
  return { contenders: found.flatMap(({ contenders }) => contenders), missing: found.flatMap(({ missing }) => missing) };
}
