/** Reads compiled policies. */
import type { Location } from "../errors/location.ts";
import { SourceText } from "../errors/source-text.ts";
import type { DocumentNode, QueryPlan, RuleGroup } from "../plan/nodes.ts";
import type { GroupDependencies, LinkedPlan } from "../plan/program-plan.ts";
import { CompiledPolicyError, count, flag, list, optional, pair, refuse, text } from "./codec.ts";
import { readDocuments } from "./constants.ts";
import { type CompiledPolicyDocument, documentFormat, documentVersion } from "./document.ts";
import { documentNode, type GroupReading, ruleGroup } from "./group-codec.ts";
import { queryPlan } from "./plan-codec.ts";

/** A compiled policy, ready to be linked. */
export interface ReadPolicy {
  readonly plan: LinkedPlan;
  readonly revision: string | undefined;
  readonly regoVersion: 0 | 1;
  /** The base documents that were compiled with it. */
  readonly data: unknown;
  /** The builtins that it calls, and the group that each is part of. */
  readonly builtins: ReadonlyMap<string, string>;
  /** By entrypoint: the text of the query, its plan, and how deep its rules stand in one another. */
  readonly queries: ReadonlyMap<string, { readonly source: SourceText; readonly plan: QueryPlan; readonly depth: number }>;
  /** The only hosts that it may ask; undefined: any. */
  readonly allowNet: readonly string[] | undefined;
  readonly strictBuiltinErrors: boolean;
}

/** A file of which only places are known; offsets are numbers of them. */
class PlacedSource extends SourceText {
  private readonly places: readonly number[];

  constructor(file: string, places: readonly number[]) {
    super(file, "");
    this.places = places;
  }

  override locate(place: number): Location {
    return { file: this.file, row: this.places[place * 2] ?? 1, col: this.places[place * 2 + 1] ?? 1 };
  }

  override row(place: number): number {
    return this.locate(place).row;
  }
}

/** Reads what `writePolicy` wrote: the document, or its text. Throws CompiledPolicyError; for what is wrong in the body of a rule only when that is evaluated. */
export function readPolicy(json: unknown): ReadPolicy {
  const document = openDocument(json);
  const files = list(pair(text, numbers)).read(document.sources, none);
  const sources = files.map(([file, places]) => new PlacedSource(file, places));
  const groups = asList(document.groups).map((_, id) => ({ id }) as RuleGroup);
  const nodes = asList(document.nodes).map(() => ({}) as DocumentNode);
  const reading: GroupReading = {
    group: (number) => groups[number] ?? refuse("the number of a rule", number),
    node: (number) => nodes[number] ?? refuse("the number of a document", number),
    source: (number) => sources[number] ?? refuse("the number of a file", number),
  };
  // Rules and documents refer to each other: they are filled once all are there.
  for (const [number, group] of groups.entries()) Object.assign(group, ruleGroup.read(document.groups[number], reading));
  for (const [number, node] of nodes.entries()) Object.assign(node, documentNode.read(document.nodes[number], reading));
  const queries = readEntries(document.queries, (query) => {
    const [written, plan, depth] = asList(query);
    return { source: new SourceText("", text.read(written, none)), plan: queryPlan.read(plan, reading), depth: count.read(depth, none) };
  });
  return {
    revision: optional(text).read(document.revision, none),
    regoVersion: document.regoVersion === 0 ? 0 : 1,
    allowNet: optional(list(text)).read(document.allowNet, none),
    strictBuiltinErrors: flag.read(document.strictBuiltinErrors, none),
    data: document.data === undefined ? {} : readDocuments(document.data),
    builtins: readEntries(document.builtins, (group) => text.read(group, none)),
    plan: {
      replaced: new Set(list(text).read(document.replaced, none)),
      optimizations: {},
      observed: undefined,
      dependencies: readDependencies(document, groups.length),
    },
    queries,
  };
}

function readDependencies({ affected, waiting }: CompiledPolicyDocument, size: number): () => GroupDependencies {
  const mark = (chosen: readonly number[]): Uint8Array => {
    const marks = new Uint8Array(size);
    for (const number of chosen) marks[number] = 1;
    return marks;
  };
  const known = list(pair(list(text), numbers)).read(affected, none);
  const byTargets = new Map(known.map(([targets, dependents]) => [targets.join("\n"), mark(dependents)]));
  const waits = mark(numbers.read(waiting, none));
  const by = (targets: readonly string[]): Uint8Array => byTargets.get(targets.join("\n")) ?? refuse("what depends on it", targets);
  return () => ({ by, mayWait: () => waits });
}

/** What was parsed from JSON, with its version looked at, and nothing else. */
function openDocument(json: unknown): CompiledPolicyDocument {
  const document = typeof json === "string" ? parse(json) : json;
  if (typeof document !== "object" || document === null || !("format" in document) || document.format !== documentFormat) {
    throw new CompiledPolicyError("not a compiled policy: it has no format, or another one");
  }
  const { version } = document as CompiledPolicyDocument;
  if (version === documentVersion) return document as CompiledPolicyDocument;
  const versions = `of form ${String(version)}, not ${documentVersion}`;
  throw new CompiledPolicyError(`the policy was compiled by another version of rego-ts (${versions}): compile it again`);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CompiledPolicyError("not a compiled policy: it is no JSON", { cause });
  }
}

function readEntries<Read>(json: unknown, read: (item: unknown) => Read): ReadonlyMap<string, Read> {
  if (typeof json !== "object" || json === null) return refuse("an object", json);
  return new Map(Object.entries(json).map(([name, item]) => [name, read(item)]));
}

function asList(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : refuse("a list", json);
}

const numbers = list(count);
/** Plain values are read without a look at anything else. */
const none = undefined;
