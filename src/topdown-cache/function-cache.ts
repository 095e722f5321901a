import type { Value } from "../values/value.ts";

/** A result that is remembered as undefined. */
export const remembersUndefined: unique symbol = Symbol("undefined");
export type Remembered = Value | typeof remembersUndefined;

type Level = Map<Value, Level | Remembered>;

/**
 * Results of one function by its arguments. Scalars are told apart by value, composites by identity: the same object passed on is found
 * again, while an equal one made anew is worked out again, which costs less than hashing every argument.
 */
export class FunctionCache {
  private readonly root: Level = new Map();

  get(args: readonly Value[]): Remembered | undefined {
    let level: Level | Remembered | undefined = this.root;
    for (const arg of args) {
      if (!(level instanceof Map)) return undefined;
      level = level.get(arg);
    }
    return level instanceof Map ? undefined : level;
  }

  set(args: readonly Value[], result: Value | undefined): void {
    let level = this.root;
    const last = args.length - 1;
    for (let position = 0; position < last; position++) {
      const arg = args[position] as Value;
      let next = level.get(arg);
      if (!(next instanceof Map)) {
        next = new Map();
        level.set(arg, next);
      }
      level = next;
    }
    level.set(args[last] as Value, result === undefined ? remembersUndefined : result);
  }
}
