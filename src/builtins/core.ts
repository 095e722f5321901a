import { aggregateBuiltins } from "./aggregates.ts";
import { arrayBuiltins } from "./arrays.ts";
import { bitBuiltins } from "./bits.ts";
import { comparisonBuiltins } from "./comparison.ts";
import { conversionBuiltins } from "./conversions.ts";
import type { Builtin } from "./define.ts";
import { encodingBuiltins } from "./encoding.ts";
import { globQuoteBuiltins } from "./glob-quote.ts";
import { graphBuiltins } from "./graph.ts";
import { membershipBuiltins } from "./membership.ts";
import { numberBuiltins } from "./numbers.ts";
import { objectBuiltins } from "./objects.ts";
import { outputBuiltins } from "./output.ts";
import { runtimeBuiltins } from "./runtime.ts";
import { semverBuiltins } from "./semver.ts";
import { setBuiltins } from "./sets.ts";
import { stringBuiltins } from "./strings.ts";
import { typeBuiltins } from "./types-of-values.ts";
import { unitBuiltins } from "./units.ts";
import { uuidBuiltins } from "./uuid.ts";

/** All builtins that come with the engine, table by table. */
export const coreBuiltins: readonly Builtin[] = [
  ...comparisonBuiltins,
  ...membershipBuiltins,
  ...numberBuiltins,
  ...bitBuiltins,
  ...unitBuiltins,
  ...aggregateBuiltins,
  ...arrayBuiltins,
  ...setBuiltins,
  ...objectBuiltins,
  ...stringBuiltins,
  ...globQuoteBuiltins,
  ...typeBuiltins,
  ...conversionBuiltins,
  ...encodingBuiltins,
  ...graphBuiltins,
  ...semverBuiltins,
  ...uuidBuiltins,
  ...runtimeBuiltins,
  ...outputBuiltins,
];
