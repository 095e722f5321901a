import type { Body, Module } from "./ast/nodes.ts";
import type { BuiltinCache, Host } from "./builtins/context.ts";
import type { Builtin } from "./builtins/define.ts";
import { annotationParser, type BuiltinGroups, givenGroups } from "./builtins/group.ts";
import type { BuiltinRegistry } from "./builtins/registry.ts";
import { standardBuiltins } from "./builtins/standard-builtins.ts";
import { type CompileOptions, compileModules } from "./compile/compile.ts";
import { compileQuery, type QueryScope } from "./compile/compile-query.ts";
import { measureDepth } from "./compile/nesting.ts";
import type { CheckedProgram, CheckedQuery } from "./compile/program.ts";
import { collectTargets } from "./compile/replaced.ts";
import { restrictBuiltins } from "./compile/restrict-builtins.ts";
import { type EngineOptions, engineRules, type PrepareOptions, prepareRules, type RegoVersion } from "./engine-options.ts";
import { type EngineParts, howToAddPart } from "./engine-parts.ts";
import { RegoErrors } from "./errors/rego-error.ts";
import type { SourceText } from "./errors/source-text.ts";
import type { LinkedQuery } from "./eval/closures.ts";
import { checkLimits } from "./eval/limits.ts";
import { ProgramLinker } from "./eval/linker.ts";
import type { Tracing } from "./eval/tracing.ts";
import { webHost } from "./host/web.ts";
import { checkOptions } from "./options/check-options.ts";
import { type Capabilities, findForeignHeads, refuseLanguage } from "./parser/language.ts";
import { parseImport, parseModule, parsePackage, parseQuery } from "./parser/parse.ts";
import { planProgram } from "./plan/groups.ts";
import type { QueryPlan } from "./plan/nodes.ts";
import { isCallName, type ProgramPlan } from "./plan/program-plan.ts";
import { planQuery } from "./plan/query-planner.ts";
import { PreparedQuery } from "./prepared-query.ts";
import { InterQueryCache } from "./topdown-cache/inter-query.ts";
import { toDocuments } from "./values/check-json.ts";
import { compareStrings } from "./values/string-order.ts";
import type { Value } from "./values/value.ts";

export type { EngineOptions, PrepareOptions, RegoVersion } from "./engine-options.ts";

/** Queries, planned with the program that they are asked of. */
export interface PlannedQueries {
  readonly program: ProgramPlan;
  readonly queries: readonly { readonly plan: QueryPlan; readonly source: SourceText; readonly depth: number }[];
  readonly data: Value;
  readonly regoVersion: RegoVersion;
  readonly allowNet: readonly string[] | undefined;
  readonly strictBuiltinErrors: boolean;
  /** Is a builtin one of the user's? */
  readonly isAdded: (builtin: string) => boolean;
}

/** What queries take and give, by their texts: `{ "data.authz.allow": { input: Input; output: boolean } }`. `rego types` writes such an interface. */
export type DecisionTypes<Decisions> = { readonly [Query in keyof Decisions]: { readonly input: unknown; readonly output: unknown } };

/**
 * An engine whose `prepare` knows the types of some queries, and takes no others: `const engine: TypedEngine<Decisions> = new Engine()`. A type
 * only, nothing is checked. It is an `Engine` wherever one is wanted.
 */
export interface TypedEngine<Decisions extends DecisionTypes<Decisions>> extends CoreEngine {
  /** As `prepare` of `Engine`, with the types of the query. */
  prepare<Query extends keyof Decisions & string>(
    query: Query,
    options?: PrepareOptions,
  ): PreparedQuery<Decisions[Query]["input"], Decisions[Query]["output"]>;
  /** For no query at all: what makes it the `prepare` of `Engine` for TypeScript. */
  prepare<Input = unknown, Output = unknown>(query: never, options?: PrepareOptions): PreparedQuery<Input, Output>;
  /** As `clone` of `Engine`. */
  clone(): TypedEngine<Decisions>;
}

/** The modules, compiled and linked. */
interface Compiled {
  readonly program: CheckedProgram;
  /** Links them anew, for a query that replaces functions. */
  readonly link: (query: Body, form: LinkedForm) => Linking;
  readonly closures: Linking;
  /** The same for queries that are told to a tracer; made when the first of them is evaluated. */
  readonly observed: () => Linking;
  /** The same for queries that are evaluated often. */
  readonly source: () => Linking;
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
  /** Modules that belong together, by the names of what they came with: names of files in two sets have nothing to do with each other. */
  private readonly moduleSets = new Map<string, readonly Module[]>();
  /** Lives as long as the engine: compiled regular expressions and the like. */
  private readonly cache = new Map<string, unknown>();
  protected readonly interQueryCache: BuiltinCache;
  private data: Value = {};
  private compiled: Compiled | undefined;

  private readonly parts: EngineParts;

