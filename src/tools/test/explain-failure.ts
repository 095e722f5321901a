/** Shows a failing expression as it is written, with the values of what it mentions below it. */
import type { Body, Rule, Span, Term } from "../../ast/nodes.ts";
import { type Node, walk } from "../../ast/visit.ts";
import { isRootName } from "../../compile/terms.ts";
import type { TraceEvent } from "../../eval/trace-event.ts";
import { constantOf } from "../../plan/constants.ts";
import { formatValue } from "../../values/format.ts";
import { getValue } from "../../values/object.ts";
import type { Value } from "../../values/value.ts";

/** The failure that decided a test: the last one in its rule, inside of `every` that of the element. */
export function findFailure(trace: readonly TraceEvent[], rule: Rule): TraceEvent | undefined {
  const queries = new Set(
    trace.filter(({ node, op }) => op === "Enter" && node.kind === "rule" && isWithin(node.rule, rule)).map(({ queryId }) => queryId),
  );
  const failures = trace.filter(({ op, source, span }) => op === "Fail" && source.file !== "" && isWithin(span, rule));
  const outer = failures.findLast(({ queryId }) => queries.has(queryId));
  if (outer === undefined || !isEvery(outer)) return outer;
  return failures.findLast((failure) => !isEvery(failure) && isWithin(failure.span, outer.span)) ?? outer;
}

function isEvery({ node }: TraceEvent): boolean {
  return node.kind === "expression" && node.expr.kind === "every";
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The place and the text of a failing expression, and its values. */
export function explainFailure(failure: TraceEvent, trace: readonly TraceEvent[]): readonly string[] {
  const { source, span } = failure;
  const body = bodyOf(failure, trace);
  const written = body
    .filter((expr) => isWithin(span, expr))
    .reduce((widest: Span, expr) => (isWithin(widest, expr) ? expr : widest), span);
  const { col, file, row } = source.locate(written.start);
  const margin = source
    .line(row)
    .slice(0, col - 1)
    .replace(/[^\t]/g, " ");
  const lines = source.text.slice(written.start, written.end).split("\n");
  const failedIndex = failure.node.kind === "expression" ? failure.node.index : undefined;
  const all = body.flatMap((expr, index) => (isWithin(expr, written) ? valuesIn(expr, index === failedIndex, failure) : []));
  const shown = all.filter(({ start }) => source.locate(start).row === row);
  const values = layOut(shown.map((value) => ({ ...value, column: source.locate(value.start).col - col })));
  const [first = "", ...rest] = lines;
  return [`${file}:${row}:`, ...[`${margin}${first}`, ...rest, ...values.map((line) => `${margin}${line}`)].map((line) => `  ${line}`)];
}

/** The body that the failing expression is part of. */
function bodyOf({ queryId }: TraceEvent, trace: readonly TraceEvent[]): Body {
  const node = trace.find(({ op, queryId: id }) => op === "Enter" && id === queryId)?.node;
  if (node === undefined) return [];
  return node.kind === "rule" ? node.rule.body : node.kind === "body" ? node.body : [node.expr];
}

/** Something in the text, and its value. */
interface ShownValue extends Span {
  readonly text: string;
  readonly value: string;
}

/** The values of variables and references in an expression; what the failure should have given is undefined. */
function valuesIn(expr: Body[number], failed: boolean, { locals, source }: TraceEvent): readonly ShownValue[] {
  const found: ShownValue[] = [];
  const show = ({ end, start }: Span, value: Value | undefined): void => {
    found.push({ start, end, text: source.text.slice(start, end), value: value === undefined ? "undefined" : formatValue(value) });
  };
  walk(expr, (part: Node) => {
    if (part.kind === "ref") {
      const value = termValue(part, locals);
      if (value !== undefined) show(part, value);
    } else if (part.kind === "var" && part.name !== "_" && !isRootName(part.name)) {
      const value = locals.get(part.name);
      if (value !== undefined || (failed && part.name.startsWith("__"))) show(part, value);
    }
    return part === expr || !isClosure(part);
  });
  return found;
}

function isClosure({ kind }: Node): boolean {
  return kind === "array-comprehension" || kind === "set-comprehension" || kind === "object-comprehension" || kind === "every";
}

/** The value of a term by those of its variables. */
function termValue(term: Term, locals: ReadonlyMap<string, Value>): Value | undefined {
  if (term.kind === "var") return locals.get(term.name);
  if (term.kind !== "ref") return constantOf(term);
  const [head, ...operands] = term.terms;
  let value = head === undefined ? undefined : termValue(head, locals);
  for (const operand of operands) {
    const key = termValue(operand, locals);
    value = value === undefined || key === undefined ? undefined : getValue(value, key);
  }
  return value;
}

/** Writes values below their columns, the last column first; each text once. Several in one column say whose they are. */
function layOut(values: readonly (ShownValue & { readonly column: number })[]): readonly string[] {
  const seen = new Set<string>();
  const columns = new Map<number, ShownValue[]>();
  for (const value of values.toSorted((left, right) => right.column - left.column || right.end - left.end)) {
    if (seen.has(value.text)) continue;
    seen.add(value.text);
    columns.set(value.column, [...(columns.get(value.column) ?? []), value]);
  }
  const places = [...columns.keys()].reverse();
  if (places.length === 0) return [];
  const bars = (until: number): string => places.filter((place) => place < until).reduce((line, place) => `${line.padEnd(place)}|`, "");
  const lines = [bars(Number.POSITIVE_INFINITY)];
  for (const [place, shown] of columns) {
    for (const { text, value } of shown) lines.push(`${bars(place).padEnd(place)}${shown.length > 1 ? `${text}: ${value}` : value}`);
  }
  return lines;
}
