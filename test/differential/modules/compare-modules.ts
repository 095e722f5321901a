import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkModules } from "../../../src/tools/check-modules.ts";
import { askOpa } from "./ask-opa.ts";
import { type MutatedModule, mutateModule } from "./mutate-module.ts";
import { readSeedModules } from "./seed-modules.ts";
import { type ComparedVerdict, firstDifference, type Verdict } from "./verdict.ts";

/** A module that both engines have read. */
export interface ComparedModule extends ComparedVerdict {
  readonly index: number;
  readonly module: MutatedModule;
}

/** Compares `count` mutated modules of a seed from number `first` on; some `opa` processes run at a time. Modules that crash OPA are left out. */
export async function compareModules(seed: number, first: number, count: number): Promise<readonly ComparedModule[]> {
  const written = readSeedModules(process.cwd());
  const folder = mkdtempSync(join(tmpdir(), "rego-modules-"));
  const compared: ComparedModule[] = [];
  let next = first;
  const work = async (): Promise<void> => {
    for (let index = next++; index < first + count; index = next++) {
      const module = mutateModule(seed, index, written);
      const fileName = `m${index}.rego`;
      const here = askHere(module, fileName);
      const opa = await askRepeatedly(here, () => askOpa(module, folder, fileName));
      if (opa !== undefined) compared.push({ index, module, here, opa, differsIn: firstDifference(here, opa) });
    }
  };
  try {
    await Promise.all([work(), work(), work()]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return compared.sort((left, right) => left.index - right.index);
}

/** OPA goes through its tables in an order of its own each time, which shows in the order of some errors: a few answers are heard before it differs. */
async function askRepeatedly(here: Verdict, ask: () => Promise<Verdict | undefined>): Promise<Verdict | undefined> {
  const first = await ask();
  if (first === undefined || first.length < 2) return first;
  let opa = first;
  for (let left = 5; left > 0 && firstDifference(here, opa) !== undefined; left--) opa = (await ask()) ?? first;
  return firstDifference(here, opa) === undefined ? opa : first;
}

function askHere({ text, regoVersion, strict }: MutatedModule, file: string): Verdict {
  try {
    return checkModules([{ file, text }], { regoVersion, strict });
  } catch (error) {
    return [{ code: "crash", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
  }
}
