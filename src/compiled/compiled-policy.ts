import type { BuiltinCache, Host } from "../builtins/context.ts";
import type { Builtin } from "../builtins/define.ts";
import type { BuiltinGroup } from "../builtins/group.ts";
import { checkLimits, type Limits } from "../eval/limits.ts";
import { ProgramLinker } from "../eval/linker.ts";
import { webHost } from "../host/web.ts";
import { checkOptions, hasMembers, isAnyObject, isBoolean, isList, isTexts, type OptionRules } from "../options/check-options.ts";
import { PreparedQuery } from "../prepared-query.ts";
import { InterQueryCache } from "../topdown-cache/inter-query.ts";
import { toDocuments } from "../values/check-json.ts";
import type { Value } from "../values/value.ts";
import { CompiledPolicyError, refuse } from "./codec.ts";
import { type ReadPolicy, readPolicy } from "./read-policy.ts";

/** What is chosen when a compiled policy is loaded; as for engines. */
export interface LoadOptions {
  /** Groups of builtins that the policy calls: `rego-ts/builtins/core`, `rego-ts/builtins/jwt` and so on, or `{ builtins: [yours] }`. */
  readonly builtins?: readonly Pick<BuiltinGroup, "builtins">[] | undefined;
  /** The base documents, an object. Default: those that were compiled with the policy, if any. */
  readonly data?: unknown;
  /**
   * Clock, randomness and environment. Default: what every JavaScript platform has. It prints where the policy was compiled by an engine whose host
   * does: otherwise `print` calls are gone.
   */
  readonly host?: Host | undefined;
  readonly limits?: Limits | undefined;
  /** The first failure of a builtin ends the evaluation. Default: as in the engine that compiled the policy; it can only be switched on. */
  readonly strictBuiltinErrors?: boolean | undefined;
  /** The only hosts that `http.send` may ask, of those that the engine allowed which compiled the policy. Default: these. */
  readonly allowNet?: readonly string[] | undefined;
  readonly interQueryCache?: BuiltinCache | undefined;
}

const optionRules: OptionRules<LoadOptions> = {
  builtins: isList,
  // What it may be is said with its place.
  data: { expected: "an object", accepts: () => true },
  host: hasMembers("a host with nowNs and randomBytes", "nowNs", "randomBytes"),
  limits: isAnyObject,
  strictBuiltinErrors: isBoolean,
  allowNet: isTexts,
  interQueryCache: hasMembers("a cache with get and set", "get", "set"),
};

/** A policy that was compiled before: it needs neither parser nor compiler, and can be asked its entrypoints only. */
export class CompiledPolicy {
  /** What can be asked: `authz/allow`. */
  readonly entrypoints: readonly string[];
  /** The name that was given to this state of the policy (`rego build --revision`). */
  readonly revision: string | undefined;
  private readonly policy: ReadPolicy;
  private readonly options: LoadOptions;
  private readonly linker: ProgramLinker;
  private readonly cache = new Map<string, unknown>();
  private readonly interQueryCache: BuiltinCache;
  private data: Value;

  /** Throws CompiledPolicyError. */
  constructor(document: unknown, options: LoadOptions) {
    checkOptions<LoadOptions>("loadPolicy", options, optionRules);
    if (options.limits !== undefined) checkLimits(options.limits);
    this.options = options;
    this.policy = readPolicy(document);
    const { plan, builtins, queries } = this.policy;
    const given = new Map((options.builtins ?? []).flatMap((group) => group.builtins).map((each): [string, Builtin] => [each.name, each]));
    const missing = [...builtins].find(([name]) => !given.has(name));
    if (missing !== undefined) throw new CompiledPolicyError(howToGive(...missing));
    this.linker = new ProgramLinker(plan, (name) => given.get(name) ?? refuse("the name of a builtin that the policy lists", name));
    this.revision = this.policy.revision;
    this.entrypoints = [...queries.keys()];
    this.interQueryCache = options.interQueryCache ?? new InterQueryCache();
    this.data = toDocuments(options.data === undefined ? this.policy.data : options.data);
  }

  /** Replaces the base documents, for queries that are prepared afterwards. They are used as they are: do not change them. Throws NotJsonError. */
  setData(data: unknown): void {
    this.data = toDocuments(data);
  }

  /** The query of an entrypoint. Throws RangeError where there is none of that name. */
  prepare(entrypoint: string): PreparedQuery {
    const { allowNet, queries, regoVersion, strictBuiltinErrors } = this.policy;
    const query = queries.get(entrypoint);
    if (query === undefined) throw new RangeError(`no entrypoint ${entrypoint}: there are ${this.entrypoints.join(", ")}`);
    const { options } = this;
    return new PreparedQuery({
      query: this.linker.query(query.plan, query.source),
      plan: query.plan,
      source: query.source,
      generate: () => undefined,
      generateAt: undefined,
      tracing: refuseTracers,
      observe: refuseTracers,
      // Known from the text of rules only; closures end with the stack at the latest.
      depth: () => query.depth,
      data: this.data,
      settings: {
        host: options.host ?? webHost,
        strictBuiltinErrors: strictBuiltinErrors || (options.strictBuiltinErrors ?? false),
        engineCache: this.cache,
        regoVersion,
        interQueryCache: this.interQueryCache,
        remembers: true,
        allowedHosts: intersect(allowNet, options.allowNet),
      },
      limits: options.limits ?? {},
    });
  }
}

/** The hosts that both allow. */
function intersect(one: readonly string[] | undefined, other: readonly string[] | undefined): readonly string[] | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one.filter((host) => other.includes(host));
}

function refuseTracers(): never {
  throw new TypeError("compiled policies are not told to tracers: evaluate the policy itself for that");
}

function howToGive(name: string, group: string): string {
  if (group === "") return `the policy calls ${name}, a builtin of your own: give it, as { builtins: [{ builtins: [yours] }] }`;
  const variable = group.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `the policy calls ${name}: import { ${variable} } from "rego-ts/builtins/${group}" and give it, as { builtins: [${variable}] }`;
}

/** Loads a compiled policy: the document that `rego build -t compiled` writes, or its text. Throws CompiledPolicyError. */
export function loadPolicy(document: unknown, options: LoadOptions = {}): CompiledPolicy {
  return new CompiledPolicy(document, options);
}