  /**
   * @param allGroups what there is where the options name no groups
   * @param allParts the same for parts
   */
  constructor(options: EngineOptions = {}, allGroups: BuiltinGroups = givenGroups([]), allParts: EngineParts = {}) {
    checkOptions<EngineOptions>("Engine", options, engineRules);
    if (options.limits !== undefined) checkLimits(options.limits);
    this.parts = options.parts ?? allParts;
    const { regoVersion = 1 } = options;
    if (regoVersion !== 0 && regoVersion !== 1) throw new RangeError(`regoVersion must be 0 or 1 but is ${String(regoVersion)}`);
    if (options.schemas !== undefined && this.parts.typeChecker === undefined) {
      throw new TypeError(`schemas are types, and those are checked by a part: ${howToAddPart("typeChecker")}`);
    }
    this.options = options;
    this.interQueryCache = options.interQueryCache ?? new InterQueryCache();
    this.groups = options.builtins === undefined ? allGroups : givenGroups(options.builtins);
    this.builtins = standardBuiltins(this.groups);
    this.modules = new Map();
  }

  /** Parses a module and adds it, in place of an earlier one of that name. Throws RegoErrors. */
  addModule(fileName: string, text: string): void {
    if (typeof fileName !== "string" || typeof text !== "string") {
      throw new TypeError('addModule takes the name of a file and its text, both as texts: addModule("authz.rego", text)');
    }
    const module = parseModule(fileName, text, { regoVersion: this.regoVersion, annotations: annotationParser(this.groups) });
    if (this.options.capabilities !== undefined) this.checkLanguage(module, this.regoVersion, this.options.capabilities);
    this.modules.set(fileName, module);
    this.compiled = undefined;
  }

  /**
   * Adds a module that was parsed before, in place of an earlier one of that name (its file's, where none is given). Throws RegoErrors where it uses more of
   * the language than the engine's capabilities allow; `regoVersion` is the version that it was read as.
   */
  addParsedModule(
    module: Module,
    { name = module.source.file, regoVersion = module.regoVersion }: { readonly name?: string; readonly regoVersion?: RegoVersion } = {},
  ): void {
    if (this.options.capabilities !== undefined) this.checkLanguage(module, regoVersion, this.options.capabilities);
    this.modules.set(name, module);
    this.compiled = undefined;
  }

  /**
   * Puts sets of modules in place of earlier sets of their names; no module that has a name of its own, and none of another set, is replaced. `addBundles` of
   * `rego-ts/bundle` gives those of bundles. Throws RegoErrors where one uses more of the language than the engine's capabilities allow; all stays then as it was.
   */
  replaceModuleSets(sets: ReadonlyMap<string, readonly { readonly parsed: Module; readonly regoVersion: RegoVersion }[]>): void {
    const { capabilities } = this.options;
    if (capabilities !== undefined) {
      for (const { parsed, regoVersion } of [...sets.values()].flat()) this.checkLanguage(parsed, regoVersion, capabilities);
    }
    for (const [name, modules] of sets) {
      this.moduleSets.set(
        name,
        modules.map(({ parsed }) => parsed),
      );
    }
    this.compiled = undefined;
  }

  /** The modules, by the names of their files. */
  parsedModules(): readonly Module[] {
    return this.allModules().sort((left, right) => compareStrings(left.source.file, right.source.file));
  }

  /** Takes a module away, by the name of its file; nothing happens where there is none. */
  removeModule(fileName: string): void {
    if (this.modules.delete(fileName)) this.compiled = undefined;
  }

  /**
   * The base documents, an object. They are used as they are, never copied: do not change them afterwards. Throws NotJsonError for what is no
   * JSON, and says where it is.
   */
  setData(data: unknown): void {
    this.data = toDocuments(data);
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
    return this.copyTo(new CoreEngine({ ...this.options, interQueryCache: this.interQueryCache }, undefined, this.parts));
  }

  /** Makes an engine that was given the same options the same as this one. */
  protected copyTo<Copy extends CoreEngine>(copy: Copy): Copy {
    for (const [name, module] of this.modules) copy.modules.set(name, module);
    for (const [name, modules] of this.moduleSets) copy.moduleSets.set(name, modules);
    copy.builtins = this.builtins;
    copy.data = this.data;
    copy.compiled = this.compiled;
    return copy;
  }

