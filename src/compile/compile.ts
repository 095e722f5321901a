/** The compiler: an ordered table of named stages from parsed modules to a checked program. */
import type { Module, Rule } from "../ast/nodes.ts";
import { RegoErrors } from "../errors/rego-error.ts";
import type { Value } from "../values/value.ts";
import { checkDeprecated, checkRuleCalls, type KnownBuiltins, makeArityOf, makeIsRule } from "./check-calls.ts";
import { checkConflicts } from "./check-conflicts.ts";
import { checkDataConflicts } from "./check-data-conflicts.ts";
import { checkDuplicateImports, checkOverrides, checkUnusedImports } from "./check-overrides.ts";
import { checkRecursion, type Dependencies, findDependencies } from "./check-recursion.ts";
import { checkPrints, checkTemplates } from "./check-undeclared.ts";
import { checkRuleWiths, replacingFunction } from "./check-with.ts";
import { ErrorCollector, LocalNames } from "./context.ts";
import { Expander } from "./expand.ts";
import { hoistNegated } from "./hoist-negated.ts";
import { AnnotationSet, checkRedeclared, mentionsMetadata, rewriteMetadata } from "./metadata.ts";
import { type CheckedProgram, type CheckedRule, type RuleKind, type RuleNode, splitHeadRef } from "./program.ts";
import { rebuildHead, rebuildRule } from "./rebuild.ts";
import { relocateElse } from "./relocate-else.ts";
import { exportedName, globalsOf, type OnMention, qualifyHead, resolveRule } from "./resolve-refs.ts";
import { LocalRewriter } from "./rewrite-locals.ts";
import { checkHeadSafety, orderRule } from "./rule-safety.ts";
import { buildRuleTree } from "./rule-tree.ts";
import type { SafetyContext } from "./safety.ts";
import { type Survey, surveyRule } from "./survey.ts";
import type { Schemas, TypeChecker } from "./type-checking.ts";
import type { TypeNode } from "./types/type-tree.ts";

export interface CompileOptions {
  readonly builtins: KnownBuiltins;
  /** Undefined: types are not checked. */
  readonly typeChecker: TypeChecker | undefined;
  /** OPA's strict mode: unused locals and the like are errors. */
  readonly strict: boolean;
  /** Keep `print` calls; without anyone to print to they are dropped, as in OPA. */
  readonly keepPrint: boolean;
  /** Base documents with which no rule may overlap; absent: they are not looked at. */
  readonly baseDocuments?: Value | undefined;
  /** After how many errors the rest is left out; 0 for never. Default: 10. */
  readonly maxErrors?: number | undefined;
  /** JSON schemas, by which the types of `input` and data are known; absent: they may be anything, whatever annotations say. */
  readonly schemas?: Schemas | undefined;
}

/** A rule while it passes through the stages. */
type DraftRule = { -readonly [Key in keyof CheckedRule]: CheckedRule[Key] } & { readonly survey: Survey; callsDeprecated: boolean };

/** What the stages work on. */
interface Compilation {
  readonly modules: readonly Module[];
  readonly options: CompileOptions;
  readonly names: LocalNames;
  readonly errors: ErrorCollector;
  rules: DraftRule[];
  tree: RuleNode;
  dependencies: Dependencies;
  types: TypeNode | undefined;
}

interface Stage {
  readonly name: string;
  readonly run: (compilation: Compilation) => void;
}

/** The order matters: each stage relies on the form that those before it leave. The first that reports errors is the last that runs. */
const stages: readonly Stage[] = [
  { name: "schemas", run: checkInputSchema },
  { name: "resolve refs", run: resolveRefs },
  { name: "overrides", run: refuseOverrides },
  { name: "duplicate imports", run: refuseDuplicateImports },
  { name: "rewrite locals", run: rewriteLocals },
  { name: "rule tree", run: makeTree },
  { name: "template strings", run: checkTemplateStrings },
  { name: "print", run: checkPrintCalls },
  { name: "expand", run: expand },
  { name: "annotations", run: ({ modules, errors }) => checkRedeclared(modules, errors) },
  { name: "metadata", run: rewriteMetadataCalls },
  { name: "with", run: checkWiths },
  { name: "conflicts", run: findConflicts },
  { name: "undefined functions", run: checkCalls },
  { name: "safety of heads", run: checkHeads },
  { name: "safety of bodies", run: orderBodies },
  { name: "hoist negated", run: hoist },
  { name: "recursion", run: detectRecursion },
  // After recursion, because a rule's type is inferred from those it refers to.
  { name: "types", run: inferTypes },
  { name: "deprecated builtins", run: refuseDeprecated },
];

