import type { Builtin } from "../builtins/define.ts";
import { CoreEngine, type EngineOptions } from "../core-engine.ts";
import type { RegoError } from "../errors/rego-error.ts";
import type { PreparedQuery } from "../prepared-query.ts";
import { findDefaultQuery } from "./default-query.ts";
import type { Policy } from "./handle-request.ts";

/** Rego: the text of one module, or the texts of several by the names of their files. */
export type PolicySource = string | Readonly<Record<string, string>>;

/** How a policy is loaded and evaluated: what the engine takes, and what is asked of it. */
export interface PolicyOptions
  extends Pick<
    EngineOptions,
    | "allowNet"
    | "builtins"
    | "capabilities"
    | "host"
    | "interQueryCache"
    | "limits"
    | "parts"
    | "regoVersion"
    | "schemas"
    | "strict"
    | "strictBuiltinErrors"
  > {
  /** The decision: a query of one expression that binds no variable. Default: `data.PACKAGE.allow`, of the one package that has modules. */
  readonly query?: string | undefined;
  /** The base documents, an object. Default: none. */
  readonly data?: unknown;
  /** Builtins of your own (`defineBuiltin`). */
  readonly ownBuiltins?: readonly Builtin[] | undefined;
  /** Is told of builtins that fail, which only makes their expression undefined: an `http.send` without an answer, say. */
  readonly onBuiltinError?: ((error: RegoError) => void) | undefined;
}

/**
 * Parses and compiles a policy, at once.
 *
 * @throws RegoErrors for what is wrong with modules and query; NotJsonError for data; TypeError for a source of another form, or where a query has to be named
 */
export function loadPolicy(source: PolicySource, options: PolicyOptions = {}): Policy {
  const { query, data, ownBuiltins = [], onBuiltinError } = options;
  const engine = new CoreEngine(options);
  for (const builtin of ownBuiltins) engine.addBuiltin(builtin);
  for (const [file, text] of listModules(source)) engine.addModule(file, text);
  if (data !== undefined) engine.setData(data);
  const text = query ?? findDefaultQuery(engine.parsedModules());
  const prepared = engine.prepare(text);
  return { evaluate: (input) => evaluateOnce(prepared, text, input, { onBuiltinError }) };
}

function listModules(source: unknown): readonly (readonly [file: string, text: string])[] {
  if (typeof source === "string") return [["policy.rego", source]];
  const modules = typeof source === "object" && source !== null && !Array.isArray(source) ? Object.entries(source) : [];
  if (modules.length === 0) throw new TypeError("policy must be the text of a module, or an object with the texts of modules by file");
  for (const [file, text] of modules) if (typeof text !== "string") throw new TypeError(`policy: ${file} must be a text`);
  return modules;
}

/** The one value of the query. A query with variables or with a second expression could hold where what it names does not, and is refused. */
async function evaluateOnce(
  prepared: PreparedQuery,
  query: string,
  input: unknown,
  options: { readonly onBuiltinError: PolicyOptions["onBuiltinError"] },
): Promise<unknown> {
  const results = await prepared.query(input, options);
  const [result, ...others] = results;
  if (result === undefined) return undefined;
  const [expression, ...further] = result.expressions;
  if (others.length > 0 || further.length > 0 || Object.keys(result.bindings).length > 0) {
    throw new TypeError(`the query ${query} must have one expression and one result, and bind no variables`);
  }
  return expression?.value;
}
