/** `with`: evaluates an expression in a layer of its own; what follows it runs in the layer around. */
import type { SourceText } from "../errors/source-text.ts";
import type { Replacement, Step } from "../plan/nodes.ts";
import { isMap, isObject } from "../values/kind.ts";
import { getProperty } from "../values/object.ts";
import { RegoMapBuilder } from "../values/rego-map.ts";
import type { PlainObject, RegoObject, Value } from "../values/value.ts";
import type { Compute, Linker, Run } from "./closures.ts";
import { type Documents, Layer, type Mock } from "./layer.ts";
import { makeCallee, mockNameOf } from "./link-calls.ts";

type Apply = (documents: Documents, layer: Layer, frame: unknown[]) => Documents | undefined;

/** Runs the steps in a layer above, and what follows in the layer around. */
export function linkWith(linker: Linker, step: Step & { readonly kind: "with" }, source: SourceText, next: Run): Run {
  const { slot } = step;
  const replacements = step.replacements.map((replacement) => linkReplacement(linker, replacement, source));
  const affected = linker.affectedBy(step.replacements.map(targetOf));
  const run = linker.steps(step.steps, source, (_inner, frame) => next(frame[slot] as Layer, frame));
  return (layer, frame) => {
    let documents: Documents | undefined = layer;
    for (const apply of replacements) {
      documents = apply(documents, layer, frame);
      if (documents === undefined) return false;
    }
    frame[slot] = layer;
    const { input, data, mocks, shadows } = documents;
    return run(new Layer(layer.query, input, data, { mocks, shadows, below: layer, affected }), frame);
  };
}

/** What is replaced, in the words of the dependencies. */
export function targetOf(replacement: Replacement): string {
  if (replacement.kind === "input") return "input";
  return replacement.kind === "data" ? ["data", ...replacement.path].join("\0") : `call\0${replacement.name}`;
}

function linkReplacement(linker: Linker, replacement: Replacement, source: SourceText): Apply {
  switch (replacement.kind) {
    case "input": {
      const path = replacement.path.map((part) => linker.value(part, source));
      const compute = linker.value(replacement.value, source);
      return (documents, layer, frame) => {
        const value = compute(layer, frame);
        const keys = path.map((part) => part(layer, frame));
        if (value === undefined || keys.includes(undefined)) return undefined;
        return { ...pick(documents), input: replaceAt(documents.input, keys as Value[], value) };
      };
    }
    case "data": {
      const { path } = replacement;
      const compute = replacement.value && linker.value(replacement.value, source);
      return (documents, layer, frame) => {
        const value = compute?.(layer, frame);
        if (value === undefined && compute !== undefined) return undefined;
        return { ...pick(documents), data: replaceAt(documents.data, path, value), shadows: [...(documents.shadows ?? []), path] };
      };
    }
    case "call": {
      const makeMock = linkMock(linker, replacement, source);
      const name = replacement.group === undefined ? replacement.name : mockNameOf(replacement.group);
      return (documents, layer, frame) => {
        return { ...pick(documents), mocks: addMock(documents.mocks, name, makeMock(layer, frame)) };
      };
    }
    default:
      return replacement satisfies never;
  }
}

function pick({ input, data, mocks, shadows }: Documents): Documents {
  return { input, data, mocks, shadows };
}

/** The replacements of a layer, and one more. */
export function addMock(mocks: ReadonlyMap<string, Mock> | undefined, name: string, mock: Mock): ReadonlyMap<string, Mock> {
  return new Map([...(mocks ?? []), [name, mock]]);
}

/** Makes what a replaced function or builtin does instead. */
export function linkMock(
  linker: Linker,
  { by }: Replacement & { readonly kind: "call" },
  source: SourceText,
): (...args: Parameters<Compute>) => Mock {
  switch (by.kind) {
    case "value": {
      const compute = linker.value(by.value, source);
      // An undefined value matters only to those who call.
      return (layer, frame) => ({ kind: "value", value: compute(layer, frame) });
    }
    case "rule": {
      const compute = linker.value(by.value, source);
      return () => ({ kind: "rule", value: (layer) => compute(layer, []) });
    }
    case "function": {
      const mock: Mock = { kind: "call", call: (layer, args) => linker.group(by.group).call(layer.ownerOf(by.group.id), args) };
      return () => mock;
    }
    case "builtin": {
      const mock: Mock = { kind: "call", call: makeCallee(linker.builtin(by.name), { source, span: { start: 0, end: 0 } }) };
      return () => mock;
    }
    default:
      return by satisfies never;
  }
}

/** A document with another value at a path, or none. Objects on the way are copied, anything else there gives way to an object. */
export function replaceAt(document: Value | undefined, path: readonly Value[], value: Value | undefined): Value {
  const [key, ...rest] = path;
  const object = document !== undefined && isObject(document) ? document : undefined;
  if (key === undefined) return value ?? {};
  const isLast = rest.length === 0;
  return withEntry(object, key, isLast ? value : replaceAt(object && getProperty(object, key), rest, value));
}

function withEntry(object: RegoObject | undefined, key: Value, value: Value | undefined): Value {
  if (typeof key === "string" && (object === undefined || !isMap(object))) {
    // A literal defines own properties, `__proto__` included (bench: functions-and-with).
    if (value !== undefined) return { ...(object as PlainObject | undefined), [key]: value };
    const { [key]: _removed, ...others } = (object ?? {}) as PlainObject;
    return others;
  }
  const builder = new RegoMapBuilder();
  if (object !== undefined) {
    const entries: Iterable<readonly [Value, Value]> = isMap(object) ? object : Object.entries(object);
    for (const [name, item] of entries) builder.set(name, item);
  }
  if (value !== undefined) builder.set(key, value);
  return builder.finish();
}