/** Checks modules together. Throws {@link RegoErrors} with the errors of the first stage that finds any. */
export function compileModules(modules: readonly Module[], options: CompileOptions): CheckedProgram {
  const tree: RuleNode = { path: [], children: new Map(), rules: [] };
  const ordered = modules.toSorted((left, right) => (left.source.file < right.source.file ? -1 : 1));
  const compilation: Compilation = {
    modules: ordered,
    options,
    names: new LocalNames(),
    errors: new ErrorCollector(options.maxErrors),
    rules: [],
    tree,
    dependencies: [],
    types: undefined,
  };
  for (const stage of stages) {
    stage.run(compilation);
    throwErrors(compilation.errors);
  }
  const { rules, names, dependencies, types } = compilation;
  return { modules: ordered, rules, tree: compilation.tree, names, dependencies, types };
}

/** Throws what was collected, if there is anything. */
export function throwErrors(errors: ErrorCollector): void {
  if (errors.errors.length > 0) throw new RegoErrors(errors.reported());
}

function checkInputSchema({ options, errors }: Compilation): void {
  options.typeChecker?.checkInputSchema(options.schemas, errors);
}

function refuseOverrides({ modules, rules, errors, options }: Compilation): void {
  const shadowing = new Set(rules.filter(({ survey }) => survey.shadows).map(({ module }) => module));
  for (const module of modules) if (isStrict(module, options)) checkOverrides(module, shadowing.has(module), errors);
}

function refuseDuplicateImports({ modules, errors, names, options }: Compilation): void {
  for (const module of modules) if (isStrict(module, options)) checkDuplicateImports(module, names, errors);
}

/** Rego v1 made these checks of strict mode part of the language. */
function isStrict(module: Module, options: CompileOptions): boolean {
  return module.regoVersion === 1 || options.strict;
}

function resolveRefs(compilation: Compilation): void {
  const exported = new Map<string, Set<string>>();
  for (const module of compilation.modules) {
    const names = exported.get(packageKey(module)) ?? new Set<string>();
    for (const rule of module.rules) names.add(exportedName(rule));
    exported.set(packageKey(module), names);
  }
  for (const module of compilation.modules) {
    const globals = globalsOf(module, exported.get(packageKey(module)) ?? new Set());
    const mentioned = new Set<string>();
    const onMention: OnMention = (name, [head], place) => {
      mentioned.add(name);
      if (head !== undefined) compilation.names.mention(module.source, head, place);
    };
    for (const rule of module.rules) {
      const resolved = resolveRule(relocateElse(rule), globals, onMention);
      const qualified = withHeadRef(resolved, qualifyHead(resolved, module.package.path));
      compilation.rules.push({
        id: compilation.rules.length,
        module,
        kind: kindOf(rule),
        rule: qualified,
        ...splitHeadRef(qualified.head.ref.terms),
        survey: surveyRule(rule),
        callsDeprecated: false,
      });
    }
    if (compilation.options.strict) checkUnusedImports(module, mentioned, compilation.names, compilation.errors);
  }
}

/** Names of packages that a prepared query may be given. */
export function exportedNames(program: CheckedProgram, packagePath: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const module of program.modules) {
    if (packageKey(module) === packagePath) for (const rule of module.rules) names.add(exportedName(rule));
  }
  return names;
}

/** A package path as one string, usable as a key. */
export function packageKey({ package: { path } }: Pick<Module, "package">): string {
  return JSON.stringify(path.terms.map((term) => (term.kind === "string" ? term.value : "")));
}

function withHeadRef(rule: Rule, ref: Rule["head"]["ref"]): Rule {
  const { args, key, value } = rule.head;
  return rebuildRule(rule, rebuildHead(rule.head, ref, args, key, value), rule.body, rule.else && withHeadRef(rule.else, ref));
}

function kindOf(rule: Rule): RuleKind {
  if (rule.head.args !== undefined) return "function";
  return rule.head.key === undefined ? "complete" : "set";
}

