import type { BuiltinGroup } from "../group.ts";
import { timeBuiltins } from "../time.ts";

/** Times, dates, durations, with the time zone database. */
export const time: BuiltinGroup = { name: "time", builtins: timeBuiltins };
