import { Random } from "../policies/random.ts";
import { mutations } from "./mutations.ts";
import { joinPieces, type Piece, splitPieces } from "./pieces.ts";
import { pickSeedModule, type SeedModule } from "./seed-modules.ts";

/** A module with something wrong in it, and how to read it. */
export interface MutatedModule extends SeedModule {
  readonly strict: boolean;
}

/** The module with this number of the series with this seed: always the same one for the same written modules. */
export function mutateModule(seed: number, index: number, written: readonly SeedModule[]): MutatedModule {
  const random = new Random(seed, index);
  const module = pickSeedModule(random, written);
  let pieces = splitPieces(module.text);
  for (
    let left = random.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ]);
    left > 0;
    left--
  )
    pieces = splitPieces(joinPieces(mutate(pieces, random)));
  return { ...module, text: joinPieces(pieces), strict: random.chance(0.25) };
}

function mutate(pieces: readonly Piece[], random: Random): readonly Piece[] {
  for (;;) {
    const mutated = pieces.some(({ kind }) => kind !== "blank" && kind !== "comment") ? random.weighted(mutations)(pieces, random) : pieces;
    if (mutated !== undefined) return mutated;
  }
}
