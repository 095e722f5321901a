import { objectConflict } from "../eval/errors.ts";
import type { ComprehensionNode } from "../plan/nodes.ts";
import { equalsValues } from "../values/equals.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { Site } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** A comprehension as a loop that collects. */
export function printComprehension(site: Site, node: ComprehensionNode): Atom {
  const { writer } = site;
  switch (node.collect) {
    case "array": {
      const items = writer.let("[]");
      printBody(site, node, (leave) => writer.line(`${items}.push(${site.print.value(site, node.value, leave)});`));
      return items;
    }
    case "set": {
      const builder = writer.let(`new ${writer.capture(RegoSetBuilder)}()`);
      printBody(site, node, (leave) => writer.line(`${builder}.add(${site.print.value(site, node.value, leave)});`));
      return writer.let(`${builder}.finish()`);
    }
    case "object": {
      const builder = writer.let(`new ${writer.capture(ObjectBuilder)}()`);
      const place = writer.capture({ source: site.source, span: node.span });
      printBody(site, node, (leave) => {
        const key = node.key === undefined ? "undefined" : site.print.value(site, node.key, leave);
        const value = site.print.value(site, node.value, leave);
        const earlier = writer.let(`${builder}.get(${key})`);
        writer.line(`if (${earlier} === undefined) ${builder}.set(${key}, ${value});`);
        writer.line(`else if (!${writer.capture(equalsValues)}(${earlier}, ${value})) throw ${writer.capture(objectConflict)}(${place});`);
      });
      return writer.let(`${builder}.finish()`);
    }
    default:
      return node.collect satisfies never;
  }
}

function printBody(site: Site, node: ComprehensionNode, collect: (leave: Leave) => void): void {
  const { writer } = site;
  const label = writer.fresh("L");
  writer.block(`${label}:`, () => site.print.steps(site, node.steps, `break ${label};`, collect));
}
