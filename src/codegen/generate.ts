/** Makes functions from the plan of bodies: the same answers as the closures of `eval/`, in one piece of JavaScript each. */
import type { SourceText } from "../errors/source-text.ts";
import { isCheapGroup, sourceBudget } from "../eval/cheap-groups.ts";
import type { BranchSolutions, ClauseValue, Conflict, GroupEvaluator, LinkedQuery } from "../eval/closures.ts";
import { completeConflict, functionConflict, isStackExhausted } from "../eval/errors.ts";
import type { Branch, Clause, QueryPlan, RuleGroup } from "../plan/nodes.ts";
import { FunctionCache, remembersUndefined } from "../topdown-cache/function-cache.ts";
import { equalsValues } from "../values/equals.ts";
import { printer } from "./printer.ts";
import { NotPrintable, type PrintLinker, type Site, slotName } from "./site.ts";
import { type Atom, type Leave, SourceTooLong, SourceWriter } from "./source-writer.ts";

/** Characters of one function. V8 optimises no function of more than 60 kB of byte code. */
const maximalLength = 60_000;

/** The function that print writes; undefined where the plan cannot be printed, or V8 cannot take the source. */
function generate<Made>(parameters: readonly string[], print: (writer: SourceWriter) => void): Made | undefined {
  try {
    const writer = new SourceWriter(maximalLength);
    print(writer);
    return writer.finish<Made>(parameters);
  } catch (error) {
    // Too deep to be printed or parsed, or forbidden after all: closures do.
    const isRefused = error instanceof NotPrintable || error instanceof SourceTooLong || error instanceof EvalError;
    if (isRefused || isStackExhausted(error)) return undefined;
    throw error;
  }
}

/** See {@link PrintLinker.clauseValue}. */
export function generateClauseValue(linker: PrintLinker, clause: Clause, conflict: Conflict, stopsEarly: boolean): ClauseValue | undefined {
  return generate<ClauseValue>(["layer", "args"], (writer) => {
    writer.line("const { query } = layer;");
    printClause(
      writer,
      linker,
      clause,
      (slot) => `args[${slot}]`,
      conflict,
      stopsEarly,
      (value) => `return ${value};`,
    );
  });
}

/** The branches of a clause, one after the other; `found` says what becomes of the value of the first that has one. */
function printClause(
  writer: SourceWriter,
  linker: PrintLinker,
  clause: Clause,
  given: (slot: number) => Atom,
  conflict: Conflict,
  stopsEarly: boolean,
  found: (value: Atom) => string,
): void {
  const { source } = clause;
  for (const branch of clause.branches()) {
    const { value } = branch;
    if (value === undefined) throw new TypeError("a rule with one value has a value in its head");
    const site: Site = { writer, print: printer, linker, source, layer: "layer", prefix: writer.fresh("s") };
    const label = writer.fresh("L");
    const result = writer.fresh("result");
    if (!stopsEarly) writer.line(`let ${result};`);
    writer.block(`${label}:`, () => {
      declareSlots(site, branch, given);
      printBody(site, branch, `break ${label};`, (leave) => {
        const atom = printer.value(site, value, stopsEarly ? `break ${label};` : leave);
        if (stopsEarly) writer.line(found(atom));
        else {
          const place = writer.capture({ source, span: branch.span });
          writer.line(`if (${result} === undefined) ${result} = ${atom};`);
          writer.line(`else if (!${writer.capture(equalsValues)}(${result}, ${atom})) throw ${writer.capture(conflict)}(${place});`);
        }
      });
    });
    if (!stopsEarly) writer.line(`if (${result} !== undefined) ${found(result)}`);
  }
}

/** More clauses than these are chosen by an index. */
const maximalClauses = 8;

/** A rule or function as one function with its arguments one by one; undefined where it has too many clauses for that, or cannot be printed. */
export function generateGroup(linker: PrintLinker, group: RuleGroup, slot: number): GroupEvaluator["direct"] {
  const { clauses, constant, arity } = group;
  if (clauses.length > maximalClauses || linker.mayWait(group)) return undefined;
  const isFunction = group.kind === "function";
  const conflict = isFunction ? functionConflict : completeConflict;
  const remembers = !isFunction || !isCheapGroup(group, sourceBudget);
  const args = Array.from({ length: arity }, (_, position) => `a${position}`);
  const given = (position: number): Atom => args[position] ?? "undefined";
  return generate(["layer", ...args], (writer) => {
    writer.line("const { query } = layer;");
    const remember = remembers ? printMemory(writer, isFunction ? args : undefined, slot) : undefined;
    writer.line("query.spend(1);");
    writer.line("let value;");
    writer.block("done:", () => {
      for (const clause of clauses) {
        const label = writer.fresh("L");
        const place = writer.capture(clause);
        const { length } = clauses;
        const found = (atom: Atom): string => {
          if (constant !== undefined || length === 1) return `{ value = ${atom}; break done; }`;
          const equals = writer.capture(equalsValues);
          const settle = `if (value === undefined) value = ${atom}; else if (!${equals}(value, ${atom})) throw ${writer.capture(conflict)}(${place});`;
          return `{ ${settle} break ${label}; }`;
        };
        writer.block(`${label}:`, () => printClause(writer, linker, clause, given, conflict, constant !== undefined, found));
      }
      if (group.default !== undefined) {
        writer.line("if (value !== undefined) break done;");
        printClause(writer, linker, group.default, given, conflict, true, (atom) => `{ value = ${atom}; break done; }`);
      }
    });
    if (remember !== undefined) writer.line(remember("value"));
    writer.line("return value;");
  });
}

