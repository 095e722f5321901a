/**
 * Which variables does `left = right` make safe, given those that are safe already? Structure decides: a variable against something
 * safe becomes safe; an array or object against one of equal shape is taken apart; a variable that waits for another becomes safe with it.
 */
import type { Term } from "../ast/nodes.ts";
import { inPattern, type Names, outsideClosures, varsOf } from "./variables.ts";

/** The variables that the unification makes safe; those that are safe before, or bound by references in it, are not repeated. */
export function unifyVars(left: Term, right: Term, safe: Names, bound: Names): Set<string> {
  const unifier = new Unifier(safe, bound);
  unifier.unify(left, right);
  return unifier.unified;
}

class Unifier {
  readonly unified = new Set<string>();
  private readonly safe: Names;
  private readonly bound: Names;
  /** Each is one way in which a variable becomes safe: when all that it needs are. */
  private readonly waiting: { readonly name: string; readonly needs: Set<string> }[] = [];

  constructor(safe: Names, bound: Names) {
    this.safe = safe;
    this.bound = bound;
  }

  unify(left: Term, right: Term): void {
    if (left.kind === "var") this.unifyVar(left.name, right);
    else if (right.kind === "var") this.unifyVar(right.name, left);
    else if (isOpaque(left)) this.markPattern(left, right);
    else if (isOpaque(right)) this.markPattern(right, left);
    else if (left.kind === "array" && right.kind === "array") {
      if (left.items.length !== right.items.length) return;
      left.items.forEach((item, index) => {
        const other = right.items[index];
        if (other !== undefined) this.unify(item, other);
      });
    } else if (left.kind === "object" && right.kind === "object") {
      if (left.entries.length !== right.entries.length) return;
      for (const { key, value } of left.entries) {
        const other = right.entries.find((entry) => equalKeys(entry.key, key));
        if (other !== undefined) this.unify(value, other.value);
      }
    }
  }

  /** `x = term`. */
  private unifyVar(name: string, term: Term): void {
    switch (term.kind) {
      case "var":
        if (this.isSafe(term.name)) this.mark(name);
        else if (this.isSafe(name)) this.mark(term.name);
        else {
          this.wait(name, [term.name]);
          this.wait(term.name, [name]);
        }
        return;
      case "array":
      case "object": {
        const vars = varsOf(term, inPattern);
        if (this.isSafe(name)) {
          for (const inner of vars) this.mark(inner);
          return;
        }
        const unsafe = [...vars].filter((inner) => !this.isSafe(inner));
        if (unsafe.length === 0) this.mark(name);
        else {
          this.wait(name, unsafe);
          for (const inner of unsafe) this.wait(inner, [name]);
        }
        return;
      }
      case "ref":
      case "call":
        if (this.isKnown(term)) this.mark(name);
        return;
      default:
        this.mark(name);
    }
  }

  /** Something that has a value of its own, against a pattern. */
  private markPattern(known: Term, pattern: Term): void {
    if (!this.isKnown(known)) return;
    if (pattern.kind !== "array" && pattern.kind !== "object") return;
    for (const name of varsOf(pattern, inPattern)) this.mark(name);
  }

  /** Has the term a value once what is safe has one? */
  private isKnown(term: Term): boolean {
    if (term.kind === "call") return [...varsOf(term, outsideClosures)].every((name) => this.isSafe(name));
    const head = term.kind === "ref" ? term.terms[0] : undefined;
    return head?.kind !== "var" || this.isSafe(head.name);
  }

  private isSafe(name: string): boolean {
    return this.safe.has(name) || this.bound.has(name) || this.unified.has(name);
  }

  private wait(name: string, others: readonly string[]): void {
    this.waiting.push({ name, needs: new Set(others) });
  }

  private mark(name: string): void {
    if (this.isSafe(name)) return;
    this.unified.add(name);
    const ready = this.waiting.filter(({ needs }) => needs.delete(name) && needs.size === 0);
    for (const { name: other } of ready) this.mark(other);
  }
}

/** A term that has a value of its own to match against, whatever its inside. */
function isOpaque(term: Term): boolean {
  return term.kind === "ref" || term.kind === "call" || term.kind.endsWith("-comprehension");
}

function equalKeys(left: Term, right: Term): boolean {
  if (left.kind === "string" && right.kind === "string") return left.value === right.value;
  if (left.kind === "number" && right.kind === "number") return Number(left.text) === Number(right.text);
  if (left.kind === "boolean" && right.kind === "boolean") return left.value === right.value;
  if (left.kind === "var" && right.kind === "var") return left.name === right.name;
  return left.kind === "null" && right.kind === "null";
}
