import { Random } from "../differential/policies/random.ts";
import { minimise } from "./minimise.ts";
import { type Finding, type FuzzCase, type FuzzTarget, tryCase } from "./target.ts";

/** One run of a target over the cases of a seed. */
export interface FuzzRun {
  readonly target: FuzzTarget;
  readonly seed: number;
  /** The number of the first case. */
  readonly from: number;
  readonly seconds: number;
  /** Is told the number of each case before it is run. */
  readonly onStart: (index: number) => void;
  /** Is told of each trial to make a finding small. */
  readonly onTrial: () => void;
  readonly onFinding: (index: number, finding: Finding, small: FuzzCase) => void;
}

/** Trials to make one finding small. */
const attempts = 3_000;

/** Runs cases until the time is up; gives how many. A sort of finding is reported once, made small. */
export async function runTarget({ target, seed, from, seconds, onStart, onTrial, onFinding }: FuzzRun): Promise<number> {
  const end = Date.now() + seconds * 1000;
  const known = new Set<string>();
  let index = from;
  for (; Date.now() < end; index++) {
    onStart(index);
    const given = target.make(new Random(seed, index));
    const finding = await tryCase(target, given);
    if (finding === undefined || known.has(finding.sort)) continue;
    known.add(finding.sort);
    const isSame = async (smaller: FuzzCase): Promise<boolean> => {
      onTrial();
      return (await tryCase(target, smaller))?.sort === finding.sort;
    };
    onFinding(index, finding, await minimise(given, isSame, attempts));
  }
  return index - from;
}
