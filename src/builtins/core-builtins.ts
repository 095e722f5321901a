import { aggregateBuiltins } from "./aggregates.ts";
import { arrayBuiltins } from "./arrays.ts";
import { bitBuiltins } from "./bits.ts";
import { comparisonBuiltins } from "./comparison.ts";
import { conversionBuiltins } from "./conversions.ts";
import type { Builtin } from "./define.ts";
import { encodingBuiltins } from "./encoding.ts";
import { membershipBuiltins } from "./membership.ts";
import { numberBuiltins } from "./numbers.ts";
import { objectBuiltins } from "./objects.ts";
import { outputBuiltins } from "./output.ts";
import { regoMetadataBuiltins } from "./rego-metadata.ts";
import { runtimeBuiltins } from "./runtime.ts";
import { setBuiltins } from "./sets.ts";
import { sprintfBuiltins } from "./sprintf.ts";
import { stringBuiltins } from "./strings.ts";
import { typeBuiltins } from "./types-of-values.ts";

/** The builtins that every engine has, table by table. The others come in groups (groups/). */
export const coreBuiltins: readonly Builtin[] = [
  ...comparisonBuiltins,
  ...membershipBuiltins,
  ...numberBuiltins,
  ...bitBuiltins,
  ...aggregateBuiltins,
  ...arrayBuiltins,
  ...setBuiltins,
  ...objectBuiltins,
  ...stringBuiltins,
  ...sprintfBuiltins,
  ...typeBuiltins,
  ...conversionBuiltins,
  ...encodingBuiltins,
  ...regoMetadataBuiltins,
  ...runtimeBuiltins,
  ...outputBuiltins,
];
