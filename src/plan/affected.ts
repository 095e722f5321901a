/** Which rule groups depend on what a `with` replaces. */
import type { RefTerm } from "../ast/nodes.ts";
import { findDependencies } from "../compile/check-recursion.ts";
import type { CheckedRule, PathKey } from "../compile/program.ts";
import { rulesOfRef, walkRuleRefs } from "../compile/references.ts";
import { operatorName } from "../compile/terms.ts";
import type { DocumentNode, RuleGroup } from "./nodes.ts";
import type { GroupDependencies, ProgramPlan } from "./program-plan.ts";

/** Found by what the rules of a program mention. */
export class AffectedGroups implements GroupDependencies {
  private readonly plan: ProgramPlan;
  private readonly known = new Map<string, Uint8Array>();
  private readonly dependents: readonly ReadonlySet<CheckedRule>[];
  private readonly groupsOfRule: readonly (readonly RuleGroup[])[];
  private readonly mentioned: readonly Mentioned[];

  constructor(plan: ProgramPlan) {
    this.plan = plan;
    const dependents = plan.program.rules.map(() => new Set<CheckedRule>());
    for (const [id, dependencies] of findDependencies(plan.program).entries()) {
      const rule = plan.program.rules[id];
      for (const dependency of dependencies) if (rule !== undefined) dependents[dependency.id]?.add(rule);
    }
    this.dependents = dependents;
    this.mentioned = plan.program.rules.map(findMentioned);
    this.addReplacements(dependents);
    this.groupsOfRule = plan.program.rules.map((rule) => groupsOnPath(plan.root, rule));
  }

  /** A rule that calls what is replaced somewhere depends on the replacement, too. */
  private addReplacements(dependents: readonly Set<CheckedRule>[]): void {
    const { program, replacements } = this.plan;
    for (const [id, { calls }] of this.mentioned.entries()) {
      const rule = program.rules[id];
      if (rule === undefined || replacements.size === 0) continue;
      for (const [name, refs] of replacements) {
        if (!calls.has(name)) continue;
        for (const ref of refs) for (const replacement of rulesOfRef(program.tree, ref)) dependents[replacement.id]?.add(rule);
      }
    }
  }

  /** By group number, 1 where the group may call an asynchronous builtin. */
  mayWait(): Uint8Array {
    const { builtins, replacements } = this.plan;
    const isAsync = (name: string | undefined): boolean => name !== undefined && builtins.get(name)?.kind === "async";
    const names = new Set(this.mentioned.flatMap(({ calls }) => [...calls].filter(isAsync)));
    for (const [name, refs] of replacements) if (refs.some((ref) => isAsync(operatorName(ref)))) names.add(name);
    return this.by([...names].map((name) => `call\0${name}`));
  }

  /** By group number, 1 where the group depends on one of the targets. */
  by(targets: readonly string[]): Uint8Array {
    const key = targets.join("\n");
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const affected = new Uint8Array(this.plan.groups.length);
    const seen = new Set<CheckedRule>();
    const queue: CheckedRule[] = [];
    const add = (rule: CheckedRule): void => {
      if (seen.has(rule)) return;
      seen.add(rule);
      queue.push(rule);
      for (const group of this.groupsOfRule[rule.id] ?? []) affected[group.id] = 1;
    };
    for (const [id, mentioned] of this.mentioned.entries()) {
      const rule = this.plan.program.rules[id];
      if (rule !== undefined && targets.some((target) => mentions(mentioned, target))) add(rule);
    }
    for (const rule of queue) for (const dependent of this.dependents[rule.id] ?? []) add(dependent);
    this.known.set(key, affected);
    return affected;
  }
}

/** The group that a rule is part of, and an extent around it. */
function groupsOnPath(root: DocumentNode, rule: CheckedRule): readonly RuleGroup[] {
  const groups: RuleGroup[] = [];
  let node: DocumentNode | undefined = root;
  for (const part of rule.path) {
    node = node?.children.get(part);
    if (node?.group !== undefined) groups.push(node.group);
  }
  return groups;
}

/** What a rule mentions itself. */
interface Mentioned {
  readonly input: boolean;
  /** Leading strings of its references into `data`, its own path among them. */
  readonly paths: readonly (readonly PathKey[])[];
  readonly calls: ReadonlySet<string>;
}

function findMentioned(rule: CheckedRule): Mentioned {
  let input = false;
  const paths: (readonly PathKey[])[] = [rule.path];
  const calls = new Set<string>();
  walkRuleRefs(rule.rule, (ref) => {
    const head = ref.terms[0];
    if (head?.kind !== "var") return;
    if (head.name === "input") input = true;
    if (head.name === "data") paths.push(leadingStrings(ref));
    const name = operatorName(ref);
    if (name !== undefined) calls.add(name);
  });
  return { input, paths, calls };
}

function mentions({ input, paths, calls }: Mentioned, target: string): boolean {
  const [kind, ...rest] = target.split("\0");
  if (kind === "input") return input;
  if (kind === "call") return calls.has(rest.join("."));
  return paths.some((path) => overlaps(path, rest));
}

function leadingStrings(ref: RefTerm): readonly string[] {
  const parts: string[] = [];
  for (const term of ref.terms.slice(1)) {
    if (term.kind !== "string") break;
    parts.push(term.value);
  }
  return parts;
}

/** Is one path the beginning of the other? */
function overlaps(left: readonly PathKey[], right: readonly PathKey[]): boolean {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) if (left[index] !== right[index]) return false;
  return true;
}
