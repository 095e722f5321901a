import type { ParseAnnotations } from "../parser/annotations.ts";
import { startsMetadata } from "../parser/metadata-comment.ts";
import type { Value } from "../values/value.ts";
import type { Builtin } from "./define.ts";
import type { Schema, SchemaContext } from "./json-schema/schema.ts";

/** The groups of builtins that are loaded when a policy calls one of theirs; each is the entry point `rego-ts/builtins/NAME`. */
export type GroupName =
  | "aws"
  | "glob"
  | "graph"
  | "graphql"
  | "hashes"
  | "http"
  | "json-schema"
  | "jwt"
  | "net"
  | "regex"
  | "rego"
  | "render-template"
  | "semver"
  | "time"
  | "units"
  | "uri"
  | "uuid"
  | "x509"
  | "yaml";

/** Reads a JSON schema; throws SchemaError. */
export type CompileSchema = (document: Value, context: SchemaContext) => Schema;

/** Builtins that come together. */
export interface BuiltinGroup {
  readonly name: GroupName;
  readonly builtins: readonly Builtin[];
  /** Reads METADATA blocks; of the group `yaml` only. */
  readonly parseAnnotations?: ParseAnnotations;
  /** Reads documents; of the group `yaml` only. */
  readonly parseYaml?: (text: string) => Value;
  /** Reads JSON schemas; of the group `json-schema` only. */
  readonly compileSchema?: CompileSchema;
}

/** The groups that policies may use. */
export interface BuiltinGroups {
  readonly has: (name: GroupName) => boolean;
  /** Loads a group, at once. */
  readonly load: (name: GroupName) => BuiltinGroup;
}

/** Groups that are there already. */
export function givenGroups(groups: readonly BuiltinGroup[]): BuiltinGroups {
  const byName = new Map(groups.map((group) => [group.name, group]));
  return {
    has: (name) => byName.has(name),
    load: (name) => {
      const group = byName.get(name);
      if (group === undefined) throw new TypeError(howToAdd(name));
      return group;
    },
  };
}

/** What to do for a group that is not there. */
export function howToAdd(name: GroupName): string {
  const variable = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `import { ${variable} } from "rego-ts/builtins/${name}" and give it to the engine: new Engine({ builtins: [${variable}] })`;
}

/** Reads YAML documents; throws YamlError. */
export function yamlReader(groups: BuiltinGroups): (text: string) => Value {
  return (text) => {
    const { parseYaml } = groups.load("yaml");
    if (parseYaml === undefined) throw new TypeError(howToAdd("yaml"));
    return parseYaml(text);
  };
}

/** Reads JSON schemas; throws SchemaError. */
export function schemaCompiler(groups: BuiltinGroups): CompileSchema {
  return (document, context) => {
    const { compileSchema } = groups.load("json-schema");
    if (compileSchema === undefined) throw new TypeError(howToAdd("json-schema"));
    return compileSchema(document, context);
  };
}

/** Reads METADATA blocks where the group `yaml` is there, and refuses them otherwise. */
export function annotationParser(groups: BuiltinGroups): ParseAnnotations {
  return (module, readReference) => {
    const parse = groups.has("yaml") ? groups.load("yaml").parseAnnotations : undefined;
    if (parse !== undefined) return parse(module, readReference);
    const block = module.comments.find((comment) => startsMetadata(comment, module.source));
    const fault = { message: `METADATA is YAML: ${howToAdd("yaml")}`, offset: block?.start ?? 0 };
    return { annotations: [], scopeFaults: [], yamlFaults: [fault] };
  };
}
