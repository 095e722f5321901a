import type { Slot } from "./nodes.ts";

/** Hands out the slots of one frame. */
export class Slots {
  private count: number;

  /** The first `reserved` slots are taken: arguments, a known key. */
  constructor(reserved = 0) {
    this.count = reserved;
  }

  get size(): number {
    return this.count;
  }

  take(): Slot {
    return this.count++;
  }
}

/** The variables that are bound at a point of a body. A nested scope sees those around it and keeps its own to itself. */
export class Scope {
  private readonly slots = new Map<string, Slot>();
  private readonly outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.outer = outer;
  }

  slotOf(name: string): Slot | undefined {
    return this.slots.get(name) ?? this.outer?.slotOf(name);
  }

  /** All variables that are bound here, those around included. */
  locals(): Map<string, Slot> {
    const locals = this.outer?.locals() ?? new Map<string, Slot>();
    for (const [name, slot] of this.slots) locals.set(name, slot);
    return locals;
  }

  bind(name: string, slot: Slot): void {
    this.slots.set(name, slot);
  }
}
