/** Source for the steps of a body: a step that does not pass leaves, one that passes several times is a loop around what follows. */
import { itemsOf, keysOf } from "../eval/collections.ts";
import { elementIndex } from "../eval/element-index.ts";
import { linkLookup, spentAtOnce } from "../eval/link-iterate.ts";
import { type ElementLookup, findLookup } from "../plan/element-lookup.ts";
import type { Step, ValueNode } from "../plan/nodes.ts";
import { visitSteps } from "../plan/visit-nodes.ts";
import { printComparison, printConstantTest, printEquality } from "./print-operators.ts";
import { constantPath } from "./print-values.ts";
import { printWith } from "./print-with.ts";
import { NotPrintable, type PrintLast, type Site } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** Prints steps, and `last` for each way in which all of them pass. */
export function printSteps(site: Site, steps: readonly Step[], leave: Leave, last: PrintLast): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    last(leave);
    return;
  }
  const next: PrintLast = (inner) => printSteps(site, rest, inner, last);
  switch (step.kind) {
    case "iterate":
      hoistPaths(site, rest);
      printLoop(site, step, findLookup(step, rest, site.linker.plan), leave, undefined, next);
      return;
    case "with":
      printWith(site, step, leave, next);
      return;
    default:
      printTest(site, step, leave);
      next(leave);
  }
}

/** A step that passes at most once. @throws NotPrintable for others */
function printTest(site: Site, step: Step, leave: Leave): void {
  switch (step.kind) {
    case "check":
      printCheck(site, step.value, leave);
      return;
    case "match":
      site.print.pattern(site, step.pattern, site.print.value(site, step.value, leave), leave);
      return;
    case "equal":
      printEqual(site, step, leave);
      return;
    case "not":
      printNot(site, step.steps, leave);
      return;
    case "some":
      printSome(site, step.alternatives, leave);
      return;
    case "every":
      printEvery(site, step, leave);
      return;
    default:
      throw new NotPrintable();
  }
}

function printCheck(site: Site, node: ValueNode, leave: Leave): void {
  const { writer, linker } = site;
  if (node.kind === "constant") {
    if (node.value === false) writer.line(leave);
    return;
  }
  if (node.kind === "undefined") {
    writer.line(leave);
    return;
  }
  if (node.kind === "builtin" && node.args.length === 2 && !linker.plan.replaced.has(node.name)) {
    if (printComparison(site, node.name, "a", "b") !== undefined) {
      const [left, right] = node.args.map((arg) => site.print.value(site, arg, leave));
      writer.line(`if (!${printComparison(site, node.name, left ?? "", right ?? "")}) ${leave}`);
      return;
    }
  }
  const value = site.print.value(site, node, leave);
  writer.line(`if (${value} === false) ${leave}`);
}

function printEqual(site: Site, step: Step & { readonly kind: "equal" }, leave: Leave): void {
  const { writer } = site;
  const [one, other] = step.left.kind === "constant" ? [step.right, step.left] : [step.left, step.right];
  if (other.kind === "constant" && printConstantTest("", other.value) !== undefined) {
    writer.line(`if (!(${printConstantTest(site.print.maybe(site, one), other.value)})) ${leave}`);
    return;
  }
  const left = site.print.value(site, one, leave);
  const right = site.print.value(site, other, leave);
  writer.line(`if (!${printEquality(site, left, right)}) ${leave}`);
}

function printNot(site: Site, steps: readonly Step[], leave: Leave): void {
  const { writer } = site;
  const label = writer.fresh("L");
  writer.block(`${label}:`, () => printSteps(site, steps, `break ${label};`, () => writer.line(leave)));
}

function printSome(site: Site, alternatives: readonly (readonly Step[])[], leave: Leave): void {
  const { writer } = site;
  const passed = writer.fresh("L");
  writer.block(`${passed}:`, () => {
    for (const steps of alternatives) {
      const label = writer.fresh("L");
      writer.block(`${label}:`, () => printSteps(site, steps, `break ${label};`, () => writer.line(`break ${passed};`)));
    }
    writer.line(leave);
  });
}