function findConflicts({ tree, names, errors, options }: Compilation): void {
  checkConflicts(tree, names, errors);
  if (options.baseDocuments !== undefined) checkDataConflicts(tree, options.baseDocuments, errors);
}

function rewriteLocals({ rules, names, errors, options }: Compilation): void {
  for (const draft of rules) draft.rule = new LocalRewriter(draft.module.source, names, errors, options.strict).rule(draft.rule);
}

function makeTree(compilation: Compilation): void {
  for (const draft of compilation.rules) Object.assign(draft, splitHeadRef(draft.rule.head.ref.terms));
  const packages = compilation.modules.map(({ package: { path } }) => splitHeadRef(path.terms).path);
  compilation.tree = buildRuleTree(compilation.rules, packages);
}

function checkTemplateStrings({ rules, names, errors, tree, options }: Compilation): void {
  const arityOf = makeArityOf(tree, options.builtins);
  for (const { rule, module, survey } of rules)
    if (survey.templates) checkTemplates(rule, { source: module.source, arityOf, names, errors });
}

function checkPrintCalls({ rules, names, errors, tree, options }: Compilation): void {
  const arityOf = makeArityOf(tree, options.builtins);
  for (const { rule, module, survey } of rules) if (survey.prints) checkPrints(rule, { source: module.source, arityOf, names, errors });
}

function expand({ rules, names, options, tree }: Compilation): void {
  const scope = { tree, builtins: options.builtins };
  const expander = new Expander(names, options.keepPrint, (modifier) => replacingFunction(modifier, scope));
  for (const draft of rules) {
    draft.rule = expander.rule(draft.rule);
    draft.dynamic = splitHeadRef(draft.rule.head.ref.terms).dynamic;
  }
}

function rewriteMetadataCalls({ modules, rules }: Compilation): void {
  const mentioning = new Set(modules.filter(mentionsMetadata));
  if (mentioning.size === 0) return;
  const annotations = new AnnotationSet(modules);
  for (const draft of rules) if (mentioning.has(draft.module)) draft.rule = rewriteMetadata(draft, annotations);
}

function checkWiths({ rules, names, errors, tree, options }: Compilation): void {
  const scope = { tree, builtins: options.builtins };
  for (const { rule, module, survey } of rules) if (survey.modifiers) checkRuleWiths(rule, module.source, scope, names, errors);
}

function checkCalls({ rules, names, errors, tree, options }: Compilation): void {
  const { builtins } = options;
  const scope = {
    builtins,
    isRule: makeIsRule(tree),
    arityOf: makeArityOf(tree, builtins),
    detailsOf: options.typeChecker?.makeArityDetails(builtins, names),
    names,
  };
  for (const draft of rules) draft.callsDeprecated = checkRuleCalls(draft.rule, draft.module.source, scope, errors);
}

function checkHeads({ rules, names, errors }: Compilation): void {
  for (const rule of rules) checkHeadSafety(rule, names, errors);
}

function orderBodies({ rules, names, errors, tree, options }: Compilation): void {
  const context = makeSafetyContext(tree, options, names);
  for (const draft of rules) draft.rule = orderRule(draft, context, names, errors);
}

/** What the safety stage needs to know of a program. */
export function makeSafetyContext(tree: RuleNode, options: CompileOptions, names: LocalNames): SafetyContext {
  return {
    arityOf: makeArityOf(tree, options.builtins),
    isGenerated: (name) => names.writtenName(name) === undefined,
  };
}

function hoist({ rules, names }: Compilation): void {
  const hoistBranch = (rule: Rule): Rule =>
    rebuildRule(rule, rule.head, hoistNegated(rule.body, names), rule.else && hoistBranch(rule.else));
  for (const draft of rules) if (draft.survey.negations) draft.rule = hoistBranch(draft.rule);
}

function detectRecursion(compilation: Compilation): void {
  const { rules, names, errors } = compilation;
  compilation.dependencies = findDependencies(compilation);
  checkRecursion(rules, compilation.dependencies, names, errors);
}

function inferTypes(compilation: Compilation): void {
  const { options, errors } = compilation;
  compilation.types = options.typeChecker?.checkProgram(compilation, options, errors);
}

function refuseDeprecated({ rules, errors, options }: Compilation): void {
  for (const { rule, module, callsDeprecated } of rules) {
    if (callsDeprecated && isStrict(module, options)) checkDeprecated(rule, module.source, options.builtins, errors);
  }
}
