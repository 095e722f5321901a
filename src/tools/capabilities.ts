/** `rego capabilities` as functions: what policies may use, in OPA's JSON form. */
import { allGroups } from "#builtin-groups";
import type { BuiltinSignature } from "../builtins/define.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import { typeToJson } from "../types/type-json.ts";
import { anyType, functionType } from "../types/types.ts";
import { compareStrings } from "../values/string-order.ts";

/** What an engine offers, or a policy is allowed. */
export interface Capabilities {
  readonly builtins?: readonly BuiltinCapability[];
  /** Keywords that are to be imported from `future.keywords`. */
  readonly future_keywords?: readonly string[];
  /** Features of the language: `rego_v1`, `template_strings`, … */
  readonly features?: readonly string[];
  /** The only hosts that `http.send` may ask. */
  readonly allow_net?: readonly string[];
}

/** A builtin: its name and its signature as JSON. */
export interface BuiltinCapability {
  readonly name: string;
  readonly description?: string;
  readonly decl: object;
  readonly infix?: string;
  readonly relation?: boolean;
  readonly deprecated?: boolean;
  readonly nondeterministic?: boolean;
}

/** What this engine offers to modules of a version of Rego. */
export function currentCapabilities(regoVersion: 0 | 1 = 1): Capabilities {
  const registry = standardBuiltins(allGroups);
  // What the builtins of a group do is told by the group alone.
  const all = Array.from(registry, ({ name }) => registry.implementation(name) ?? []).flat();
  const builtins = all.sort((left, right) => compareStrings(left.name, right.name));
  return { builtins: builtins.map(describeWithNames), ...(regoVersion === 1 ? language : oldLanguage) };
}

const language = {
  future_keywords: ["and", "not", "or"],
  features: ["keywords_in_refs", "rego_v1", "template_strings"],
};

const oldLanguage = {
  future_keywords: ["and", "contains", "every", "if", "in", "not", "or"],
  features: ["keywords_in_refs", "rego_v1", "rego_v1_import", "rule_head_ref_string_prefixes", "rule_head_refs"],
};

/** A builtin with the names and the meanings of its operands. */
function describeWithNames(builtin: BuiltinSignature): BuiltinCapability {
  const { args, description, result, resultDescription, resultName } = builtin;
  const named = (type: object | null, name: string, meaning: string): object => ({
    ...(meaning !== "" && { description: meaning }),
    ...(name !== "" && { name }),
    ...type,
  });
  return describe(builtin, description, {
    ...(args.length > 0 && { args: args.map((arg) => named(typeToJson(arg.type), arg.name, arg.description)) }),
    ...(result !== undefined && { result: named(typeToJson(result), resultName, resultDescription) }),
    type: "function",
    ...(builtin.variadic && { variadic: typeToJson(anyType) }),
  });
}

/** A builtin with the types of its operands alone, as bundles say which ones they need. */
export function describeSignature(builtin: BuiltinSignature): BuiltinCapability {
  const types = builtin.args.map(({ type }) => type);
  const signature = typeToJson(functionType(types, builtin.result, builtin.variadic ? anyType : undefined));
  return describe(builtin, "", sortKeys(signature ?? {}));
}

function describe(builtin: BuiltinSignature, description: string, decl: object): BuiltinCapability {
  const { deprecated, infix, kind, name, nondeterministic } = builtin;
  return {
    name,
    ...(description !== "" && { description }),
    decl: sortKeys(decl),
    ...(infix !== undefined && { infix }),
    ...(kind === "relation" && { relation: true }),
    ...(deprecated && { deprecated: true }),
    ...(nondeterministic && { nondeterministic: true }),
  };
}

/** OPA has the members of signatures in order of their names. */
function sortKeys(value: object): object {
  if (Array.isArray(value)) return value.map(sortInner);
  const entries = Object.entries(value).sort(([left], [right]) => compareStrings(left, right));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortInner(inner)]));
}

function sortInner(value: unknown): unknown {
  return typeof value === "object" && value !== null ? sortKeys(value) : value;
}
