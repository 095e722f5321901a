/** Closures that follow a path into a value: the most frequent thing that a policy does. */
import type { PathKey } from "../compile/program.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { ValueNode } from "../plan/nodes.ts";
import { isNumber, isObject } from "../values/kind.ts";
import { numberToText } from "../values/number.ts";
import { getValue } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { Compute, Linker } from "./closures.ts";
import type { Layer } from "./layer.ts";

/** `base[key]`; chains of constant keys are followed in one closure. */
export function linkSelect(linker: Linker, node: ValueNode & { readonly kind: "select" }, source: SourceText): Compute {
  if (node.stored) return linkStored(linker, node, source);
  const path: Value[] = [];
  let base: ValueNode = node;
  while (base.kind === "select" && base.key.kind === "constant" && !base.stored) {
    path.unshift(base.key.value);
    base = base.base;
  }
  if (path.length > 0) return linkPath(linker.value(base, source), path);
  const computeBase = linker.value(node.base, source);
  const computeKey = linker.value(node.key, source);
  return (layer, frame) => {
    const value = computeBase(layer, frame);
    if (value === undefined) return undefined;
    const key = computeKey(layer, frame);
    return key === undefined ? undefined : getValue(value, key);
  };
}

/** How far the path of a base document is known: its leading names. */
export function knownPath(node: ValueNode): readonly PathKey[] {
  if (node.kind === "base") return node.path;
  return node.kind === "select" ? knownPath(node.base) : [];
}

/** One step into a base document. What a `with` puts there is no storage. */
export function selectStored(value: Value, key: Value, layer: Layer, path: readonly PathKey[]): Value | undefined {
  return layer.shadows !== undefined && layer.isShadowed(path) ? getValue(value, key) : getStored(value, key);
}

/** The base document at a path, stored or put there by a `with`. */
export function getBase(layer: Layer, path: readonly PathKey[]): Value | undefined {
  if (layer.shadows === undefined || !layer.isShadowed(path)) return getPath(layer.data, path);
  let inner: Value | undefined = layer.data;
  for (const key of path) inner = inner === undefined ? undefined : getValue(inner, key);
  return inner;
}

function linkStored(linker: Linker, node: ValueNode & { readonly kind: "select" }, source: SourceText): Compute {
  const base = linker.value(node.base, source);
  const computeKey = linker.value(node.key, source);
  const path = knownPath(node.base);
  return (layer, frame) => {
    const value = base(layer, frame);
    const key = value === undefined ? undefined : computeKey(layer, frame);
    if (value === undefined || key === undefined) return undefined;
    return selectStored(value, key, layer, path);
  };
}

/** A chain of constant keys, unrolled for the usual lengths: each access then sees few object shapes. */
function linkPath(base: Compute, path: readonly Value[]): Compute {
  const [first, second, third] = path;
  if (first !== undefined && path.length === 1) {
    return (layer, frame) => {
      const value = base(layer, frame);
      return value === undefined ? undefined : getValue(value, first);
    };
  }
  if (first !== undefined && second !== undefined && path.length === 2) {
    return (layer, frame) => {
      const value = base(layer, frame);
      const inner = value === undefined ? undefined : getValue(value, first);
      return inner === undefined ? undefined : getValue(inner, second);
    };
  }
  if (first !== undefined && second !== undefined && third !== undefined && path.length === 3) {
    return (layer, frame) => {
      const value = base(layer, frame);
      const inner = value === undefined ? undefined : getValue(value, first);
      const deeper = inner === undefined ? undefined : getValue(inner, second);
      return deeper === undefined ? undefined : getValue(deeper, third);
    };
  }
  return (layer, frame) => {
    let value = base(layer, frame);
    for (const key of path) {
      if (value === undefined) return undefined;
      value = getValue(value, key);
    }
    return value;
  };
}

/**
 * A step into a base document: as in OPA's storage, a number selects the key that it is written as, `data.ports[80]` in `{"ports": {"80": …}}`,
 * and a text of digits selects from an array.
 */
export function getStored(value: Value, key: Value): Value | undefined {
  const found = getValue(value, key);
  if (found !== undefined) return found;
  if (isNumber(key)) return isObject(value) ? getValue(value, numberToText(key)) : undefined;
  return typeof key === "string" && Array.isArray(value) && /^\d+$/.test(key) ? getValue(value, Number(key)) : undefined;
}

/** The value at a path below a document. */
export function getPath(value: Value, path: readonly Value[]): Value | undefined {
  let inner: Value | undefined = value;
  for (const key of path) {
    inner = getStored(inner, key);
    if (inner === undefined) return undefined;
  }
  return inner;
}
