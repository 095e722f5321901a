import { Layer } from "../eval/layer.ts";
import { mockNameOf } from "../eval/link-calls.ts";
import { addMock, linkMock, replaceAt, targetOf } from "../eval/link-with.ts";
import type { Replacement, Step } from "../plan/nodes.ts";
import { visitValue } from "../plan/visit-nodes.ts";
import { printFrame } from "./print-parts.ts";
import type { PrintLast, Site } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** The variables that hold what the next replacement starts from. */
interface Documents {
  readonly input: Atom;
  readonly data: Atom;
  readonly mocks: Atom;
  readonly shadows: Atom;
}

/** `with`: the steps in a layer above, what follows in the layer around. */
export function printWith(site: Site, step: Step & { readonly kind: "with" }, leave: Leave, next: PrintLast): void {
  const { writer, layer, linker } = site;
  let documents: Documents = {
    input: `${layer}.input`,
    data: `${layer}.data`,
    mocks: `${layer}.mocks`,
    shadows: `${layer}.shadows`,
  };
  for (const replacement of step.replacements) documents = printReplacement(site, replacement, documents, leave);
  const { input, data, mocks, shadows } = documents;
  const affected = writer.capture(linker.affectedBy(step.replacements.map(targetOf)));
  const replaced = `{ mocks: ${mocks}, shadows: ${shadows}, below: ${layer}, affected: ${affected} }`;
  const inner = writer.let(`new ${writer.capture(Layer)}(query, ${input}, ${data}, ${replaced})`, "layer");
  site.print.steps({ ...site, layer: inner }, step.steps, leave, next);
}

function printReplacement(site: Site, replacement: Replacement, documents: Documents, leave: Leave): Documents {
  const { writer } = site;
  const replace = writer.capture(replaceAt);
  switch (replacement.kind) {
    case "input": {
      const value = site.print.value(site, replacement.value, leave);
      const path = replacement.path.map((part) => site.print.value(site, part, leave));
      return { ...documents, input: writer.let(`${replace}(${documents.input}, [${path.join(", ")}], ${value})`) };
    }
    case "data": {
      const value = replacement.value === undefined ? "undefined" : site.print.value(site, replacement.value, leave);
      const path = writer.capture(replacement.path);
      return {
        ...documents,
        data: writer.let(`${replace}(${documents.data}, ${path}, ${value})`),
        shadows: writer.let(`[...(${documents.shadows} ?? []), ${path}]`),
      };
    }
    case "call": {
      const { by } = replacement;
      const frame = printFrame(site, (visit) => {
        if (by.kind === "rule" || by.kind === "value") visitValue(by.value, visit);
      });
      const mock = `${writer.capture(linkMock(site.linker, replacement, site.source))}(${site.layer}, ${frame})`;
      const name = replacement.group === undefined ? replacement.name : mockNameOf(replacement.group);
      return { ...documents, mocks: writer.let(`${writer.capture(addMock)}(${documents.mocks}, ${JSON.stringify(name)}, ${mock})`) };
    }
    default:
      return replacement satisfies never;
  }
}
