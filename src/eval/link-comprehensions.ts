import type { SourceText } from "../errors/source-text.ts";
import type { ComprehensionNode } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import type { Compute, Linker, Run } from "./closures.ts";
import { objectConflict } from "./errors.ts";

/** A comprehension: runs its body to the end and collects. Undefined while an answer that the body needs is not there yet. */
export function linkComprehension(linker: Linker, node: ComprehensionNode, source: SourceText): Compute {
  const { slot } = node;
  const value = linker.value(node.value, source);
  switch (node.collect) {
    case "array": {
      const run = linker.steps(node.steps, source, (layer, frame) => {
        const item = value(layer, frame);
        if (item !== undefined) (frame[slot] as Value[]).push(item);
        return false;
      });
      return collect(run, slot, makeArray, (items) => items);
    }
    case "set": {
      const run = linker.steps(node.steps, source, (layer, frame) => {
        const item = value(layer, frame);
        if (item !== undefined) (frame[slot] as RegoSetBuilder).add(item);
        return false;
      });
      return collect(run, slot, makeSetBuilder, (builder) => builder.finish());
    }
    case "object": {
      const key = node.key === undefined ? undefined : linker.value(node.key, source);
      const place = { source, span: node.span };
      const run = linker.steps(node.steps, source, (layer, frame) => {
        const name = key?.(layer, frame);
        const item = name === undefined ? undefined : value(layer, frame);
        if (name === undefined || item === undefined) return false;
        const builder = frame[slot] as ObjectBuilder;
        const earlier = builder.get(name);
        if (earlier === undefined) builder.set(name, item);
        else if (!equalsValues(earlier, item)) throw objectConflict(place);
        return false;
      });
      return collect(run, slot, makeObjectBuilder, (builder) => builder.finish());
    }
    default:
      return node.collect satisfies never;
  }
}

function makeArray(): Value[] {
  return [];
}

function makeSetBuilder(): RegoSetBuilder {
  return new RegoSetBuilder();
}

function makeObjectBuilder(): ObjectBuilder {
  return new ObjectBuilder();
}

function collect<Collector>(run: Run, slot: number, start: () => Collector, finish: (collector: Collector) => Value): Compute {
  return (layer, frame) => {
    const { pending } = layer.query;
    const collector = start();
    frame[slot] = collector;
    run(layer, frame);
    return layer.query.pending === pending ? finish(collector) : undefined;
  };
}
