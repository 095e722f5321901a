/** The text form of a trace, as OPA shows it to people. */

import type { Rule } from "../../ast/nodes.ts";
import { printBody, printExpr, printRef } from "../../ast/print.ts";
import { isGround } from "../../ast/visit.ts";
import { collectBodyVars, collectExprVars, collectVars, everywhere } from "../../compile/variables.ts";
import type { TraceEvent, TraceNode } from "../../eval/trace-event.ts";
import { formatValue } from "../../values/format.ts";
import { compareStrings } from "../../values/string-order.ts";

/** How a trace is written. */
export interface TraceFormat {
  /** Show the values of the variables of each node; the tracer must have asked for them. */
  readonly values?: boolean;
  /** Blanks between columns. Default: 5. */
  readonly gap?: number;
}

/** Formats events, one line each: where it is, how deep, what happens. */
export function formatTrace(events: readonly TraceEvent[], { gap = 5, values = false }: TraceFormat = {}): readonly string[] {
  const depths = new DepthTable();
  const rows = events.map((event) => [
    formatPlace(event),
    `${"| ".repeat(depths.depthOf(event))}${formatEvent(event)}`,
    ...(values ? [formatLocals(event)] : []),
  ]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)) + gap);
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join(""));
}

/** How deep each query stands in those around it that are told of. */
class DepthTable {
  private readonly depths = new Map<number, number>();

  depthOf({ node, op, parentId, queryId }: TraceEvent): number {
    let depth = this.depths.get(queryId);
    if (depth === undefined) {
      depth = queryId === parentId ? 1 : (this.depths.get(parentId) ?? 0) + 1;
      this.depths.set(queryId, depth);
    }
    return op === "Enter" || (op === "Redo" && node.kind !== "expression") ? depth - 1 : depth;
  }
}

function formatPlace({ source, span }: TraceEvent): string {
  return `${source.file === "" ? "query" : source.file}:${source.locate(span.start).row}`;
}

/** `Eval x = 1`, `Index data.p (matched 1 rule)`. */
function formatEvent({ message, node, op, path }: TraceEvent): string {
  if (op === "Note") return `Note ${JSON.stringify(message)}`;
  if (path !== undefined) return `${op} ${["data", ...path].join(".")} ${message}`;
  return `${op} ${printNode(node)}${message === "" ? "" : ` ${message}`}`;
}

/** The node of an event in OPA's text form. */
function printNode(node: TraceNode): string {
  switch (node.kind) {
    case "rule":
      return printRulePath(node.rule);
    case "body":
      return printBody(node.body);
    case "expression":
      return printExpr(node.expr);
    default:
      return node satisfies never;
  }
}

/** The reference in the head, up to its first variable. */
function printRulePath({ head: { ref } }: Rule): string {
  const end = ref.terms.findIndex((term, index) => index > 0 && !isGround(term));
  return printRef({ ...ref, terms: end < 0 ? ref.terms : ref.terms.slice(0, end) });
}

/** `{x: 1}`: the variables of the node that have a value. */
function formatLocals({ locals, node }: TraceEvent): string {
  const names = [...variablesOf(node)].filter((name) => locals.has(name)).sort(compareStrings);
  return `{${names.map((name) => `${name}: ${formatValue(locals.get(name) ?? null)}`).join(", ")}}`;
}

/** The names of the variables that a node mentions. */
function variablesOf(node: TraceNode): ReadonlySet<string> {
  const names = new Set<string>();
  if (node.kind === "expression") return collectExprVars(node.expr, everywhere, names);
  if (node.kind === "body") return collectBodyVars(node.body, everywhere, names);
  const { args = [], key, ref, value } = node.rule.head;
  for (const term of [...ref.terms, ...args, key, value]) if (term !== undefined) collectVars(term, everywhere, names);
  return names;
}
