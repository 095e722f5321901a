import { groupSignatures } from "../builtins/generated/group-signatures.ts";
import { writeDocuments } from "../compiled/constants.ts";
import type { CompiledPolicyDocument } from "../compiled/document.ts";
import { writePolicy } from "../compiled/write-policy.ts";
import type { CoreEngine } from "../core-engine.ts";

export interface CompilePolicyOptions {
  /** The engine's base documents become part of it. Default: they are given to whoever loads it. */
  readonly includeData?: boolean | undefined;
}

/**
 * Checks and plans an engine's modules ahead of time, as far as the entrypoints need them: paths of documents (`authz/allow`), or queries by names of
 * your own. The result is JSON, which `loadPolicy` of `rego-ts/evaluator` takes. Throws RegoErrors, and RangeError for entrypoints that are none.
 */
export function compilePolicy(
  engine: CoreEngine,
  entrypoints: readonly string[] | Readonly<Record<string, string>>,
  { includeData = false }: CompilePolicyOptions = {},
): CompiledPolicyDocument {
  const queries = isList(entrypoints) ? entrypoints.map((path) => [path, queryOf(path)] as const) : Object.entries(entrypoints);
  if (queries.length === 0) throw new RangeError("a compiled policy has at least one entrypoint");
  const planned = engine.plan(queries.map(([, query]) => query));
  const named = planned.queries.map((query, index) => ({ ...query, name: queries[index]?.[0] ?? "" }));
  const document = writePolicy(planned.program, named, planned.regoVersion, (name) => (planned.isAdded(name) ? "" : groupOf(name)));
  return includeData ? { ...document, data: writeDocuments(planned.data) } : document;
}

function isList(entrypoints: readonly string[] | Readonly<Record<string, string>>): entrypoints is readonly string[] {
  return Array.isArray(entrypoints);
}

/** The query of an entrypoint. */
function queryOf(path: string): string {
  const parts = path.split("/");
  if (parts.includes("")) throw new RangeError(`the entrypoint ${JSON.stringify(path)} is no path such as authz/allow`);
  return `data${parts.map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`)).join("")}`;
}

function groupOf(name: string): string {
  return groupSignatures.find((each) => each.name === name)?.group ?? "core";
}
