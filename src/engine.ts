import { allGroups } from "#builtin-groups";
import { defaultHost } from "#default-host";
import { allParts } from "./all-parts.ts";
import { CoreEngine, type EngineOptions } from "./core-engine.ts";

export type { EngineOptions } from "./core-engine.ts";

/** Parses, compiles, plans and evaluates: modules and data go in, prepared queries come out. */
export class Engine extends CoreEngine {
  constructor(options: EngineOptions = {}) {
    super({ ...options, host: options.host ?? defaultHost }, allGroups, allParts);
  }

  /** An engine with the same modules, data and builtins, to be changed without an effect on this one. */
  override clone(): Engine {
    return this.copyTo(new Engine({ ...this.options, interQueryCache: this.interQueryCache }));
  }
}
