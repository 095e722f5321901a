import { type DeferredBuiltin, isDeferred } from "./deferred.ts";
import type { Builtin, BuiltinSignature } from "./define.ts";
import { type BuiltinGroups, givenGroups, howToAdd } from "./group.ts";

/** Builtins by name. Signatures are at hand; a group is loaded when the implementation of one of its builtins is asked for. */
export class BuiltinRegistry implements Iterable<BuiltinSignature> {
  private readonly builtins: Map<string, Builtin | DeferredBuiltin>;
  private readonly groups: BuiltinGroups;
  /** The builtins that were added to those that there are. */
  private readonly added = new Set<string>();

  constructor(builtins: Iterable<Builtin | DeferredBuiltin>, groups: BuiltinGroups = givenGroups([])) {
    this.builtins = new Map(Array.from(builtins, (each) => [each.name, each]));
    this.groups = groups;
  }

  get(name: string): BuiltinSignature | undefined {
    return this.builtins.get(name);
  }

  /** What to do about a builtin whose group is not there; undefined for all others. */
  howToAdd(name: string): string | undefined {
    const builtin = this.builtins.get(name);
    return builtin !== undefined && isDeferred(builtin) && !this.groups.has(builtin.group) ? howToAdd(builtin.group) : undefined;
  }

  /** The builtin itself, for calls. */
  implementation(name: string): Builtin | undefined {
    const builtin = this.builtins.get(name);
    if (builtin === undefined || !isDeferred(builtin)) return builtin;
    const group = this.groups.load(builtin.group);
    const found = group.builtins.find((each) => each.name === name);
    if (found !== undefined) this.builtins.set(name, found);
    return found;
  }

  /** Adds a builtin, in place of an earlier one of that name. */
  add(builtin: Builtin): void {
    this.builtins.set(builtin.name, builtin);
    this.added.add(builtin.name);
  }

  /** Was the builtin added, or does it come with the engine? */
  isAdded(name: string): boolean {
    return this.added.has(name);
  }

  /** A registry of its own with the same builtins. */
  clone(): BuiltinRegistry {
    const copy = new BuiltinRegistry(this.builtins.values(), this.groups);
    for (const name of this.added) copy.added.add(name);
    return copy;
  }

  [Symbol.iterator](): Iterator<BuiltinSignature> {
    return this.builtins.values();
  }
}