/** Returns what is remembered; gives the statement that remembers a value, maybe undefined. */
function printMemory(writer: SourceWriter, args: readonly Atom[] | undefined, slot: number): (value: Atom) => string {
  const nothing = writer.capture(remembersUndefined);
  if (args === undefined) {
    const known = writer.let(`layer.cache[${slot}]`);
    writer.line(`if (${known} !== undefined) return ${known} === ${nothing} ? undefined : ${known};`);
    return (value) => `layer.cache[${slot}] = ${value} === undefined ? ${nothing} : ${value};`;
  }
  const key = writer.let(`[${args.length === 0 ? "null" : args.join(", ")}]`);
  const cache = writer.let(
    `layer.cache[${slot}] ?? (layer.cache[${slot}] = new ${writer.capture(FunctionCache)}(${Math.max(1, args.length)}))`,
  );
  const known = writer.let(`${cache}.get(${key})`);
  writer.line(`if (${known} !== undefined) return ${known} === ${nothing} ? undefined : ${known};`);
  return (value) => `${cache}.set(${key}, ${value});`;
}

/** Arguments, or a known key, stand in the first slots. */
function declareSlots(site: Site, branch: Branch, given: (slot: number) => Atom): void {
  for (let slot = 0; slot < branch.frameSize; slot++) site.writer.line(`let ${slotName(site, slot)} = ${given(slot)};`);
}

function printBody(site: Site, branch: Branch, leave: Leave, last: (leave: Leave) => void): void {
  for (const [position, pattern] of branch.args.entries()) printer.pattern(site, pattern, slotName(site, position), leave);
  printer.steps(site, branch.steps, leave, last);
}

/** See {@link PrintLinker.solutions}. */
export function generateSolutions(linker: PrintLinker, branch: Branch, source: SourceText): BranchSolutions | undefined {
  const element = branch.element ?? branch.value;
  if (element === undefined) throw new TypeError("a rule has an element or a value in its head");
  return generate<BranchSolutions>(["layer", "known", "accept"], (writer) => {
    const site: Site = { writer, print: printer, linker, source, layer: "layer", prefix: "s" };
    writer.line("const { query } = layer;");
    declareSlots(site, branch, (slot) => (slot === 0 ? "known[0]" : "undefined"));
    const place = writer.capture({ source, span: branch.span });
    printBody(site, branch, "return;", (leave) => {
      const keys = branch.keys.map((key) => printer.value(site, key, leave));
      const value = printer.value(site, element, leave);
      writer.line(`if (accept([${keys.join(", ")}], ${value}, ${place})) return;`);
    });
  });
}

/** See {@link PrintLinker.query}. */
export function generateQuery(linker: PrintLinker, plan: QueryPlan, source: SourceText): LinkedQuery | undefined {
  const all = generate<LinkedQuery["all"]>(["layer"], (writer) => {
    writer.line("const solutions = [];");
    printQuery(writer, linker, plan, source, (site, leave) => {
      const expressions = plan.expressions.map(({ value }) => printer.value(site, value, leave));
      const bindings = plan.bindings.map(([, value]) => printer.value(site, value, leave));
      writer.line(`solutions.push({ expressions: [${expressions.join(", ")}], bindings: [${bindings.join(", ")}] });`);
    });
    writer.line("return solutions;");
  });
  const [expression] = plan.expressions;
  if (all === undefined || expression === undefined) return undefined;
  const first = generate<LinkedQuery["first"]>(["layer"], (writer) => {
    writer.line("let first;");
    printQuery(writer, linker, plan, source, (site, leave) => {
      const value = printer.value(site, expression.value, leave);
      writer.line(`if (first === undefined) first = ${value};`);
    });
    writer.line("return first;");
  });
  return first && { all, first };
}

/** The body of a query; `last` is printed for each solution. */
function printQuery(
  writer: SourceWriter,
  linker: PrintLinker,
  plan: QueryPlan,
  source: SourceText,
  last: (site: Site, leave: Leave) => void,
): void {
  const site: Site = { writer, print: printer, linker, source, layer: "layer", prefix: "s" };
  writer.line("const { query } = layer;");
  for (let slot = 0; slot < plan.frameSize; slot++) writer.line(`let ${slotName(site, slot)};`);
  writer.block("body:", () => printer.steps(site, plan.steps, "break body;", (leave) => last(site, leave)));
}
