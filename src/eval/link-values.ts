/** Closures that work out values, one for each kind of plan node. */
import { isMember } from "../builtins/membership.ts";
import type { PathKey } from "../compile/program.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { RuleGroup, ValueNode } from "../plan/nodes.ts";
import { getValue } from "../values/object.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { Compute, Linker } from "./closures.ts";
import { lookupDocument } from "./documents.ts";
import type { Layer } from "./layer.ts";
import { computeAll, linkBuiltin, linkFunction } from "./link-calls.ts";
import { linkComprehension } from "./link-comprehensions.ts";
import { getBase, getPath, linkSelect } from "./link-select.ts";

export function linkValue(linker: Linker, node: ValueNode, source: SourceText): Compute {
  switch (node.kind) {
    case "constant": {
      const { value } = node;
      return () => value;
    }
    case "undefined":
      return () => undefined;
    case "local": {
      const { slot } = node;
      return (_layer, frame) => frame[slot] as Value;
    }
    case "input":
      return (layer) => layer.input;
    case "base": {
      const { path } = node;
      return (layer) => getBase(layer, path);
    }
    case "rule":
      return linkRule(linker, node.group);
    case "lookup":
      return linkLookup(linker, node, linker.value(node.key, source));
    case "document":
      return (layer) => linker.document(node.node, layer);
    case "dynamic": {
      const keys = node.keys.map((key) => linker.value(key, source));
      return (layer, frame) => {
        const values = computeAll(keys, layer, frame);
        return values === undefined ? undefined : lookupDocument(linker, node.node, values, layer);
      };
    }
    case "select":
      return linkSelect(linker, node, source);
    case "builtin":
      return linkBuiltin(linker, node, source);
    case "function":
      return linkFunction(linker, node, source);
    case "array": {
      const items = node.items.map((item) => linker.value(item, source));
      return (layer, frame) => computeAll(items, layer, frame);
    }
    case "set": {
      const items = constantsFirst(node.items, (item) => item).map((item) => linker.value(item, source));
      return (layer, frame) => {
        const builder = new RegoSetBuilder();
        for (const item of items) {
          const value = item(layer, frame);
          if (value === undefined) return undefined;
          builder.add(value);
        }
        return builder.finish();
      };
    }
    case "object": {
      const ordered = constantsFirst(node.entries, ([key]) => key);
      const entries = ordered.map(([key, value]) => ({ key: linker.value(key, source), value: linker.value(value, source) }));
      return (layer, frame) => {
        const builder = new ObjectBuilder();
        for (const entry of entries) {
          const key = entry.key(layer, frame);
          if (key === undefined) return undefined;
          const value = entry.value(layer, frame);
          if (value === undefined) return undefined;
          builder.set(key, value);
        }
        return builder.finish();
      };
    }
    case "comprehension":
      return linkComprehension(linker, node, source);
    default:
      return node satisfies never;
  }
}

/** OPA puts constants in first: equal elements and keys (`1`, `1.0`) are written as the constant, and the value of another key counts. */
export function constantsFirst<Item>(items: readonly Item[], nodeOf: (item: Item) => ValueNode): readonly Item[] {
  const isConstant = (item: Item): boolean => nodeOf(item).kind === "constant";
  return [...items.filter(isConstant), ...items.filter((item) => !isConstant(item))];
}

function linkRule(linker: Linker, group: RuleGroup): Compute {
  const evaluator = linker.group(group);
  const evaluate = (layer: Layer): Value | undefined => evaluator.value(layer.ownerOf(group.id));
  return (layer) => (layer.shadows !== undefined && layer.isShadowed(group.path) ? getPath(layer.data, group.path) : evaluate(layer));
}

/** One key of what a `with` puts in the place of a rule: no storage, in which digits would select from arrays. */
export function lookupReplaced(layer: Layer, path: readonly PathKey[], key: Value, asMember: boolean): Value | undefined {
  const whole = getPath(layer.data, path);
  if (whole === undefined) return undefined;
  if (asMember) return isMember(key, whole, layer.query) ? key : undefined;
  return getValue(whole, key);
}

function linkLookup(linker: Linker, { group, asMember }: ValueNode & { readonly kind: "lookup" }, computeKey: Compute): Compute {
  const evaluator = linker.group(group);
  return (layer, frame) => {
    const key = computeKey(layer, frame);
    if (key === undefined) return undefined;
    if (layer.shadows !== undefined && layer.isShadowed(group.path)) return lookupReplaced(layer, group.path, key, asMember);
    return evaluator.lookup(layer.ownerOf(group.id), key);
  };
}
