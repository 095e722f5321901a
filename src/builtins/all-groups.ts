import { type BuiltinGroup, type BuiltinGroups, givenGroups } from "./group.ts";
import { aws } from "./groups/aws.ts";
import { glob } from "./groups/glob.ts";
import { graph } from "./groups/graph.ts";
import { graphql } from "./groups/graphql.ts";
import { hashes } from "./groups/hashes.ts";
import { http } from "./groups/http.ts";
import { jsonSchema } from "./groups/json-schema.ts";
import { jwt } from "./groups/jwt.ts";
import { net } from "./groups/net.ts";
import { regex } from "./groups/regex.ts";
import { rego } from "./groups/rego.ts";
import { renderTemplate } from "./groups/render-template.ts";
import { semver } from "./groups/semver.ts";
import { time } from "./groups/time.ts";
import { units } from "./groups/units.ts";
import { uri } from "./groups/uri.ts";
import { uuid } from "./groups/uuid.ts";
import { x509 } from "./groups/x509.ts";
import { yaml } from "./groups/yaml.ts";

/** All groups. */
export const groupList: readonly BuiltinGroup[] = [
  aws,
  glob,
  graph,
  graphql,
  hashes,
  http,
  jsonSchema,
  jwt,
  net,
  regex,
  rego,
  renderTemplate,
  semver,
  time,
  units,
  uri,
  uuid,
  x509,
  yaml,
];

/** All groups, loaded with this module: what `#builtin-groups` is where modules cannot be loaded at once, and in bundles. */
export const allGroups: BuiltinGroups = givenGroups(groupList);
