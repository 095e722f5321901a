import { anyType, arrayOf } from "../types/types.ts";
import { arg, type Builtin, builtin } from "./define.ts";

/** What METADATA says of rules. */
export const regoMetadataBuiltins: readonly Builtin[] = [
  // In rules the compiler has put constants in their place; a query has no rule to tell of.
  builtin(
    "rego.metadata.chain",
    "The annotations that apply to the rule, from the rule itself outward.",
    [],
    arg("chain", arrayOf(anyType), "path and annotations of each"),
    () => undefined,
  ),
  builtin(
    "rego.metadata.rule",
    "The annotations of the rule itself.",
    [],
    arg("output", anyType, "the annotations, empty if there are none"),
    () => undefined,
  ),
];
