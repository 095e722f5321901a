import type { BuiltinGroup } from "../group.ts";
import { httpBuiltins } from "../http.ts";

/** `http.send`. */
export const http: BuiltinGroup = { name: "http", builtins: httpBuiltins };
