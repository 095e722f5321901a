import type { BuiltinCache, Host } from "./builtins/context.ts";
import type { BuiltinGroup } from "./builtins/group.ts";
import type { Schemas } from "./compile/type-checking.ts";
import type { EngineParts } from "./engine-parts.ts";
import type { Limits } from "./eval/limits.ts";
import { hasMembers, isAnyObject, isBoolean, isList, isOneOf, isText, isTexts, type OptionRules } from "./options/check-options.ts";
import type { Capabilities } from "./parser/language.ts";
import type { Optimizations } from "./plan/program-plan.ts";

/** Versions of the language: 0 is Rego as it was before OPA 1.0. */
export type RegoVersion = 0 | 1;

/** How an engine parses, compiles and evaluates. */
export interface EngineOptions {
  /** The language version of modules and queries that do not say otherwise. Default: 1. */
  readonly regoVersion?: RegoVersion | undefined;
  /** OPA's strict mode: unused variables and imports and the like are compile errors. */
  readonly strict?: boolean | undefined;
  /** The first failure of a builtin ends the evaluation; by default it makes the expression undefined. */
  readonly strictBuiltinErrors?: boolean | undefined;
  /** Clock, randomness, net, environment and print. Default: the platform's, without environment and print; `rego-ts/core` connects by `fetch` in Node too. */
  readonly host?: Host | undefined;
  /** Bounds of each evaluation. */
  readonly limits?: Limits | undefined;
  /** A rule that stands where the base documents have a value is a compile error, as on OPA's command line. By default the rule counts. */
  readonly checkDataConflicts?: boolean | undefined;
  /** The only hosts that `http.send` may ask, by name or address without port (`allow_net` of OPA's capabilities). Default: any. */
  readonly allowNet?: readonly string[] | undefined;
  /** The groups of builtins that policies may call beside those of the core. Default: all; none for the engine of `rego-ts/core`. */
  readonly builtins?: readonly BuiltinGroup[] | undefined;
  /** Parts of the engine that small bundles can do without. Default: all; none for the engine of `rego-ts/core`. */
  readonly parts?: EngineParts | undefined;
  /** What policies may use, in OPA's form: builtins, keywords, features, hosts. Default: all that there is. */
  readonly capabilities?: Capabilities | undefined;
  /**
   * Whether queries that are evaluated often become JavaScript functions, where the platform allows `new Function`: the answers are the same,
   * some times faster. `"always"`: at the first evaluation. `false`: never; a content security policy has nothing to report then. Default: true. Needs
   * the part `codeGenerator`.
   */
  readonly generateCode?: boolean | "always" | undefined;
  /** What can be switched off without a change to any answer. Default: nothing is. */
  readonly optimizations?: Optimizations | undefined;
  /** JSON schemas of input and data, as `opa eval --schema` takes them: what contradicts them is a compile error. Default: none. */
  readonly schemas?: Schemas | undefined;
  /** After how many errors of the modules the compiler gives up; 0 for never. Default: 10. */
  readonly maxErrors?: number | undefined;
  /** Where `http.send` keeps responses for later queries; engines that are given the same one share it. Default: one of the engine's own. */
  readonly interQueryCache?: BuiltinCache | undefined;
}

/** Where a query stands. */
export interface PrepareOptions {
  /** The package whose rules the query names without `data.…`: `authz` or `data.authz`. */
  readonly package?: string | undefined;
  /** Imports that the query sees, `data.roles` or `input.user as user`. */
  readonly imports?: readonly string[] | undefined;
}

/** What each option of an engine may be. */
export const engineRules: OptionRules<EngineOptions> = {
  // What it may be is checked with words of its own.
  regoVersion: { expected: "0 or 1", accepts: () => true },
  strict: isBoolean,
  strictBuiltinErrors: isBoolean,
  host: hasMembers("a host with nowNs and randomBytes", "nowNs", "randomBytes"),
  limits: isAnyObject,
  checkDataConflicts: isBoolean,
  allowNet: isTexts,
  builtins: isList,
  capabilities: isAnyObject,
  generateCode: isOneOf(true, false, "always"),
  optimizations: isAnyObject,
  schemas: isAnyObject,
  maxErrors: { expected: "a number", accepts: (value) => typeof value === "number" && !Number.isNaN(value) },
  interQueryCache: hasMembers("a cache with get and set", "get", "set"),
  parts: isAnyObject,
};

/** The same of a query. */
export const prepareRules: OptionRules<PrepareOptions> = { package: isText, imports: isTexts };
