/** What several printers write. */
import type { ValueNode } from "../plan/nodes.ts";
import { visitValue } from "../plan/visit-nodes.ts";
import { type Site, slotName } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** Leaves where a value is undefined. */
export function leaveIfUndefined({ writer }: Site, atom: Atom, leave: Leave): Atom {
  writer.line(`if (${atom} === undefined) ${leave}`);
  return atom;
}

/** What is the same wherever it stands in a layer is read once in each block. */
export function once(site: Site, key: string, print: () => Atom): Atom {
  const { writer, layer } = site;
  const full = `${layer} ${key}`;
  return writer.remembered(full) ?? writer.remember(full, print());
}

/** The layer whose cache a group belongs to. */
export function printOwner(layer: Atom, group: number): string {
  return `(${layer}.affected === undefined ? ${layer} : ${layer}.ownerOf(${group}))`;
}

/** A value that a closure works out: it gets a frame with the variables that it mentions. */
export function printLinked(site: Site, node: ValueNode): Atom {
  const { writer, layer } = site;
  const frame = printFrame(site, (visit) => visitValue(node, visit));
  return writer.let(`${writer.capture(site.linker.value(node, site.source))}(${layer}, ${frame})`);
}

/** A frame with the slots that nodes mention, for closures. */
export function printFrame(site: Site, visitNodes: (visit: (node: ValueNode) => boolean) => void): Atom {
  const { writer } = site;
  const slots = new Set<number>();
  visitNodes((node) => {
    if (node.kind === "local") slots.add(node.slot);
    return true;
  });
  const frame = writer.let("[]", "frame");
  for (const slot of slots) writer.line(`${frame}[${slot}] = ${slotName(site, slot)};`);
  return frame;
}
