import type { Value } from "../values/value.ts";

/** A result that is remembered as undefined. */
export const remembersUndefined: unique symbol = Symbol("undefined");
export type Remembered = Value | typeof remembersUndefined;

type Level = Map<Value, Level | Remembered>;

/** Up to so many results stand in a list: making maps for a handful costs more than looking through it (bench: rbac). */
const listed = 16;

/**
 * Results of one function by its arguments. Scalars are told apart by value, composites by identity: the same object passed on is found
 * again, while an equal one made anew is worked out again, which costs less than hashing every argument.
 */
export class FunctionCache {
  private readonly arity: number;
  /** Arguments and result of one call after the other. */
  private readonly list: (Value | Remembered)[] = [];
  private root: Level | undefined;

  constructor(arity: number) {
    this.arity = arity;
  }

  get(args: readonly Value[]): Remembered | undefined {
    if (this.root !== undefined) return this.find(this.root, args);
    const { arity, list } = this;
    for (let at = 0; at < list.length; at += arity + 1) {
      let position = 0;
      while (position < arity && list[at + position] === args[position]) position++;
      if (position === arity) return list[at + arity];
    }
    return undefined;
  }

  set(args: readonly Value[], result: Value | undefined): void {
    const remembered = result === undefined ? remembersUndefined : result;
    if (this.root !== undefined) {
      this.insert(this.root, args, remembered);
      return;
    }
    const { arity, list } = this;
    for (let position = 0; position < arity; position++) list.push(args[position] as Value);
    list.push(remembered);
    if (list.length >= listed * (arity + 1)) this.root = this.makeLevels();
  }

  private makeLevels(): Level {
    const { arity, list } = this;
    const root: Level = new Map();
    for (let at = 0; at < list.length; at += arity + 1)
      this.insert(root, list.slice(at, at + arity) as Value[], list[at + arity] as Remembered);
    list.length = 0;
    return root;
  }

  private find(root: Level, args: readonly Value[]): Remembered | undefined {
    let level: Level | Remembered | undefined = root;
    for (let position = 0; position < this.arity; position++) {
      if (!(level instanceof Map)) return undefined;
      level = level.get(args[position] as Value);
    }
    return level instanceof Map ? undefined : level;
  }

  private insert(root: Level, args: readonly Value[], remembered: Remembered): void {
    let level = root;
    const last = this.arity - 1;
    for (let position = 0; position < last; position++) {
      const arg = args[position] as Value;
      let next = level.get(arg);
      if (!(next instanceof Map)) {
        next = new Map();
        level.set(arg, next);
      }
      level = next;
    }
    level.set(args[last] as Value, remembered);
  }
}