  /** Compiles the modules, if they are not yet, and a query on them. Throws RegoErrors. The types of input and output are the program's word. */
  prepare<Input = unknown, Output = unknown>(query: string, options: PrepareOptions = {}): PreparedQuery<Input, Output> {
    checkOptions<PrepareOptions>("prepare", options, prepareRules);
    const { program, link, closures, observed, source } = this.compile();
    const checked = this.checkQuery(query, program, options);
    // A `with` of the query may replace what the program's closures call directly: such a query gets closures of its own.
    const replacesCalls = [...collectTargets(checked.body, new Set())].some((name) => isCallName(closures.plan, name));
    const linking = (form: LinkedForm, shared: () => Linking): Linking => (replacesCalls ? link(checked.body, form) : shared());
    return new PreparedQuery({
      ...linkPlan(
        linking("closures", () => closures),
        checked,
      ),
      generate: () => (this.mayGenerate() ? linkPlan(linking("source", source), checked) : undefined),
      generateAt: this.options.generateCode === "always" ? 0 : undefined,
      tracing: () => this.tracing,
      observe: () => linkPlan(linking("observed", observed), checked),
      depth: () => measureDepth(checked.body, program),
      source: checked.source,
      data: this.data,
      settings: {
        host: this.host,
        strictBuiltinErrors: this.options.strictBuiltinErrors ?? false,
        engineCache: this.cache,
        regoVersion: this.regoVersion,
        interQueryCache: this.interQueryCache,
        remembers: this.options.optimizations?.caches !== false,
        allowedHosts: this.allowedHosts,
      },
      limits: this.options.limits ?? {},
    });
  }

  /** Compiles the modules and queries, to be written as a compiled policy (`compilePolicy` of `rego-ts/tools`). Throws RegoErrors. */
  plan(queries: readonly string[]): PlannedQueries {
    const { link, program } = this.compile();
    const checked = queries.map((text) => this.checkQuery(text, program, {}));
    const { plan } = link(
      checked.flatMap(({ body }) => body),
      "closures",
    );
    const planned = checked.map((query) => ({
      plan: planQuery(query, plan),
      source: query.source,
      depth: measureDepth(query.body, program),
    }));
    const { builtins, data, regoVersion, allowedHosts, options } = this;
    return {
      program: plan,
      queries: planned,
      data,
      regoVersion,
      allowNet: allowedHosts,
      strictBuiltinErrors: options.strictBuiltinErrors ?? false,
      isAdded: (name) => builtins.isAdded(name),
    };
  }

  private checkQuery(query: string, program: CheckedProgram, options: PrepareOptions): CheckedQuery {
    const { body, source } = parseQuery(query, { regoVersion: this.regoVersion, imports: options.imports ?? [] });
    return compileQuery(body, source, program, this.parseScope(options), this.compileOptions());
  }

  private mayGenerate(): boolean {
    const { codeGenerator } = this.parts;
    return codeGenerator !== undefined && (this.options.generateCode ?? true) !== false && codeGenerator.isAllowed();
  }

  private allModules(): Module[] {
    return [...this.modules.values(), ...[...this.moduleSets.values()].flat()];
  }

  private checkLanguage(module: Module, regoVersion: RegoVersion, capabilities: Capabilities): void {
    refuseLanguage(module, regoVersion, capabilities);
    const heads = findForeignHeads(module, capabilities);
    if (heads.length > 0) throw new RegoErrors(heads);
  }

  private compile(): Compiled {
    if (this.compiled === undefined) {
      const { builtins } = this;
      const { optimizations } = this.options;
      const program = compileModules(this.allModules(), this.compileOptions());
      const implementation = (name: string) => builtins.implementation(name);
      const { codeGenerator } = this.parts;
      const link = (query: Body, form: LinkedForm): Linking => {
        const tracing = form === "observed" ? this.tracing : undefined;
        const plan = planProgram(program, builtins, { query, optimizations, observe: tracing?.observe });
        const maker = tracing ?? (form === "source" ? codeGenerator : undefined);
        return { plan, linker: maker?.makeLinker(plan, implementation) ?? new ProgramLinker(plan, implementation) };
      };
      this.compiled = {
        program,
        link,
        closures: link([], "closures"),
        observed: once(() => link([], "observed")),
        source: once(() => link([], "source")),
      };
    }
    return this.compiled;
  }

  private compileOptions(): CompileOptions {
    const { capabilities } = this.options;
    return {
      typeChecker: this.parts.typeChecker,
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

  private get allowedHosts(): readonly string[] | undefined {
    return this.options.allowNet ?? this.options.capabilities?.allow_net;
  }

  private get regoVersion(): RegoVersion {
    return this.options.regoVersion ?? 1;
  }

  private get tracing(): Tracing {
    const { tracing } = this.parts;
    if (tracing === undefined) throw new TypeError(`evaluations are told to tracers by a part: ${howToAddPart("tracing")}`);
    return tracing;
  }

  private get host(): Host {
    return this.options.host ?? webHost;
  }
}

/** What becomes of a plan: closures, closures that tell a tracer, or JavaScript source with closures for the rest. */
type LinkedForm = "closures" | "observed" | "source";

/** The plan of a program, and what makes closures or functions from it. */
interface Linking {
  readonly plan: ProgramPlan;
  readonly linker: ProgramLinker;
}

/** Makes something when it is first asked for. */
function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Plans and links a query. */
function linkPlan({ plan, linker }: Linking, query: CheckedQuery): { readonly query: LinkedQuery; readonly plan: QueryPlan } {
  const queryPlan = planQuery(query, plan);
  return { query: linker.query(queryPlan, query.source), plan: queryPlan };
}
