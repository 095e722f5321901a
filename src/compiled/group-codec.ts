/** How rule groups become JSON. The bodies of a rule are read when it is first evaluated. */
import type { SourceText } from "../errors/source-text.ts";
import type { Branch, Clause, DocumentNode, RuleGroup } from "../plan/nodes.ts";
import { type Codec, count, flag, list, oneOf, optional, pair, record } from "./codec.ts";
import { constant } from "./constants.ts";
import { branches, group, node, type PlanReading, type PlanWriting, pathKey, ruleIndex, span } from "./plan-codec.ts";

export interface GroupWriting extends PlanWriting {
  /** The number of a file, and the writing of what stands in it. */
  readonly inSource: (source: SourceText) => readonly [number, PlanWriting];
}

export interface GroupReading extends PlanReading {
  readonly source: (number: number) => SourceText;
}

type GroupCodec<Plain> = Codec<Plain, GroupWriting, GroupReading>;

/** A clause in JSON: a list. */
const clause: GroupCodec<Clause> = {
  write: (rule, writing) => {
    const [source, inSource] = writing.inSource(rule.source);
    const keyed = rule.keyedBranches();
    return [
      source,
      span.write(rule.span, inSource),
      rule.below.map((key) => pathKey.write(key, writing)),
      rule.isSet,
      rule.isHarmless(),
      rule.isSelective(),
      branches.write(rule.branches(), inSource),
      keyed === undefined ? null : branches.write(keyed, inSource),
    ];
  },
  read: (json, reading) => {
    const [source, place, below, isSet, isHarmless, isSelective, written, keyed] = list(anything).read(json, reading);
    const harmless = flag.read(isHarmless, reading);
    const selective = flag.read(isSelective, reading);
    return {
      source: reading.source(count.read(source, reading)),
      span: span.read(place, reading),
      below: list(pathKey).read(below, reading),
      isSet: flag.read(isSet, reading),
      isHarmless: () => harmless,
      isSelective: () => selective,
      branches: readOnce(() => branches.read(written, reading)),
      keyedBranches: readOnce(() => optional(branches).read(keyed, reading)),
    };
  },
};

const anything: Codec<unknown, unknown, unknown> = { write: (value) => value, read: (json) => json };

function readOnce<Read extends readonly Branch[] | undefined>(read: () => Read): () => Read {
  let known: { readonly read: Read } | undefined;
  return () => {
    known ??= { read: read() };
    return known.read;
  };
}

/** A group, but for its number. */
export const ruleGroup: GroupCodec<Omit<RuleGroup, "id">> = record<Omit<RuleGroup, "id">, GroupWriting, GroupReading>({
  kind: oneOf("complete", "function", "set", "extent"),
  path: list(pathKey),
  clauses: list(clause),
  default: optional(clause),
  constant: optional(constant),
  arity: count,
  index: optional(ruleIndex),
  node: optional(node),
});

/** A node of the tree of documents. */
export const documentNode: GroupCodec<DocumentNode> = record<DocumentNode, GroupWriting, GroupReading>({
  path: list(pathKey),
  children: {
    write: (children, writing) => nodes.write([...children], writing),
    read: (json, reading) => new Map(nodes.read(json, reading)),
  },
  group: optional(group),
});
const nodes = list(pair(pathKey, node));
