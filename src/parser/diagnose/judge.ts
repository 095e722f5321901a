import {
  ARGUMENT_REQUIRED,
  BUILTIN_RULE_NAME,
  CONTAINS_REQUIRED,
  EXPRESSION_RULE_HEAD,
  IF_REQUIRED,
  IF_REQUIRED_FUNCTION,
  invalidRuleHead,
  keywordRuleName,
  MULTIPLE_EXPRESSIONS,
  NEGATED_RULE_HEAD,
  notARuleName,
  PACKAGE_EXPECTED,
  SOME_RULE_HEAD,
  UNEXPECTED_PACKAGE,
  VALUE_OR_BODY_REQUIRED,
  WITH_RULE_HEAD,
} from "../../errors/parse-errors.ts";
import type { Fault } from "../fault.ts";
import type { QueryStatement, RuleStatement, Statement } from "./statements.ts";

/**
 * The errors of statements that are well-formed by themselves: no package, a query that is no rule head, and for version 1 the keywords
 * that it requires. OPA reports the latter after all of the others.
 */
export function judgeStatements(statements: readonly Statement[], isV1: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  const [first] = statements;
  if (first !== undefined && first.kind !== "package") faults.push({ message: PACKAGE_EXPECTED, offset: first.offset });
  const rest = statements.slice(1);
  for (const statement of rest) {
    const { offset } = statement;
    if (statement.kind === "package") faults.push({ message: UNEXPECTED_PACKAGE, offset });
    const message = statement.kind === "query" ? headFault(statement) : undefined;
    if (message !== undefined) faults.push({ message, offset });
  }
  if (isV1) for (const statement of rest) faults.push(...missingKeywords(statement));
  return faults;
}

/** Why a query cannot be the head of a rule without body. */
function headFault({ literals, head }: QueryStatement): string | undefined {
  const [literal, ...others] = literals;
  if (literal === undefined || others.length > 0) return MULTIPLE_EXPRESSIONS;
  if (literal.negated) return NEGATED_RULE_HEAD;
  if (literal.hasWith) return WITH_RULE_HEAD;
  if (literal.kind === "some") return SOME_RULE_HEAD;
  if (literal.kind !== "expression") return EXPRESSION_RULE_HEAD;
  const { kind, operator } = literal.term;
  if (kind === "var" && literal.assigned && head === "contains") return keywordRuleName("contains");
  if (kind === "call" && operator !== undefined) return BUILTIN_RULE_NAME;
  if (kind === "call" && /^contains\s*\(/.test(head)) return keywordRuleName("contains");
  if (kind === "call" && !literal.assigned && /\(\s*\)$/.test(head)) return ARGUMENT_REQUIRED;
  if (kind === "ref" && /^[\w.]+\(/.test(head)) return invalidRuleHead(head);
  if (kind === "ref" || kind === "call" || (kind === "var" && literal.assigned)) return undefined;
  return notARuleName(kind);
}

function missingKeywords(statement: Statement): readonly Fault[] {
  if (statement.kind === "rule") return missingInRule(statement);
  if (statement.kind !== "query" || headFault(statement) !== undefined) return [];
  const [literal] = statement.literals;
  if (literal?.term.kind !== "ref" || literal.assigned) return [];
  const message = operandCount(statement.head) > 1 ? VALUE_OR_BODY_REQUIRED : CONTAINS_REQUIRED;
  return [{ message, offset: statement.offset }];
}

function missingInRule({ offset, isFunction, isSet, plainBodies }: RuleStatement): readonly Fault[] {
  const bodies = plainBodies.map((body) => ({ message: isFunction ? IF_REQUIRED_FUNCTION : IF_REQUIRED, offset: body }));
  return isSet ? [...bodies, { message: CONTAINS_REQUIRED, offset }] : bodies;
}

/** How many operands follow the first word of a reference. */
function operandCount(head: string): number {
  let depth = 0;
  let count = 0;
  for (const character of head) {
    if (depth === 0 && (character === "." || character === "[")) count++;
    if ("[({".includes(character)) depth++;
    if ("])}".includes(character)) depth--;
  }
  return count;
}
