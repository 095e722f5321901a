import { groupList } from "./all-groups.ts";
import { coreBuiltins } from "./core-builtins.ts";
import type { Builtin } from "./define.ts";

/** All builtins that come with the engine. For tools and tests: it loads every group. */
export const allBuiltins: readonly Builtin[] = [...coreBuiltins, ...groupList.flatMap(({ builtins }) => builtins)];
