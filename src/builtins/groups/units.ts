import type { BuiltinGroup } from "../group.ts";
import { unitBuiltins } from "../units.ts";

/** Quantities with units, such as `10Mi`. */
export const units: BuiltinGroup = { name: "units", builtins: unitBuiltins };
