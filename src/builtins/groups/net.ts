import type { BuiltinGroup } from "../group.ts";
import { netBuiltins } from "../net.ts";

/** IP addresses and networks. */
export const net: BuiltinGroup = { name: "net", builtins: netBuiltins };
