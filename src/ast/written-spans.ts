/** Which part of the text OPA gives for a node, where that is not what the node spans: `--json-include locations` shows it. */
import type { Rule, Span, TemplateString, Term } from "./nodes.ts";

/** The word that a node begins with. */
export function firstWord({ start }: Span, word: string): Span {
  return { start, end: start + word.length };
}

/** A rule with its else branches; of a default rule, only the word. */
export function spanOfRule(rule: Rule): Span {
  return rule.default ? firstWord(rule, "default") : { start: rule.start, end: endOfChain(rule) };
}

function endOfChain(rule: Rule): number {
  return rule.else === undefined ? rule.end : endOfChain(rule.else);
}

/** The head of a rule; that of an else branch is the word and the value. */
export function spanOfHead({ head }: Rule, isElse: boolean): Span {
  if (!isElse) return head;
  return head.value === undefined || isImplied(head.value, head) ? firstWord(head, "else") : { start: head.start, end: head.value.end };
}

/** Has a head a place for its value, although that is not in the text? Some have, by the way in which OPA reads them. */
export function placesImplied({ body, head: { args, ref } }: Rule): boolean {
  return args === undefined && (ref.terms.length === 2 || (ref.terms.length > 2 && body[0]?.generated === true));
}

/** Is the value of a head not in the text? */
export function isImplied(value: Span, head: Span): boolean {
  return value.start === head.start;
}

/** Where a node stands, and the span of its text. */
export interface Place {
  readonly span: Span;
  readonly text: Span;
}

/** The place that all nodes of a body have: of a body that is not in the text, and of a branch `else if expression` without braces. */
export function placeOfAll(rule: Rule, isElse: boolean, text: string): Place | undefined {
  const { body, head } = rule;
  const [first] = body;
  if (first === undefined) return undefined;
  const isWhole = rule.default || (isElse && (first.generated || isBare(text.slice(spanOfHead(rule, true).end, first.start))));
  if (isWhole) return placeAt(spanOfRule(rule));
  if (!first.generated) return undefined;
  const [name] = head.ref.terms;
  const { key } = head;
  // `p contains 1` without a body is placed at the name, `p[1]` at the whole.
  if (key !== undefined && name !== undefined) return placeAt(/\bcontains\b/.test(text.slice(name.end, key.start)) ? name : head);
  return head.value === undefined || isImplied(head.value, head) ? placeAt(head) : { span: head.value, text: spanOfTerm(head.value, text) };
}

function placeAt(span: Span): Place {
  return { span, text: span };
}

function isBare(before: string): boolean {
  return !before.replace(/#.*/g, "").includes("{");
}

/** The text of a term, with the parentheses around it. */
export function spanOfTerm(term: Term, text: string): Span {
  // The sign is a token of its own.
  if (term.kind === "number" && term.text.startsWith("-")) return firstWord(term, "-");
  const whole = groupOf(term, text);
  const head = term.kind === "ref" ? term.terms[0] : undefined;
  // What is behind a value in brackets is read when the value has been: of that, only the last bracket is remembered.
  return head === undefined || head.kind === "var" || head.kind === "call" ? whole : { start: groupOf(head, text).end - 1, end: whole.end };
}

/** A term with the parentheses around it and around its operands. */
function groupOf(term: Term, text: string): Span {
  const [first, last] = term.kind === "call" && term.infix ? [term.args[0], term.args.at(-1)] : [];
  let span: Span = first === undefined || last === undefined ? term : { start: groupOf(first, text).start, end: groupOf(last, text).end };
  for (let wider: Span | undefined = span; wider !== undefined; wider = widen(wider, text)) span = wider;
  return span;
}

/** A span with the parentheses right around it; undefined where there are none, or where they are those of a call. */
function widen({ end, start }: Span, text: string): Span | undefined {
  let before = start - 1;
  while (isSpace(text, before)) before--;
  let after = end;
  while (isSpace(text, after)) after++;
  if (text.charAt(before) !== "(" || text.charAt(after) !== ")") return undefined;
  const [name = ""] = /[\w.\])"`]*$/.exec(text.slice(Math.max(0, before - LOOK_BACK), before)) ?? [];
  return name === "" || WORDS_BEFORE_GROUPS.has(name) ? { start: before, end: after + 1 } : undefined;
}

const LOOK_BACK = 10;
const WORDS_BEFORE_GROUPS: ReadonlySet<string> = new Set(["as", "contains", "else", "every", "if", "in", "not", "some", "with"]);

function isSpace(text: string, at: number): boolean {
  return /^\s$/.test(text.charAt(at));
}

/** A text in a template string, with the mark before it if it is the first, and the bracket or the mark behind it. */
export function spanOfTemplateText(part: Span, template: TemplateString): Span {
  return { start: part === template.parts[0] ? template.start : part.start, end: part.end + 1 };
}