function printEvery(site: Site, step: Step & { readonly kind: "every" }, leave: Leave): void {
  const { writer } = site;
  hoistPaths(site, step.steps);
  const { key, value, domain } = step;
  printLoop(site, { kind: "iterate", source: domain, key, value, ordered: false }, undefined, leave, leave, (nextElement) => {
    const fails = writer.fresh("L");
    writer.block(`${fails}:`, () => printSteps(site, step.steps, `break ${fails};`, () => writer.line(nextElement)));
    writer.line(leave);
  });
}

/** `mismatch`: what an element that the patterns do not match does; by default it is passed over. */
function printLoop(
  site: Site,
  step: Step & { readonly kind: "iterate" },
  lookup: ElementLookup | undefined,
  leave: Leave,
  mismatch: Leave | undefined,
  next: PrintLast,
): void {
  const { writer } = site;
  const source = site.print.value(site, step.source, leave);
  const { keys, items, count, place } = printElements(site, step, source, lookup, leave);
  const turn = writer.fresh("i");
  const label = writer.fresh("L");
  writer.block(`${label}: for (let ${turn} = 0; ${turn} < ${count}; ${turn}++)`, () => {
    // Long collections are counted in parts, as by closures; the usual short ones in one go (bench: rbac).
    writer.line(`if ((${turn} & ${spentAtOnce - 1}) === 0) query.spend(Math.min(${spentAtOnce}, ${count} - ${turn}));`);
    const index = place(turn);
    const item = writer.let(`${items}[${index}]`);
    const skip = `continue ${label};`;
    writer.line(`if (${item} === undefined) ${skip}`);
    const otherwise = mismatch ?? skip;
    if (step.key.kind !== "ignore") {
      site.print.pattern(site, step.key, writer.let(`${keys} === undefined ? ${index} : ${keys}[${index}]`), otherwise);
    }
    site.print.pattern(site, step.value, item, otherwise);
    next(skip);
  });
}

/** The variables that a loop runs over. */
interface Elements {
  /** Undefined for an array. */
  readonly keys: Atom;
  readonly items: Atom;
  /** How many turns the loop takes. */
  readonly count: Atom;
  /** Where the element of a turn stands. */
  readonly place: (turn: Atom) => Atom;
}

function printElements(
  site: Site,
  step: Step & { readonly kind: "iterate" },
  source: Atom,
  lookup: ElementLookup | undefined,
  leave: Leave,
): Elements {
  const { writer } = site;
  const keys = `Array.isArray(${source}) ? undefined : ${writer.capture(keysOf)}(${source}, ${step.ordered})`;
  const items = (keysAtom: Atom): string => `Array.isArray(${source}) ? ${source} : ${writer.capture(itemsOf)}(${source}, ${keysAtom})`;
  if (lookup === undefined) {
    const keysAtom = writer.let(keys);
    const itemsAtom = writer.let(items(keysAtom));
    writer.line(`if (${itemsAtom} === undefined) ${leave}`);
    return { keys: keysAtom, items: itemsAtom, count: `${itemsAtom}.length`, place: (turn) => turn };
  }
  const wanted = site.print.value(site, lookup.equals, leave);
  const linked = writer.capture(linkLookup(site.linker, step, lookup));
  const index = writer.let(`${writer.capture(elementIndex)}(${site.layer}, ${source}, ${linked})`);
  const found = writer.let(`${index} === undefined ? undefined : ${index}.find(${wanted})`);
  const keysAtom = writer.let(`${index} === undefined ? ${keys} : ${index}.keys`);
  const itemsAtom = writer.let(`${index} === undefined ? ${items(keysAtom)} : ${index}.items`);
  writer.line(`if (${itemsAtom} === undefined) ${leave}`);
  const count = writer.let(`${found} === undefined ? ${itemsAtom}.length : ${found}.length`);
  return { keys: keysAtom, items: itemsAtom, count, place: (turn) => writer.let(`${found} === undefined ? ${turn} : ${found}[${turn}]`) };
}

/** What a loop reads again and again from the input and base documents is read before it: that has no effect and cannot fail. */
function hoistPaths(site: Site, steps: readonly Step[]): void {
  visitSteps(
    steps.filter(({ kind }) => kind !== "with"),
    (node) => {
      const isPath = (node.kind === "select" || node.kind === "base") && constantPath(node) !== undefined;
      if (isPath) site.print.maybe(site, node);
      return !isPath;
    },
  );
}
