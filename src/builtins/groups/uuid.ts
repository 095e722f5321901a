import type { BuiltinGroup } from "../group.ts";
import { uuidBuiltins } from "../uuid.ts";

/** UUIDs. */
export const uuid: BuiltinGroup = { name: "uuid", builtins: uuidBuiltins };
