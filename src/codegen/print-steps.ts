/** Source for the steps of a body: a step that does not pass leaves, one that passes several times is a loop around what follows. */
import type { Pattern, Step, ValueNode } from "../plan/nodes.ts";
import { visitSteps } from "../plan/visit-nodes.ts";
import { printComparison, printConstantTest, printEquality } from "./print-operators.ts";
import { constantPath } from "./print-values.ts";
import { printWith } from "./print-with.ts";
import { itemsOf, keysOf } from "./runtime.ts";
import { NotPrintable, type PrintLast, type Site } from "./site.ts";
import type { Leave } from "./source-writer.ts";

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
      printLoop(site, step.source, step.key, step.value, step.ordered, leave, next);
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
  printLoop(
    site,
    step.domain,
    step.key,
    step.value,
    false,
    leave,
    (nextElement) => {
      const fails = writer.fresh("L");
      writer.block(`${fails}:`, () => printSteps(site, step.steps, `break ${fails};`, () => writer.line(nextElement)));
      writer.line(leave);
    },
    true,
  );
}

/** `isEvery`: an element that the patterns do not match fails, too. */
function printLoop(
  site: Site,
  sourceNode: ValueNode,
  keyPattern: Pattern,
  valuePattern: Pattern,
  ordered: boolean,
  leave: Leave,
  next: PrintLast,
  isEvery = false,
): void {
  const { writer } = site;
  const source = site.print.value(site, sourceNode, leave);
  const keys = writer.let(`Array.isArray(${source}) ? undefined : ${writer.capture(keysOf)}(${source}, ${ordered})`);
  const items = writer.let(`Array.isArray(${source}) ? ${source} : ${writer.capture(itemsOf)}(${source}, ${keys})`);
  writer.line(`if (${items} === undefined) ${leave}`);
  writer.line(`query.spend(${items}.length);`);
  const index = writer.fresh("i");
  const label = writer.fresh("L");
  writer.block(`${label}: for (let ${index} = 0; ${index} < ${items}.length; ${index}++)`, () => {
    const item = writer.let(`${items}[${index}]`);
    const skip = `continue ${label};`;
    writer.line(`if (${item} === undefined) ${skip}`);
    const mismatch = isEvery ? leave : skip;
    if (keyPattern.kind !== "ignore") {
      site.print.pattern(site, keyPattern, writer.let(`${keys} === undefined ? ${index} : ${keys}[${index}]`), mismatch);
    }
    site.print.pattern(site, valuePattern, item, mismatch);
    next(skip);
  });
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
