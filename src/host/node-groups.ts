import { createRequire } from "node:module";
import { type BuiltinGroup, type BuiltinGroups, type GroupName, howToAdd } from "../builtins/group.ts";

const require = createRequire(import.meta.url);

/** Every call is written out, so that tools that trace files find them. */
const loaders: Readonly<Record<GroupName, () => BuiltinGroup>> = {
  aws: () => require("rego-ts/builtins/aws").aws,
  glob: () => require("rego-ts/builtins/glob").glob,
  graph: () => require("rego-ts/builtins/graph").graph,
  graphql: () => require("rego-ts/builtins/graphql").graphql,
  hashes: () => require("rego-ts/builtins/hashes").hashes,
  http: () => require("rego-ts/builtins/http").http,
  "json-schema": () => require("rego-ts/builtins/json-schema").jsonSchema,
  jwt: () => require("rego-ts/builtins/jwt").jwt,
  net: () => require("rego-ts/builtins/net").net,
  regex: () => require("rego-ts/builtins/regex").regex,
  rego: () => require("rego-ts/builtins/rego").rego,
  "render-template": () => require("rego-ts/builtins/render-template").renderTemplate,
  semver: () => require("rego-ts/builtins/semver").semver,
  time: () => require("rego-ts/builtins/time").time,
  units: () => require("rego-ts/builtins/units").units,
  uri: () => require("rego-ts/builtins/uri").uri,
  uuid: () => require("rego-ts/builtins/uuid").uuid,
  x509: () => require("rego-ts/builtins/x509").x509,
  yaml: () => require("rego-ts/builtins/yaml").yaml,
};

/** All groups, each loaded when it is first needed: what `#builtin-groups` is in Node, which can load an ECMAScript module at once. */
export const allGroups: BuiltinGroups = {
  has: () => true,
  load: (name) => {
    try {
      return loaders[name]();
    } catch (error) {
      // Programs that run under a module system of their own (test runners) may not know how.
      throw new Error(`rego-ts/builtins/${name} cannot be loaded at once: ${howToAdd(name)}`, { cause: error });
    }
  },
};
