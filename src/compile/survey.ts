/** What a rule makes use of, found by one walk, so that stages that would find nothing in it need not look. */
import type { Body, Expr, Rule, Term } from "../ast/nodes.ts";
import { isAssignment, isCallOf, isRootDocument } from "./terms.ts";

/** What there is somewhere in a rule or its `else` branches. */
export interface Survey {
  templates: boolean;
  /** A call of `print`. */
  prints: boolean;
  modifiers: boolean;
  /** `not` without `future.keywords.not`. */
  negations: boolean;
  /** An assignment to `input` or `data`. */
  shadows: boolean;
}

/** Looks through a rule as it was written. */
export function surveyRule(rule: Rule): Survey {
  const survey: Survey = { templates: false, prints: false, modifiers: false, negations: false, shadows: false };
  for (let branch: Rule | undefined = rule; branch !== undefined; branch = branch.else) {
    const { args, key, ref, value } = branch.head;
    surveyTerms(ref.terms, survey);
    if (args !== undefined) surveyTerms(args, survey);
    if (key !== undefined) surveyTerm(key, survey);
    if (value !== undefined) surveyTerm(value, survey);
    surveyBody(branch.body, survey);
  }
  return survey;
}

function surveyBody(body: Body, survey: Survey): void {
  for (const expr of body) surveyExpr(expr, survey);
}

function surveyExpr(expr: Expr, survey: Survey): void {
  if (expr.negated) survey.negations = true;
  switch (expr.kind) {
    case "term-expr":
      surveyTerm(expr.term, survey);
      break;
    case "call-expr":
      if (isCallOf(expr, "print")) survey.prints = true;
      else if (isAssignment(expr) && isRootDocument(expr.args[0])) survey.shadows = true;
      surveyTerms(expr.args, survey);
      break;
    case "some":
      surveyTerms(expr.symbols, survey);
      break;
    case "every":
      surveyTerm(expr.domain, survey);
      surveyBody(expr.body, survey);
      break;
    case "not":
      surveyBody(expr.body, survey);
      break;
    case "logical":
      surveyBody(expr.left, survey);
      surveyBody(expr.right, survey);
      break;
    default:
      expr satisfies never;
  }
  for (const { target, value } of expr.with) {
    survey.modifiers = true;
    surveyTerms(target.terms, survey);
    surveyTerm(value, survey);
  }
}

function surveyTerms(terms: readonly Term[], survey: Survey): void {
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index];
    if (term !== undefined) surveyTerm(term, survey);
  }
}

function surveyTerm(term: Term, survey: Survey): void {
  switch (term.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "var":
      return;
    case "ref":
      surveyTerms(term.terms, survey);
      return;
    case "array":
    case "set":
      surveyTerms(term.items, survey);
      return;
    case "object":
      for (const { key, value } of term.entries) {
        surveyTerm(key, survey);
        surveyTerm(value, survey);
      }
      return;
    case "call":
      surveyTerms(term.args, survey);
      return;
    case "array-comprehension":
    case "set-comprehension":
      surveyTerm(term.head, survey);
      surveyBody(term.body, survey);
      return;
    case "object-comprehension":
      surveyTerm(term.key, survey);
      surveyTerm(term.value, survey);
      surveyBody(term.body, survey);
      return;
    case "template-string":
      survey.templates = true;
      for (const part of term.parts) if (part.kind !== "string") surveyExpr(part, survey);
      return;
    default:
      term satisfies never;
  }
}
