import type { Pattern } from "../plan/nodes.ts";
import { isObject } from "../values/kind.ts";
import { getProperty, objectSize } from "../values/object.ts";
import { printConstantTest, printEquality } from "./print-operators.ts";
import { type Site, slotName } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** Matches a value, binding slots; leaves where it does not match. */
export function printPattern(site: Site, pattern: Pattern, value: Atom, leave: Leave): void {
  const { writer } = site;
  switch (pattern.kind) {
    case "ignore":
      return;
    case "bind":
      writer.line(`${slotName(site, pattern.slot)} = ${value};`);
      return;
    case "equals": {
      const test = pattern.value.kind === "constant" ? printConstantTest(value, pattern.value.value) : undefined;
      const holds = test ?? printEquality(site, value, site.print.value(site, pattern.value, leave));
      writer.line(`if (!(${holds})) ${leave}`);
      return;
    }
    case "array":
      writer.line(`if (!Array.isArray(${value}) || ${value}.length !== ${pattern.items.length}) ${leave}`);
      for (const [index, item] of pattern.items.entries()) {
        const atom = writer.let(`${value}[${index}]`);
        writer.line(`if (${atom} === undefined) ${leave}`);
        printPattern(site, item, atom, leave);
      }
      return;
    case "object":
      writer.line(
        `if (!${writer.capture(isObject)}(${value}) || ${writer.capture(objectSize)}(${value}) !== ${pattern.entries.length}) ${leave}`,
      );
      for (const [keyNode, item] of pattern.entries) {
        const key = site.print.value(site, keyNode, leave);
        const atom = writer.let(`${writer.capture(getProperty)}(${value}, ${key})`);
        writer.line(`if (${atom} === undefined) ${leave}`);
        printPattern(site, item, atom, leave);
      }
      return;
    default:
      pattern satisfies never;
  }
}
