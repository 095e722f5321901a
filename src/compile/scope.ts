import { isWildcard } from "./terms.ts";

/** How a variable occurred in a scope first. */
export type Occurrence = "referenced" | "assigned" | "declared" | "argument";

/** One scope: how each written variable occurred in it, and the new names of those declared in it. */
export class Scope {
  readonly occurrences = new Map<string, Occurrence>();
  readonly names: Map<string, string>;

  /** Of a head, where mentions are not counted. */
  readonly isHead: boolean;

  constructor(names: Iterable<readonly [string, string]> = [], isHead = false) {
    this.names = new Map(names);
    this.isHead = isHead;
  }
}

/** Whether there is anything that must be mentioned: arguments need not, nor, unless that is strict, what `:=` assigns. */
export function mayBeUnused({ occurrences, names }: Scope, strict: boolean): boolean {
  for (const name of names.keys()) {
    const occurrence = occurrences.get(name);
    if (occurrence === "declared" || (strict && occurrence === "assigned" && !isWildcard(name))) return true;
  }
  return false;
}
