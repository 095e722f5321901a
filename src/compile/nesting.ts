/** How deep the evaluation of a query may nest, by the text of its rules: known before anything is evaluated, the same for every way to evaluate. */

import type { Body, Expr, RefTerm, Rule } from "../ast/nodes.ts";
import { childrenOf, type Node } from "../ast/visit.ts";
import type { CheckedProgram, CheckedRule } from "./program.ts";
import { rulesOfRef, walkBodyRefs } from "./references.ts";
import { branchesOf } from "./terms.ts";

/**
 * The longest chain of rules that a query may evaluate one within the other. A rule counts one level, a function two (its call takes about twice the
 * stack); both, and one more for each comprehension, `every`, `not` or enumeration that stands in another one of their bodies.
 */
export function measureDepth(query: Body, program: CheckedProgram): number {
  const starts = new Set<CheckedRule>();
  walkBodyRefs(query, (ref) => {
    for (const rule of rulesOfRef(program.tree, ref)) starts.add(rule);
  });
  const depths = depthsOf(program);
  let deepest = 0;
  for (const rule of starts) deepest = Math.max(deepest, longestChain(rule, program, depths));
  return deepest + new BodyMeasure().body(query);
}

/** By rule number, what is known of a program. Programs are compiled once and asked for each query. */
const known = new WeakMap<CheckedProgram, (number | undefined)[]>();

function depthsOf(program: CheckedProgram): (number | undefined)[] {
  const depths = known.get(program) ?? [];
  known.set(program, depths);
  return depths;
}

/** Keeps its own stack: chains may be longer than the one of JavaScript. There are no cycles, the compiler has seen to that. */
function longestChain(start: CheckedRule, { dependencies }: CheckedProgram, depths: (number | undefined)[]): number {
  const work: { readonly rule: CheckedRule; readonly rest: Iterator<CheckedRule> }[] = [];
  const enter = (rule: CheckedRule): void => void work.push({ rule, rest: (dependencies[rule.id] ?? []).values() });
  if (depths[start.id] === undefined) enter(start);
  for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
    const { rule, rest } = top;
    const next = rest.next();
    if (next.done !== true) {
      if (depths[next.value.id] === undefined) enter(next.value);
      continue;
    }
    work.pop();
    let below = 0;
    for (const dependency of dependencies[rule.id] ?? []) below = Math.max(below, depths[dependency.id] ?? 0);
    depths[rule.id] = below + measureRule(rule);
  }
  return depths[start.id] ?? 0;
}

function measureRule({ kind, rule }: CheckedRule): number {
  let deepest = 0;
  for (const branch of branchesOf(rule)) deepest = Math.max(deepest, new BodyMeasure().branch(branch));
  return (kind === "function" ? 2 : 1) + deepest;
}

/** Measures one rule. A variable that stands first as an operand of a reference is enumerated there: bodies are in the order of evaluation. */
class BodyMeasure {
  private readonly bound = new Set<string>();

  branch({ head, body }: Rule): number {
    for (const term of head.args ?? []) this.bind(term);
    const level = this.enumerations(body);
    const terms = [...head.ref.terms.slice(1), ...[head.key, head.value].filter((term) => term !== undefined)];
    return Math.max(level.deepest, ...terms.map((term) => level.open + this.nested(term)));
  }

  body(body: Body): number {
    return this.enumerations(body).deepest;
  }

  /** The levels that are open behind a body, and the most that are open in it. */
  private enumerations(body: Body): { readonly open: number; readonly deepest: number } {
    let open = 0;
    let deepest = 0;
    for (const expr of body) {
      open += this.countEnumerations(expr);
      deepest = Math.max(deepest, open + this.nested(expr));
      this.bind(expr);
    }
    return { open, deepest };
  }

  /** The levels of bodies within a term or expression. */
  private nested(node: Node): number {
    const bodies = bodiesOf(node);
    let deepest = 0;
    for (const body of bodies) deepest = Math.max(deepest, 1 + this.body(body));
    for (const child of childrenOf(node)) {
      if (!isWithin(child, bodies)) deepest = Math.max(deepest, this.nested(child));
    }
    return deepest;
  }

  private countEnumerations(node: Node): number {
    const bodies = bodiesOf(node);
    let count = node.kind === "ref" ? this.countUnbound(node) : 0;
    for (const child of childrenOf(node)) if (!isWithin(child, bodies)) count += this.countEnumerations(child);
    return count;
  }

  private countUnbound({ terms }: RefTerm): number {
    let count = 0;
    for (const term of terms.slice(1)) {
      if (term.kind !== "var" || this.bound.has(term.name)) continue;
      this.bound.add(term.name);
      count++;
    }
    return count;
  }

  private bind(node: Node): void {
    if (node.kind === "var") this.bound.add(node.name);
    else for (const child of childrenOf(node)) this.bind(child);
  }
}

function bodiesOf(node: Node): readonly Body[] {
  switch (node.kind) {
    case "array-comprehension":
    case "set-comprehension":
    case "object-comprehension":
    case "every":
    case "not":
      return [node.body];
    case "logical":
      return [node.left, node.right];
    default:
      return [];
  }
}

function isWithin(child: Node, bodies: readonly Body[]): boolean {
  return bodies.some((body) => body.includes(child as Expr));
}
