/** Makes the tree of documents and the rule groups of a program. */
import type { Body } from "../ast/nodes.ts";
import type { KnownBuiltins } from "../compile/check-calls.ts";
import type { CheckedProgram, CheckedRule, PathKey, RuleNode } from "../compile/program.ts";
import { collectReplacements, collectTargets, replacementsOf, replacingTargets } from "../compile/replaced.ts";
import { branchesOf } from "../compile/terms.ts";
import { compareValues } from "../values/compare.ts";
import { equalsValues } from "../values/equals.ts";
import type { Value } from "../values/value.ts";
import { AffectedGroups } from "./affected.ts";
import { inIndexOrder } from "./clause-order.ts";
import { constantOf } from "./constants.ts";
import type { Clause, DocumentNode, RuleGroup } from "./nodes.ts";
import type { Optimizations, PlanObserver, ProgramPlan } from "./program-plan.ts";
import { buildRuleIndex } from "./rule-index.ts";
import { makeClause } from "./rule-planner.ts";

export interface PlanOptions {
  /** The body of a query whose `with` modifiers replace functions too. */
  readonly query?: Body;
  /** Plans for a tracer. */
  readonly observe?: ((program: CheckedProgram) => PlanObserver) | undefined;
  readonly optimizations?: Optimizations | undefined;
}

/** Plans a program. */
export function planProgram(
  program: CheckedProgram,
  builtins: KnownBuiltins,
  { query = [], observe, optimizations = {} }: PlanOptions = {},
): ProgramPlan {
  const groups: RuleGroup[] = [];
  const replaced = collectTargets(query, new Set(replacingTargets(program)));
  const planner = new TreePlanner(groups, program.tree, replaced, () => plan, observe !== undefined, optimizations);
  const root = planner.node(program.tree, false);
  const replacements = collectReplacements(query, replacementsOf(program));
  let affected: AffectedGroups | undefined;
  const plan: ProgramPlan = {
    program,
    builtins,
    root,
    groups,
    replaced,
    replacements,
    optimizations,
    observed: observe?.(program),
    dependencies: () => {
      affected ??= new AffectedGroups(plan);
      return affected;
    },
  };
  return plan;
}

class TreePlanner {
  private readonly groups: RuleGroup[];
  private readonly tree: RuleNode;
  private readonly replaced: ReadonlySet<string>;
  private readonly plan: () => ProgramPlan;
  /** OPA's order can be seen then. */
  private readonly isObserved: boolean;
  private readonly optimizations: Optimizations;

  constructor(
    groups: RuleGroup[],
    tree: RuleNode,
    replaced: ReadonlySet<string>,
    plan: () => ProgramPlan,
    isObserved: boolean,
    optimizations: Optimizations,
  ) {
    this.optimizations = optimizations;
    this.replaced = replaced;
    this.isObserved = isObserved;
    this.groups = groups;
    this.tree = tree;
    this.plan = plan;
  }

  /** Plans a node. Inside an extent only plain groups are made: dynamic rules belong to the extent. */
  node(source: RuleNode, insideExtent: boolean): DocumentNode {
    const isExtent = !insideExtent && source.rules.some((rule) => rule.dynamic.length > 0);
    const node: Mutable<DocumentNode> = { path: source.path, children: new Map(), group: undefined };
    const children = new Map<PathKey, DocumentNode>();
    const entries = this.isObserved ? [...source.children].sort(([left], [right]) => compareValues(left, right)) : source.children;
    for (const [key, child] of entries) children.set(key, this.node(child, insideExtent || isExtent));
    node.children = children;
    const plain = source.rules.filter((rule) => rule.dynamic.length === 0);
    if (isExtent) node.group = this.extent(source, node);
    else if (plain.length > 0) node.group = this.group(source.path, plain);
    return node;
  }

  private extent(source: RuleNode, node: DocumentNode): RuleGroup {
    const clauses: Clause[] = [];
    const collect = (inner: RuleNode): void => {
      const below = inner.path.slice(source.path.length);
      const dynamic = inner.rules.filter((rule) => rule.dynamic.length > 0);
      for (const rule of inIndexOrder(dynamic, this.tree)) clauses.push(makeClause(rule, below, this.plan));
      for (const child of inner.children.values()) collect(child);
    };
    collect(source);
    return this.add({
      kind: "extent",
      path: source.path,
      clauses,
      default: undefined,
      constant: undefined,
      arity: 0,
      index: undefined,
      node,
    });
  }

  private group(path: readonly PathKey[], rules: readonly CheckedRule[]): RuleGroup {
    const defaults = rules.filter((rule) => rule.rule.default);
    const ordinary = inIndexOrder(
      rules.filter((rule) => !rule.rule.default),
      this.tree,
    );
    const [fallback] = defaults;
    const [first] = rules;
    return this.add({
      kind: first?.kind ?? "complete",
      path,
      clauses: ordinary.map((rule) => makeClause(rule, [], this.plan)),
      default: fallback && makeClause(fallback, [], this.plan),
      constant: this.optimizations.earlyExit === false ? undefined : commonConstant(ordinary),
      arity: first?.rule.head.args?.length ?? 0,
      index: this.optimizations.index === false ? undefined : buildRuleIndex(ordinary, this.tree, this.replaced),
      node: undefined,
    });
  }

  private add(group: Omit<RuleGroup, "id">): RuleGroup {
    const numbered = { id: this.groups.length, ...group };
    this.groups.push(numbered);
    return numbered;
  }
}

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** The one constant that all bodies give, where there is such. */
function commonConstant(rules: readonly CheckedRule[]): Value | undefined {
  let common: Value | undefined;
  for (const { rule } of rules) {
    for (const { head } of branchesOf(rule)) {
      const value = head.value && constantOf(head.value);
      if (value === undefined || (common !== undefined && !equalsValues(common, value))) return undefined;
      common = value;
    }
  }
  return common;
}
