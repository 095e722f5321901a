/** Writes planned programs as JSON. */
import type { Span } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import { targetOf } from "../eval/link-with.ts";
import type { DocumentNode, QueryPlan, Replacement, RuleGroup } from "../plan/nodes.ts";
import type { ProgramPlan } from "../plan/program-plan.ts";
import { type CompiledPolicyDocument, documentFormat, documentVersion } from "./document.ts";
import { documentNode, type GroupWriting, ruleGroup } from "./group-codec.ts";
import { type PlanWriting, queryPlan } from "./plan-codec.ts";

/** A query that the policy can be asked. */
export interface Entrypoint {
  /** `authz/allow` */
  readonly name: string;
  readonly plan: QueryPlan;
  readonly source: SourceText;
  /** How deep its rules stand in one another. */
  readonly depth: number;
}

/** The entrypoints with all that they need of the program, and nothing else. `groupOf`: the group of builtins that one is part of. */
export function writePolicy(
  plan: ProgramPlan,
  entrypoints: readonly Entrypoint[],
  settings: Pick<CompiledPolicyDocument, "regoVersion" | "strictBuiltinErrors">,
  groupOf: (builtin: string) => string,
): CompiledPolicyDocument {
  return new PolicyWriter(plan).write(entrypoints, settings, groupOf);
}

/** Things by number, in the order in which they are met. */
class Numbered<Thing> {
  readonly all: Thing[] = [];
  private readonly numbers = new Map<Thing, number>();

  number(thing: Thing): number {
    const known = this.numbers.get(thing);
    if (known !== undefined) return known;
    const number = this.all.length;
    this.all.push(thing);
    this.numbers.set(thing, number);
    return number;
  }
}

class PolicyWriter {
  private readonly plan: ProgramPlan;
  private readonly groups = new Numbered<RuleGroup>();
  private readonly nodes = new Numbered<DocumentNode>();
  private readonly sources = new Numbered<SourceText>();
  private readonly places: Numbered<number>[] = [];
  private readonly builtins = new Set<string>();
  /** What is replaced together, by its text. */
  private readonly targets = new Map<string, readonly string[]>();

  constructor(plan: ProgramPlan) {
    this.plan = plan;
  }

  write(
    entrypoints: readonly Entrypoint[],
    settings: Pick<CompiledPolicyDocument, "regoVersion" | "strictBuiltinErrors">,
    groupOf: (builtin: string) => string,
  ): CompiledPolicyDocument {
    const inQuery = this.writing(({ start, end }) => [start, end]);
    const queries = entrypoints.map(
      ({ name, plan, source, depth }) => [name, [source.text, queryPlan.write(plan, inQuery), depth]] as const,
    );
    const writing: GroupWriting = { ...inQuery, inSource: (source) => this.inSource(source) };
    const groups: unknown[] = [];
    const nodes: unknown[] = [];
    // What is met while others are written is written in its turn.
    while (groups.length < this.groups.all.length || nodes.length < this.nodes.all.length) {
      for (const group of this.groups.all.slice(groups.length)) groups.push(ruleGroup.write(group, writing));
      for (const node of this.nodes.all.slice(nodes.length)) nodes.push(documentNode.write(node, writing));
    }
    return {
      format: documentFormat,
      version: documentVersion,
      ...settings,
      builtins: Object.fromEntries([...this.builtins].sort().map((name) => [name, groupOf(name)])),
      replaced: [...this.plan.replaced].sort(),
      sources: this.sources.all.map((source, number) => [source.file, this.writePlaces(source, number)]),
      nodes,
      groups,
      affected: [...this.targets.values()].map((targets) => [targets, this.chosen(this.plan.dependencies().by(targets))]),
      waiting: this.chosen(this.plan.dependencies().mayWait()),
      queries: Object.fromEntries(queries),
    };
  }

  private writing(place: PlanWriting["place"]): PlanWriting {
    return {
      place,
      group: (group) => this.groups.number(group),
      node: (node) => this.nodes.number(node),
      replaces: (replacements) => this.noteTargets(replacements),
      calls: (name) => this.builtins.add(name),
    };
  }

  private inSource(source: SourceText): readonly [number, PlanWriting] {
    const number = this.sources.number(source);
    this.places[number] ??= new Numbered();
    const places = this.places[number];
    return [number, this.writing(({ start }: Span) => places.number(start))];
  }

  private writePlaces(source: SourceText, number: number): readonly number[] {
    return (this.places[number]?.all ?? []).flatMap((offset) => {
      const { row, col } = source.locate(offset);
      return [row, col];
    });
  }

  private noteTargets(replacements: readonly Replacement[]): void {
    const targets = replacements.map(targetOf);
    this.targets.set(targets.join("\n"), targets);
  }

  /** The written groups of those that are 1, by their new numbers. */
  private chosen(groups: Uint8Array): readonly number[] {
    return this.groups.all.flatMap(({ id }, number) => (groups[id] === 1 ? [number] : []));
  }
}
