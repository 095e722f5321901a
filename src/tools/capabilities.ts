/** `rego capabilities` as functions: what policies may use, in OPA's JSON form. */
import { allGroups } from "#builtin-groups";
import type { BuiltinSignature } from "../builtins/define.ts";
import { standardBuiltins } from "../builtins/standard-builtins.ts";
import type { Capabilities } from "../parser/language.ts";
import { typeToJson } from "../types/type-json.ts";
import { anyType, functionType } from "../types/types.ts";
import { compareStrings } from "../values/string-order.ts";
import { changes, versions } from "./capability-versions.ts";

/** {@link Capabilities} with all that is known of the builtins. */
export interface DescribedCapabilities extends Capabilities {
  readonly builtins?: readonly BuiltinCapability[];
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
export function currentCapabilities(regoVersion: 0 | 1 = 1): DescribedCapabilities {
  const builtins = [...describedBuiltins()].sort(byName);
  return { builtins: builtins.map(describeWithNames), ...(regoVersion === 1 ? language : oldLanguage) };
}

/** What a version of OPA, `v0.70.0`, offered, with the signatures of today; undefined for what is no version. */
export function capabilitiesOfVersion(version: string): DescribedCapabilities | undefined {
  const index = versions.indexOf(version);
  if (index < 0) return undefined;
  const isLater = (change: { readonly version: string }): boolean => versions.indexOf(change.version) > index;
  const later = new Set(changes.filter(isLater).flatMap(({ builtins = [] }) => builtins));
  const past = changes.filter((change) => !isLater(change));
  const keywords = past.findLast((change) => change.keywords !== undefined)?.keywords ?? [];
  const features = past.findLast((change) => change.features !== undefined)?.features ?? [];
  const builtins = describedBuiltins()
    .filter(({ name }) => !later.has(name))
    .sort(byName);
  return {
    builtins: builtins.map(describeWithNames),
    ...(keywords.length > 0 && { future_keywords: keywords }),
    ...(features.length > 0 && { features }),
  };
}

/** All builtins. What those of a group do is told by the group alone. */
function describedBuiltins(): readonly BuiltinSignature[] {
  const registry = standardBuiltins(allGroups);
  return Array.from(registry, ({ name }) => registry.implementation(name) ?? []).flat();
}

function byName(left: BuiltinSignature, right: BuiltinSignature): number {
  return compareStrings(left.name, right.name);
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
