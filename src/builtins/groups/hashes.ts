import { cryptoBuiltins } from "../crypto.ts";
import type { BuiltinGroup } from "../group.ts";

/** Digests and message authentication codes: `crypto.sha256`, `crypto.hmac.sha256` and the like. */
export const hashes: BuiltinGroup = { name: "hashes", builtins: cryptoBuiltins };
