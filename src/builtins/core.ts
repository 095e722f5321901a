import { aggregateBuiltins } from "./aggregates.ts";
import { arrayBuiltins } from "./arrays.ts";
import { awsBuiltins } from "./aws.ts";
import { bitBuiltins } from "./bits.ts";
import { comparisonBuiltins } from "./comparison.ts";
import { conversionBuiltins } from "./conversions.ts";
import { cryptoBuiltins } from "./crypto.ts";
import type { Builtin } from "./define.ts";
import { encodingBuiltins } from "./encoding.ts";
import { globBuiltins } from "./glob.ts";
import { globQuoteBuiltins } from "./glob-quote.ts";
import { graphBuiltins } from "./graph.ts";
import { graphqlBuiltins } from "./graphql.ts";
import { httpBuiltins } from "./http.ts";
import { jsonSchemaBuiltins } from "./json-schema.ts";
import { membershipBuiltins } from "./membership.ts";
import { netBuiltins } from "./net.ts";
import { numberBuiltins } from "./numbers.ts";
import { objectBuiltins } from "./objects.ts";
import { outputBuiltins } from "./output.ts";
import { regexBuiltins } from "./regex.ts";
import { regoBuiltins } from "./rego.ts";
import { renderTemplateBuiltins } from "./render-template.ts";
import { runtimeBuiltins } from "./runtime.ts";
import { semverBuiltins } from "./semver.ts";
import { setBuiltins } from "./sets.ts";
import { sprintfBuiltins } from "./sprintf.ts";
import { stringBuiltins } from "./strings.ts";
import { timeBuiltins } from "./time.ts";
import { tokenBuiltins } from "./tokens.ts";
import { typeBuiltins } from "./types-of-values.ts";
import { unitBuiltins } from "./units.ts";
import { uriBuiltins } from "./uri.ts";
import { uuidBuiltins } from "./uuid.ts";
import { x509Builtins } from "./x509.ts";
import { yamlBuiltins } from "./yaml.ts";

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
  ...sprintfBuiltins,
  ...renderTemplateBuiltins,
  ...regexBuiltins,
  ...globBuiltins,
  ...globQuoteBuiltins,
  ...typeBuiltins,
  ...conversionBuiltins,
  ...encodingBuiltins,
  ...yamlBuiltins,
  ...jsonSchemaBuiltins,
  ...graphBuiltins,
  ...graphqlBuiltins,
  ...timeBuiltins,
  ...netBuiltins,
  ...uriBuiltins,
  ...awsBuiltins,
  ...semverBuiltins,
  ...uuidBuiltins,
  ...cryptoBuiltins,
  ...x509Builtins,
  ...tokenBuiltins,
  ...httpBuiltins,
  ...regoBuiltins,
  ...runtimeBuiltins,
  ...outputBuiltins,
];
