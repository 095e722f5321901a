/** How plans become JSON: one description of each kind of node, by which they are written and read. */
import type { Span } from "../ast/nodes.ts";
import type { PathKey } from "../compile/program.ts";
import type {
  Branch,
  DocumentNode,
  IndexSubject,
  ObservedStep,
  Pattern,
  QueryPlan,
  ReplacedBy,
  Replacement,
  RuleGroup,
  RuleIndex,
  Step,
  ValueNode,
} from "../plan/nodes.ts";
import type { Value } from "../values/value.ts";
import { type Codec, count, type Fields, flag, later, list, oneOf, optional, pair, record, refuse, text, union } from "./codec.ts";
import { constant } from "./constants.ts";

/** Gives numbers to what is shared: groups, nodes of the tree of documents, places in the texts. */
export interface PlanWriting {
  readonly group: (group: RuleGroup) => number;
  readonly node: (node: DocumentNode) => number;
  readonly place: (span: Span) => unknown;
  /** Takes note of what a `with` replaces. */
  readonly replaces: (replacements: readonly Replacement[]) => void;
  /** Takes note of a builtin that is called. */
  readonly calls: (builtin: string) => void;
}

/** Gives back what has a number; throws CompiledPolicyError where there is none of that number. */
export interface PlanReading {
  readonly group: (number: number) => RuleGroup;
  readonly node: (number: number) => DocumentNode;
}

type PlanCodec<Plain> = Codec<Plain, PlanWriting, PlanReading>;

export const group: PlanCodec<RuleGroup> = {
  write: (value, writing) => writing.group(value),
  read: (json, reading) => reading.group(count.read(json, reading)),
};
export const node: PlanCodec<DocumentNode> = {
  write: (value, writing) => writing.node(value),
  read: (json, reading) => reading.node(count.read(json, reading)),
};
/** A number in the table of places of a file, or start and end in the text of a query. */
export const span: PlanCodec<Span> = {
  write: (value, writing) => writing.place(value),
  read: (json, reading) => {
    const [start, end] = Array.isArray(json) ? json : [json, json];
    return { start: count.read(start, reading), end: count.read(end, reading) };
  },
};
const builtinName: PlanCodec<string> = {
  ...text,
  write: (name, writing) => {
    writing.calls(name);
    return name;
  },
};
export const pathKey: Codec<PathKey, unknown, unknown> = {
  write: constant.write,
  read: (json, context) => {
    const key = constant.read(json, context);
    return key === null || typeof key !== "object" ? key : refuse("a key", json);
  },
};

const value: PlanCodec<ValueNode> = later(() => valueNodes);
const values = list(value);
const pattern: PlanCodec<Pattern> = later(() => patterns);
const step: PlanCodec<Step> = later(() => stepNodes);
const steps = list(step);

const valueNodes: PlanCodec<ValueNode> = union<ValueNode, PlanWriting, PlanReading>({
  constant: { value: constant },
  undefined: {},
  local: { slot: count },
  input: {},
  base: { path: list(pathKey) },
  rule: { group },
  lookup: { group, key: value, asMember: flag },
  document: { node },
  dynamic: { node, keys: values },
  select: { base: value, key: value, stored: flag },
  builtin: { name: builtinName, args: values, span },
  function: { group, args: values, span },
  array: { items: values },
  set: { items: values },
  object: { entries: list(pair(value, value)), span },
  comprehension: { collect: oneOf("array", "set", "object"), steps, key: optional(value), value, slot: count, span },
});

const patterns: PlanCodec<Pattern> = union<Pattern, PlanWriting, PlanReading>({
  ignore: {},
  bind: { slot: count },
  equals: { value },
  array: { items: list(pattern) },
  object: { entries: list(pair(value, pattern)) },
});

const replacedBy: PlanCodec<ReplacedBy> = union<ReplacedBy, PlanWriting, PlanReading>({
  rule: { value },
  function: { group },
  builtin: { name: builtinName },
  value: { value },
});

const replacement: PlanCodec<Replacement> = union<Replacement, PlanWriting, PlanReading>({
  input: { path: values, value, span },
  data: { path: list(text), value: optional(value), span },
  call: { name: text, group: optional(group), by: replacedBy },
});

const replacements: PlanCodec<readonly Replacement[]> = {
  ...list(replacement),
  write: (items, writing) => {
    writing.replaces(items);
    return list(replacement).write(items, writing);
  },
};

/** Plans for tracers are not written. */
type WrittenStep = Exclude<Step, ObservedStep>;

const stepNodes = union<WrittenStep, PlanWriting, PlanReading>({
  check: { value },
  match: { pattern, value },
  equal: { left: value, right: value },
  iterate: { source: value, key: pattern, value: pattern, ordered: flag },
  scan: { node, operands: list(pattern), value: pattern, ordered: flag },
  relation: { name: builtinName, args: values, result: pattern, span },
  not: { steps },
  some: { alternatives: list(steps) },
  every: { domain: value, key: pattern, value: pattern, steps },
  with: { replacements, steps, slot: count },
}) as PlanCodec<Step>;

export const branches: PlanCodec<readonly Branch[]> = list(
  record<Branch, PlanWriting, PlanReading>({
    args: list(pattern),
    steps,
    keys: values,
    element: optional(value),
    value: optional(value),
    frameSize: count,
    span,
  } satisfies Fields<Omit<Branch, "admission">, PlanWriting, PlanReading> as Fields<Branch, PlanWriting, PlanReading>),
);

const numbers = list(count);
const scalars: PlanCodec<ReadonlyMap<Value, readonly number[]>> = mapOf(constant);

export const ruleIndex: PlanCodec<RuleIndex> = record<RuleIndex, PlanWriting, PlanReading>({
  on: union<IndexSubject, PlanWriting, PlanReading>({ argument: { position: count }, input: { path: list(text) } }),
  byValue: scalars,
  byPrefix: mapOf(text),
  prefixLengths: numbers,
  otherwise: numbers,
  count,
});

function mapOf<Key>(key: Codec<Key, unknown, unknown>): PlanCodec<ReadonlyMap<Key, readonly number[]>> {
  const entries = list(pair(key, numbers));
  return { write: (map, writing) => entries.write([...map], writing), read: (json, reading) => new Map(entries.read(json, reading)) };
}

export const queryPlan: PlanCodec<QueryPlan> = record<QueryPlan, PlanWriting, PlanReading>({
  steps,
  frameSize: count,
  bindings: list(pair(text, value)),
  expressions: list(record({ value, text, span })),
});
