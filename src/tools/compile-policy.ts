import { groupSignatures } from "../builtins/generated/group-signatures.ts";
import { EntrypointError, listEntrypoints, queryOf } from "../compile/entrypoints.ts";
import { writeDocuments } from "../compiled/constants.ts";
import type { CompiledPolicyDocument } from "../compiled/document.ts";
import { writePolicy } from "../compiled/write-policy.ts";
import type { CoreEngine } from "../core-engine.ts";
import { checkOptions, isBoolean, isText, type OptionRules } from "../options/check-options.ts";

/** What goes into a compiled policy. */
export interface CompilePolicyOptions {
  /** A name for this state of the policy, which whoever loads it can read. */
  readonly revision?: string | undefined;
  /** The engine's base documents become part of it. Default: they are given to whoever loads it. */
  readonly includeData?: boolean | undefined;
}

const policyRules: OptionRules<CompilePolicyOptions> = { revision: isText, includeData: isBoolean };

/**
 * Checks and plans an engine's modules ahead of time, as far as the entrypoints need them: paths of documents (`authz/allow`), beside those
 * that METADATA declares, or queries by names of your own. The result is JSON, which `loadPolicy` of `rego-ts/evaluator` takes. Throws RegoErrors, and EntrypointError where
 * an entrypoint names no rule or a function, or there is none; TypeError for options that do not exist.
 */
export function compilePolicy(
  engine: CoreEngine,
  entrypoints: readonly string[] | Readonly<Record<string, string>>,
  options: CompilePolicyOptions = {},
): CompiledPolicyDocument {
  checkOptions("compilePolicy", options, policyRules);
  const { includeData = false, revision } = options;
  const queries = isList(entrypoints)
    ? listEntrypoints(entrypoints, engine.parsedModules()).map((path) => [path, queryOf(path)] as const)
    : Object.entries(entrypoints);
  if (queries.length === 0) throw new EntrypointError("a compiled policy has at least one entrypoint");
  const { regoVersion, strictBuiltinErrors, allowNet, ...planned } = engine.plan(queries.map(([, query]) => query));
  const named = planned.queries.map((query, index) => ({ ...query, name: queries[index]?.[0] ?? "" }));
  const document = writePolicy(planned.program, named, { regoVersion, strictBuiltinErrors }, (name) =>
    planned.isAdded(name) ? "" : groupOf(name),
  );
  return {
    ...document,
    ...(revision !== undefined && { revision }),
    ...(allowNet !== undefined && { allowNet }),
    ...(includeData && { data: writeDocuments(planned.data) }),
  };
}

function isList(entrypoints: readonly string[] | Readonly<Record<string, string>>): entrypoints is readonly string[] {
  return Array.isArray(entrypoints);
}

function groupOf(name: string): string {
  return groupSignatures.find((each) => each.name === name)?.group ?? "core";
}
