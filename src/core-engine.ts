import type { Body, Module } from "./ast/nodes.ts";
import type { BuiltinCache, Host } from "./builtins/context.ts";
import type { Builtin } from "./builtins/define.ts";
import { annotationParser, type BuiltinGroup, type BuiltinGroups, givenGroups } from "./builtins/group.ts";
import type { BuiltinRegistry } from "./builtins/registry.ts";
import { standardBuiltins } from "./builtins/standard-builtins.ts";
import { type CompileOptions, compileModules } from "./compile/compile.ts";
import { compileQuery, type QueryScope } from "./compile/compile-query.ts";
import type { CheckedProgram, CheckedQuery } from "./compile/program.ts";
import { collectTargets } from "./compile/replaced.ts";
import { restrictBuiltins } from "./compile/restrict-builtins.ts";
import type { Schemas } from "./compile/types/schemas.ts";
import { RegoErrors } from "./errors/rego-error.ts";
import { ProgramLinker } from "./eval/linker.ts";
import type { Limits } from "./eval/query-state.ts";
import { type Evaluate, linkQuery } from "./eval/run-query.ts";
import { webHost } from "./host/web.ts";
import { type Capabilities, findForeignHeads, refuseLanguage } from "./parser/language.ts";
import { parseImport, parseModule, parsePackage, parseQuery } from "./parser/parse.ts";
import { planProgram } from "./plan/groups.ts";
import type { QueryPlan } from "./plan/nodes.ts";
import { isCallName } from "./plan/program-plan.ts";
import { planQuery } from "./plan/query-planner.ts";
import { PreparedQuery } from "./prepared-query.ts";
import { InterQueryCache } from "./topdown-cache/inter-query.ts";
import { fromJson, NotJsonError } from "./values/check-json.ts";
import { isObject } from "./values/kind.ts";
import { compareStrings } from "./values/string-order.ts";
import type { Value } from "./values/value.ts";

export type RegoVersion = 0 | 1;

export interface EngineOptions {
  /** The language version of modules and queries that do not say otherwise. Default: 1. */
  readonly regoVersion?: RegoVersion | undefined;
  /** OPA's strict mode: unused variables and imports and the like are compile errors. */
  readonly strict?: boolean | undefined;
  /** The first failure of a builtin ends the evaluation; by default it makes the expression undefined. */
  readonly strictBuiltinErrors?: boolean | undefined;
  /** Clock, randomness, environment and print. Default: what every JavaScript platform has, without print. */
  readonly host?: Host | undefined;
  /** Bounds of each evaluation. */
  readonly limits?: Limits | undefined;
  /** A rule that stands where the base documents have a value is a compile error, as on OPA's command line. By default the rule counts. */
  readonly checkDataConflicts?: boolean | undefined;
  /** The only hosts that `http.send` may ask, by name or address without port (`allow_net` of OPA's capabilities). Default: any. */
  readonly allowNet?: readonly string[] | undefined;
  /** The groups of builtins that policies may call beside those of the core. Default: all; none for the engine of `rego-ts/core`. */
  readonly builtins?: readonly BuiltinGroup[] | undefined;
  /** What policies may use, in OPA's form: builtins, keywords, features, hosts. Default: all that there is. */
  readonly capabilities?: Capabilities | undefined;
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

/** The modules, compiled and linked. */
interface Compiled {
  readonly program: CheckedProgram;
  readonly linker: ProgramLinker;
  /** The same for queries that are told to a tracer; made when the first of them is evaluated. */
  readonly observedLinker: () => ProgramLinker;
}

/**
 * Parses, compiles, plans and evaluates: modules and data go in, prepared queries come out. This one has the core's builtins and those of the
 * groups that it is given.
 */
export class CoreEngine {
  protected readonly options: EngineOptions;
  private readonly groups: BuiltinGroups;
  /** Never changed, only replaced: prepared queries and clones keep the one that they were made with. */
  private builtins: BuiltinRegistry;
  private readonly modules: Map<string, Module>;
  /** Lives as long as the engine: compiled regular expressions and the like. */
  private readonly cache = new Map<string, unknown>();
  protected readonly interQueryCache: BuiltinCache;
  private data: Value = {};
  private compiled: Compiled | undefined;

  /** @param allGroups what there is where the options name no groups */
  constructor(options: EngineOptions = {}, allGroups: BuiltinGroups = givenGroups([])) {
    const { regoVersion = 1 } = options;
    if (regoVersion !== 0 && regoVersion !== 1) throw new RangeError(`regoVersion must be 0 or 1 but is ${String(regoVersion)}`);
    this.options = options;
    this.interQueryCache = options.interQueryCache ?? new InterQueryCache();
    this.groups = options.builtins === undefined ? allGroups : givenGroups(options.builtins);
    this.builtins = standardBuiltins(this.groups);
    this.modules = new Map();
  }

  /** Parses a module and adds it, in place of an earlier one of that name. Throws RegoErrors. */
  addModule(fileName: string, text: string): void {
    const module = parseModule(fileName, text, { regoVersion: this.regoVersion, annotations: annotationParser(this.groups) });
    if (this.options.capabilities !== undefined) this.checkLanguage(module, this.options.capabilities);
    this.modules.set(fileName, module);
    this.compiled = undefined;
  }

