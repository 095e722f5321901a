/** `npm run bench:peers`: builds the programs of other engines that this machine has toolchains for, and says which are missing. */
import { mkdirSync } from "node:fs";
import { allPeers } from "./peers/all-peers.ts";
import { peersFolder } from "./peers/peer-program.ts";

mkdirSync(peersFolder, { recursive: true });
for (const { name, build } of allPeers) {
  const problem = build();
  console.log(problem === undefined ? `${name}: built` : `${name}: missing, ${problem}`);
}
