import { spendWork } from "../values/meter.ts";
import type { BuiltinContext } from "./context.ts";

/** So many entries of one call cost no more than the call. */
const freeEntries = 16;

/**
 * Counts the entries that one call of a builtin goes through or copies: as work, and as steps from some entries on, for all objects of the call together.
 * What is made of `{"a": x, "b": x}`, forty times, has 2^40 objects with two entries each.
 */
export class EntryCount {
  private readonly context: Pick<BuiltinContext, "tick">;
  private entries = 0;

  constructor(context: Pick<BuiltinContext, "tick">) {
    this.context = context;
  }

  /** @throws what ends the evaluation */
  add(entries: number): void {
    spendWork(1 + entries);
    this.entries += entries;
    if (this.entries <= freeEntries) return;
    this.context.tick(this.entries >> 2);
    this.entries = 0;
  }
}