  /** Adds a module that was parsed before, in place of an earlier one of that file. */
  addParsedModule(module: Module): void {
    this.modules.set(module.source.file, module);
    this.compiled = undefined;
  }

  /** The modules, by the names of their files. */
  parsedModules(): readonly Module[] {
    return [...this.modules.values()].sort((left, right) => compareStrings(left.source.file, right.source.file));
  }

  removeModule(fileName: string): void {
    if (this.modules.delete(fileName)) this.compiled = undefined;
  }

  /**
   * The base documents, an object. They are used as they are, never copied: do not change them afterwards. Throws NotJsonError for what is no
   * JSON, and says where it is.
   */
  setData(data: unknown): void {
    const documents = fromJson(data, "data");
    if (!isObject(documents)) throw new NotJsonError("data: must be an object");
    this.data = documents;
    if (this.options.checkDataConflicts === true) this.compiled = undefined;
  }

  /** Adds a builtin of your own (see `defineBuiltin`), or replaces one of the same name. */
  addBuiltin(builtin: Builtin): void {
    this.builtins = this.builtins.clone();
    this.builtins.add(builtin);
    this.compiled = undefined;
  }

  /** An engine with the same modules, data and builtins, to be changed without an effect on this one. */
  clone(): CoreEngine {
    return this.copyTo(new CoreEngine({ ...this.options, interQueryCache: this.interQueryCache }));
  }

  /** Makes an engine that was given the same options the same as this one. */
  protected copyTo<Copy extends CoreEngine>(copy: Copy): Copy {
    for (const [name, module] of this.modules) copy.modules.set(name, module);
    copy.builtins = this.builtins;
    copy.data = this.data;
    copy.compiled = this.compiled;
    return copy;
  }

  /** Compiles the modules, if they are not yet, and a query on them. Throws RegoErrors. */
  prepare(query: string, options: PrepareOptions = {}): PreparedQuery {
    const { program, linker, observedLinker } = this.compile();
    const parsed = parseQuery(query, { regoVersion: this.regoVersion, imports: options.imports ?? [] });
    const checked = compileQuery(parsed.body, parsed.source, program, this.parseScope(options), this.compileOptions());
    // A `with` of the query may replace what the program's closures call directly: such a query gets closures of its own.
    const replacesCalls = [...collectTargets(checked.body, new Set())].some((name) => isCallName(linker.plan, name));
    const { builtins } = this;
    const queryLinker = replacesCalls ? linkProgram(program, builtins, checked.body, false) : linker;
    return new PreparedQuery({
      ...linkPlan(queryLinker, checked),
      observe: () => linkPlan(replacesCalls ? linkProgram(program, builtins, checked.body, true) : observedLinker(), checked),
      source: parsed.source,
      data: this.data,
      settings: {
        host: this.host,
        strictBuiltinErrors: this.options.strictBuiltinErrors ?? false,
        engineCache: this.cache,
        regoVersion: this.regoVersion,
        interQueryCache: this.interQueryCache,
        allowedHosts: this.options.allowNet ?? this.options.capabilities?.allow_net,
      },
      limits: this.options.limits ?? {},
    });
  }

  private checkLanguage(module: Module, capabilities: Capabilities): void {
    refuseLanguage(module, this.regoVersion, capabilities);
    const heads = findForeignHeads(module, capabilities);
    if (heads.length > 0) throw new RegoErrors(heads);
  }

  private compile(): Compiled {
    if (this.compiled === undefined) {
      const { builtins } = this;
      const program = compileModules([...this.modules.values()], this.compileOptions());
      let observed: ProgramLinker | undefined;
      const observedLinker = (): ProgramLinker => {
        observed ??= linkProgram(program, builtins, [], true);
        return observed;
      };
      this.compiled = { program, linker: linkProgram(program, builtins, [], false), observedLinker };
    }
    return this.compiled;
  }

  private compileOptions(): CompileOptions {
    const { capabilities } = this.options;
    return {
      builtins: restrictBuiltins(this.builtins, capabilities && (capabilities.builtins ?? [])),
      strict: this.options.strict ?? false,
      keepPrint: this.host.print !== undefined,
      schemas: this.options.schemas,
      maxErrors: this.options.maxErrors,
      baseDocuments: this.options.checkDataConflicts === true ? this.data : undefined,
    };
  }

  private parseScope({ package: name, imports = [] }: PrepareOptions): QueryScope {
    const { regoVersion } = this;
    return {
      package: name === undefined ? undefined : parsePackage(name.replace(/^data\./, ""), { regoVersion }),
      imports: imports.map((path) => parseImport(path, { regoVersion })),
    };
  }

  private get regoVersion(): RegoVersion {
    return this.options.regoVersion ?? 1;
  }

  private get host(): Host {
    return this.options.host ?? webHost;
  }
}

function linkProgram(program: CheckedProgram, builtins: BuiltinRegistry, query: Body, observed: boolean): ProgramLinker {
  return new ProgramLinker(planProgram(program, builtins, query, observed), (name) => builtins.implementation(name));
}

/** Plans and links a query. */
function linkPlan(linker: ProgramLinker, query: CheckedQuery): { readonly evaluate: Evaluate; readonly plan: QueryPlan } {
  const plan = planQuery(query, linker.plan);
  return { evaluate: linkQuery(linker, plan, query.source), plan };
}
