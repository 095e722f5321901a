/** Plans references: what of the path is known selects, what is not enumerates, and `data` is resolved against the tree of rules. */
import type { RefTerm, Term } from "../ast/nodes.ts";
import { pathKeyOf } from "../compile/program.ts";
import { isNumber } from "../values/kind.ts";
import type { DocumentNode, Pattern, RuleGroup, ValueNode } from "./nodes.ts";
import type { BodyPlanning, Target } from "./planning.ts";

export class RefPlanner {
  private readonly planner: BodyPlanning;

  constructor(planner: BodyPlanning) {
    this.planner = planner;
  }

  /** The value of a reference; appends the steps that enumerate its unbound variables. */
  value(ref: RefTerm): ValueNode {
    const value = this.walk(ref, undefined);
    if (value === undefined) throw new TypeError("a reference without target has a value");
    return value;
  }

  /** Matches the value of a reference. */
  match(ref: RefTerm, target: Target): void {
    const value = this.walk(ref, target);
    if (value !== undefined) this.planner.usePattern(target, (pattern) => this.planner.match(pattern, value));
  }

  /** Plans along the reference. Undefined if the last step was an enumeration that matches the target itself. */
  private walk(ref: RefTerm, target: Target | undefined): ValueNode | undefined {
    const [head, ...operands] = ref.terms;
    for (const operand of operands) this.planner.computeFirst(operand);
    if (head?.kind === "var" && this.planner.scope.slotOf(head.name) === undefined) {
      if (head.name === "input") return this.select({ kind: "input" }, operands, target);
      if (head.name === "data") return this.data(operands, target);
    }
    if (head === undefined) throw new TypeError("a reference has a head");
    return this.select(this.planner.value(head), operands, target);
  }

  /** Follows operands from a value. */
  private select(base: ValueNode, operands: readonly Term[], target: Target | undefined): ValueNode | undefined {
    let value = base;
    let isStored = base.kind === "base";
    for (const [index, operand] of operands.entries()) {
      const isLast = index === operands.length - 1;
      if (this.isKnown(operand)) {
        const key = this.planner.value(operand);
        value = { kind: "select", base: value, key, stored: isStored && isStorageKey(key) };
      } else if (isLast && target !== undefined) {
        this.enumerate(value, operand, target);
        return undefined;
      } else {
        const slot = this.planner.slots.take();
        this.enumerate(value, operand, { pattern: { kind: "bind", slot } });
        value = { kind: "local", slot };
        isStored = false;
      }
    }
    return value;
  }

  private enumerate(source: ValueNode, operand: Term, target: Target): void {
    const { planner } = this;
    planner.usePattern({ term: operand }, (key) =>
      planner.usePattern(target, (value) => planner.steps.push({ kind: "iterate", source, key, value, ordered: planner.ordered })),
    );
  }

  /** Is the operand's value computable without enumerating what it selects from? A reference enumerates for itself. */
  private isKnown(operand: Term): boolean {
    switch (operand.kind) {
      case "var":
        return this.planner.isBound(operand.name);
      case "array":
        return operand.items.every((item) => this.isKnown(item));
      case "object":
        return operand.entries.every(({ value }) => this.isKnown(value));
      default:
        return true;
    }
  }

  private data(operands: readonly Term[], target: Target | undefined): ValueNode | undefined {
    let node: DocumentNode = this.planner.plan.root;
    for (const [index, operand] of operands.entries()) {
      if (node.group !== undefined) return this.group(node.group, operands.slice(index), target);
      const rest = operands.slice(index);
      const key = pathKeyOf(operand);
      if (key === undefined) return this.dynamic(node, rest, target);
      const child = node.children.get(key);
      if (child === undefined) return this.base(node, rest, target);
      node = child;
    }
    if (node.group === undefined) return { kind: "document", node };
    return node.group.kind === "function" ? { kind: "undefined" } : { kind: "rule", group: node.group };
  }

  /** A path that leaves the tree of rules: only base documents lie there. */
  private base(node: DocumentNode, operands: readonly Term[], target: Target | undefined): ValueNode | undefined {
    const path = [...node.path];
    let index = 0;
    for (; index < operands.length; index++) {
      const operand = operands[index];
      if (operand?.kind !== "string") break;
      path.push(operand.value);
    }
    return this.select({ kind: "base", path }, operands.slice(index), target);
  }

  private group(group: RuleGroup, operands: readonly Term[], target: Target | undefined): ValueNode | undefined {
    if (group.kind === "function") return { kind: "undefined" };
    const [first, ...rest] = operands;
    if (group.kind !== "complete" && first !== undefined && this.isKnown(first)) {
      return this.select({ kind: "lookup", group, key: this.planner.value(first), asMember: false }, rest, target);
    }
    return this.select({ kind: "rule", group }, operands, target);
  }

  /** From here on packages are selected at run time. */
  private dynamic(node: DocumentNode, operands: readonly Term[], target: Target | undefined): ValueNode | undefined {
    const { planner } = this;
    if (operands.every((operand) => this.isKnown(operand))) {
      const keys = operands.map((operand) => planner.value(operand));
      return { kind: "dynamic", node, keys };
    }
    const slot = target === undefined ? planner.slots.take() : undefined;
    const patterns: Pattern[] = [];
    const usePatterns = (index: number): void => {
      const operand = operands[index];
      if (operand !== undefined) {
        planner.usePattern({ term: operand }, (pattern) => {
          patterns.push(pattern);
          usePatterns(index + 1);
        });
        return;
      }
      const last: Target = target ?? { pattern: slot === undefined ? { kind: "ignore" } : { kind: "bind", slot } };
      planner.usePattern(last, (value) => planner.steps.push({ kind: "scan", node, operands: patterns, value, ordered: planner.ordered }));
    };
    usePatterns(0);
    return slot === undefined ? undefined : { kind: "local", slot };
  }
}

/** Is the key one that storage reads in its own way? */
function isStorageKey(key: ValueNode): boolean {
  if (key.kind !== "constant" || isNumber(key.value)) return true;
  return typeof key.value === "string" && /^\d+$/.test(key.value);
}
