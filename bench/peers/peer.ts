import type { Contender } from "../contender.ts";

/** Another engine: how its contenders are built, and which of them this machine has. */
export interface Peer {
  readonly name: string;
  /** Makes the programs of the peer; what is missing or failed as a text, undefined if nothing is. */
  readonly build: () => string | undefined;
  readonly find: () => FoundPeer;
}

export interface FoundPeer {
  readonly contenders: readonly Contender[];
  /** What is not there, and how it would come. */
  readonly missing: readonly string[];
}
