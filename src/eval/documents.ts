/** Packages, rules and base documents as one tree, walked at run time. */
import type { SourceText } from "../errors/source-text.ts";
import type { DocumentNode, Step } from "../plan/nodes.ts";
import { compareValues } from "../values/compare.ts";
import { isArray, isObject, isSet } from "../values/kind.ts";
import { getProperty, getValue, sortedKeys } from "../values/object.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { toScalar } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { Frame, Linker, Match, Run } from "./closures.ts";
import type { Layer } from "./layer.ts";
import { getPath, getStored } from "./link-select.ts";

/** A position in the tree: a node with rules at or below it, or else a plain value, of a base document or made by a rule. */
type Position = { readonly node: DocumentNode } | { readonly value: Value; readonly isBase: boolean };

function isNode(position: Position): position is { readonly node: DocumentNode } {
  return "node" in position;
}

/** Everything at a node: the values of the rules below, over the base document. Undefined where there is neither. */
export function documentAt(linker: Linker, node: DocumentNode, layer: Layer): Value | undefined {
  const document = getPath(layer.data, node.path);
  if (layer.shadows !== undefined && layer.isShadowed(node.path)) return document;
  if (node.group !== undefined) return groupValue(linker, node, layer);
  const builder = new ObjectBuilder();
  if (document !== undefined && isObject(document)) {
    for (const key of sortedKeys(document)) {
      const value = getProperty(document, key);
      if (value !== undefined && !node.children.has(key as string)) builder.set(key, value);
    }
  }
  for (const [key, child] of node.children) {
    const virtual = documentAt(linker, child, layer);
    const value = virtual === undefined ? getPath(layer.data, child.path) : virtual;
    if (value !== undefined) builder.set(key, value);
  }
  return builder.finish();
}

function groupValue(linker: Linker, { group }: DocumentNode, layer: Layer): Value | undefined {
  if (group === undefined) return undefined;
  const value = linker.group(group).value(layer.ownerOf(group.id));
  layer.query.observation?.tellLater();
  return value;
}

/** The value at keys below a node, all of them known. */
export function lookupDocument(linker: Linker, start: DocumentNode, keys: readonly Value[], layer: Layer): Value | undefined {
  let position: Position = { node: start };
  for (const key of keys) {
    const next = step(linker, position, key, layer);
    if (next === undefined) return undefined;
    position = next;
  }
  return valueAt(linker, position, layer);
}

function valueAt(linker: Linker, position: Position, layer: Layer): Value | undefined {
  return isNode(position) ? documentAt(linker, position.node, layer) : position.value;
}

/** One key further. */
function step(linker: Linker, position: Position, key: Value, layer: Layer): Position | undefined {
  if (!isNode(position)) return position.isBase ? base(getStored(position.value, key)) : made(getValue(position.value, key));
  const { node } = position;
  if (layer.shadows !== undefined && layer.isShadowed(node.path)) return stored(layer, node, key);
  if (node.group !== undefined) {
    const { group } = node;
    if (group.kind === "function") return undefined;
    const evaluator = linker.group(group);
    const owner = layer.ownerOf(group.id);
    return made(evaluator.lookup(owner, key));
  }
  const scalar = toScalar(key);
  const child = scalar === undefined ? undefined : node.children.get(scalar);
  if (child !== undefined) return { node: child };
  return stored(layer, node, key);
}

function stored(layer: Layer, node: DocumentNode, key: Value): Position | undefined {
  const document = getPath(layer.data, node.path);
  return document === undefined ? undefined : base(getStored(document, key));
}

function base(value: Value | undefined): Position | undefined {
  return value === undefined ? undefined : { value, isBase: true };
}

function made(value: Value | undefined): Position | undefined {
  return value === undefined ? undefined : { value, isBase: false };
}

/** The keys that lead on from a position, in OPA's order: those of the base document, then those that only rules make. */
function keysAt(linker: Linker, position: Position, layer: Layer): readonly Value[] {
  if (isNode(position)) {
    const { node } = position;
    const isPlain = node.group !== undefined || (layer.shadows !== undefined && layer.isShadowed(node.path));
    const value = isPlain ? documentAt(linker, node, layer) : getPath(layer.data, node.path);
    const keys = value === undefined ? [] : keysOf(value);
    if (isPlain) return keys;
    const known = new Set(keys);
    return [...keys, ...[...node.children.keys()].filter((key) => !known.has(key)).sort(compareValues)];
  }
  return keysOf(position.value);
}

function keysOf(value: Value): readonly Value[] {
  if (isArray(value)) return value.map((_item, index) => index);
  if (isSet(value)) return value.sorted();
  return isObject(value) ? sortedKeys(value) : [];
}

/** Enumerates the ways along operands that are not all known; a known one selects. */
export function scanDocuments(linker: Linker, scan: Step & { readonly kind: "scan" }, source: SourceText, next: Run): Run {
  const operands = scan.operands.map((operand) => ({
    match: linker.pattern(operand, source),
    known: operand.kind === "equals" ? linker.value(operand.value, source) : undefined,
  }));
  const match: Match = linker.pattern(scan.value, source);
  const visit = (position: Position, index: number, layer: Layer, frame: Frame): boolean => {
    const operand = operands[index];
    if (operand === undefined) {
      const value = valueAt(linker, position, layer);
      return value !== undefined && match(value, layer, frame) && next(layer, frame);
    }
    if (operand.known !== undefined) {
      const key = operand.known(layer, frame);
      const inner = key === undefined ? undefined : step(linker, position, key, layer);
      return inner !== undefined && visit(inner, index + 1, layer, frame);
    }
    const keys = keysAt(linker, position, layer);
    layer.query.spend(keys.length);
    for (const key of keys) {
      const inner = step(linker, position, key, layer);
      if (inner !== undefined && operand.match(key, layer, frame) && visit(inner, index + 1, layer, frame)) return true;
    }
    return false;
  };
  return (layer, frame) => visit({ node: scan.node }, 0, layer, frame);
}
