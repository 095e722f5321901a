/** Source for calls of builtins and functions, replaced ones included. */
import { mockNameOf } from "../eval/link-calls.ts";
import type { ValueNode } from "../plan/nodes.ts";
import { printQuickly } from "./print-operators.ts";
import { leaveIfUndefined, printOwner } from "./print-parts.ts";
import { callMock, settle } from "./runtime.ts";
import { NotPrintable, refuseWaiting, type Site } from "./site.ts";
import type { Atom, Leave } from "./source-writer.ts";

/** A call of a builtin that answers at once. */
export function printBuiltinCall(site: Site, node: ValueNode & { readonly kind: "builtin" }, leave: Leave): Atom {
  const { linker, writer, layer } = site;
  const builtin = linker.builtin(node.name);
  if (builtin.kind !== "sync") throw new NotPrintable();
  const isReplaceable = linker.plan.replaced.has(node.name);
  const mock = isReplaceable ? printMockOf(site, node.name) : undefined;
  const args = node.args.map((arg) => site.print.value(site, arg, leave));
  const place = writer.capture({ source: site.source, span: node.span });
  const call = `${writer.capture(settle)}(${writer.capture(builtin.call)}(${[...args, "query"].join(", ")}), ${layer}, ${place})`;
  if (mock !== undefined) return leaveIfUndefined(site, writer.let(printMocked(site, mock, node.name, args, call)), leave);
  const quick = printQuickly(site, node, args);
  if (quick === undefined) return leaveIfUndefined(site, writer.let(call), leave);
  const result = writer.fresh("t");
  writer.line(`let ${result} = ${quick};`);
  writer.line(`if (${result} === undefined) ${result} = ${call};`);
  return leaveIfUndefined(site, result, leave);
}

/** A call of a function of the program. */
export function printFunctionCall(site: Site, node: ValueNode & { readonly kind: "function" }, leave: Leave): Atom {
  const { linker, writer, layer } = site;
  const { group } = node;
  refuseWaiting(site, group);
  const name = mockNameOf(group);
  const mock = linker.plan.replaced.has(`data.${group.path.join(".")}`) ? printMockOf(site, name) : undefined;
  const args = node.args.map((arg) => site.print.value(site, arg, leave));
  const evaluator = linker.group(group);
  const owner = printOwner(layer, group.id);
  const call =
    evaluator.direct === undefined
      ? `${writer.capture(evaluator)}.call(${owner}, [${args.join(", ")}])`
      : `${writer.capture(evaluator.direct)}(${[owner, ...args].join(", ")})`;
  return leaveIfUndefined(site, writer.let(mock === undefined ? call : printMocked(site, mock, name, args, call)), leave);
}

function printMockOf({ writer, layer }: Site, name: string): Atom {
  return writer.let(`${layer}.mocks === undefined ? undefined : ${layer}.mocks.get(${JSON.stringify(name)})`);
}

function printMocked({ writer, layer }: Site, mock: Atom, name: string, args: readonly Atom[], call: string): string {
  return `${mock} === undefined ? ${call} : ${writer.capture(callMock)}(${mock}, ${JSON.stringify(name)}, ${layer}, [${args.join(", ")}])`;
}
