/** What of a module can be covered, and where OPA says that it stands. */
import type { Module, Rule, Span } from "../../ast/nodes.ts";
import { type Node, walk } from "../../ast/visit.ts";
import type { SourceText } from "../../errors/source-text.ts";

/** A rule head or an expression: its span in the tree, and the one that reports show. */
export interface Coverable {
  readonly span: Span;
  readonly shown: Span;
}

/** All heads and expressions, those in comprehensions and the like included. `some x` declares only. */
export function findCoverable({ rules, source }: Module): readonly Coverable[] {
  const found: Coverable[] = [];
  const elsewhere = new Map<Node, Span>();
  for (const rule of rules) {
    walk(rule, (node) => {
      if (node.kind === "rule") {
        const isElse = node !== rule;
        found.push({ span: node.head, shown: isElse ? shownElseHead(node) : shownHead(node) });
        const [body] = node.body;
        if (body === undefined) return true;
        const shown = isElse ? shownElseBody(node, source) : shownBody(node);
        if (shown !== undefined) elsewhere.set(body, shown);
      } else if (isExpr(node) && node.kind !== "some") found.push({ span: node, shown: elsewhere.get(node) ?? node });
      return true;
    });
  }
  return found;
}

function isExpr({ kind }: Node): boolean {
  return kind === "term-expr" || kind === "call-expr" || kind === "every" || kind === "not" || kind === "logical";
}

function isFact({ body }: Rule): boolean {
  return body[0]?.generated === true;
}

/** A function that is a fact and has no value written stands where its name does. */
function shownHead({ head, ...rule }: Rule): Span {
  return head.args !== undefined && isFact({ head, ...rule }) && !isWritten(head) ? head.ref : head;
}

function isWritten({ start, value }: Rule["head"]): boolean {
  return value !== undefined && value.start > start;
}

/** The body that is not written stands at the keyword `default`, at the value, or at the name. */
function shownBody(rule: Rule): Span | undefined {
  const { head, start } = rule;
  if (rule.default) return { start, end: start + "default".length };
  if (!isFact(rule)) return undefined;
  if (head.key !== undefined) return head.ref.terms[0];
  return isWritten(head) ? head.value : shownHead(rule);
}

/** `else` with its value. */
function shownElseHead({ head: { start, value, ...head } }: Rule): Span {
  return isWritten({ start, value, ...head }) && value !== undefined ? { start, end: value.end } : { start, end: start + "else".length };
}

/** A body that is not written, or not in braces, stands where the `else` does, with all that follows. */
function shownElseBody(rule: Rule, { text }: SourceText): Span | undefined {
  const [body] = rule.body;
  if (body === undefined || (!isFact(rule) && /\{\s*(?:#.*\n\s*)*$/.test(text.slice(rule.start, body.start)))) return undefined;
  let last = rule;
  while (last.else !== undefined) last = last.else;
  return { start: rule.start, end: last.end };
}
