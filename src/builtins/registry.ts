import type { Builtin } from "./define.ts";

/** Builtins by name. */
export class BuiltinRegistry implements Iterable<Builtin> {
  private readonly builtins: Map<string, Builtin>;

  constructor(builtins: Iterable<Builtin>) {
    this.builtins = new Map(Array.from(builtins, (each) => [each.name, each]));
  }

  get(name: string): Builtin | undefined {
    return this.builtins.get(name);
  }

  /** Adds a builtin, in place of an earlier one of that name. */
  add(builtin: Builtin): void {
    this.builtins.set(builtin.name, builtin);
  }

  /** A registry of its own with the same builtins. */
  clone(): BuiltinRegistry {
    return new BuiltinRegistry(this);
  }

  [Symbol.iterator](): Iterator<Builtin> {
    return this.builtins.values();
  }
}
