import type { BuiltinGroup } from "../group.ts";
import { semverBuiltins } from "../semver.ts";

/** Semantic versions. */
export const semver: BuiltinGroup = { name: "semver", builtins: semverBuiltins };
