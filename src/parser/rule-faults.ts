import { isGround } from "../ast/visit.ts";
import {
  ARGUMENT_REQUIRED,
  CONTAINS_REQUIRED,
  ELSE_ON_MULTI_VALUE,
  ELSE_WITH_VARIABLES,
  IF_REQUIRED,
  IF_REQUIRED_FUNCTION,
  keywordRuleName,
  notARuleName,
  VALUE_OR_BODY_REQUIRED,
} from "../errors/parse-errors.ts";
import type { ParsedBody, ParsedHead, RuleChain } from "./build-rule.ts";
import type { Fault } from "./fault.ts";

/** What the grammar accepts in a rule, and no version of the language does. */
export function ruleFaults(head: ParsedHead, body: ParsedBody | undefined, chain: RuleChain): readonly Fault[] {
  const [branch] = chain.branches;
  if (branch !== undefined) return elseFaults(head, body, branch.start);
  const [name] = head.ref.terms;
  const isEmptySet = head.args?.length === 0 && head.ref.terms.length === 1 && name?.kind === "var" && name.name === "set";
  if (isEmptySet) return [{ message: notARuleName("set"), offset: head.start }];
  if (body !== undefined || head.tail !== undefined) return [];
  if (head.args?.length === 0) return [{ message: ARGUMENT_REQUIRED, offset: head.start }];
  return head.args === undefined && head.ref.terms.length === 1 ? [{ message: notARuleName("var"), offset: head.start }] : [];
}

function elseFaults(head: ParsedHead, body: ParsedBody | undefined, offset: number): readonly Fault[] {
  const isPair = body?.hasIf !== true && head.args === undefined && head.ref.terms.length === 2;
  if (head.tail?.key !== undefined || (isPair && head.tail === undefined)) return [{ message: ELSE_ON_MULTI_VALUE, offset }];
  if (head.args === undefined && !head.ref.terms.slice(1).every(isGround)) return [{ message: ELSE_WITH_VARIABLES, offset }];
  return isPair ? [{ message: ELSE_ON_MULTI_VALUE, offset }] : [];
}

/** What version 1 requires of a rule, and version 0 does not. */
export function keywordFaults(head: ParsedHead, body: ParsedBody | undefined, chain: RuleChain): readonly Fault[] {
  const plain = ifFaults(head, body, chain);
  const { terms } = head.ref;
  const isSet = head.args === undefined && head.tail === undefined && body?.hasIf !== true && terms.length === 2;
  if (isSet) return [...plain, { message: CONTAINS_REQUIRED, offset: head.start }];
  if (head.args !== undefined && terms[0]?.kind === "var" && terms.length === 1 && terms[0].name === "contains") {
    return [...plain, { message: keywordRuleName("contains"), offset: head.start }];
  }
  const isBare = body === undefined && head.tail === undefined && head.args === undefined && terms.length > 2;
  return isBare ? [...plain, { message: VALUE_OR_BODY_REQUIRED, offset: head.start }] : plain;
}

/** Bodies without `if`. */
function ifFaults(head: ParsedHead, body: ParsedBody | undefined, { bodies, branches }: RuleChain): readonly Fault[] {
  const message = head.args === undefined ? IF_REQUIRED : IF_REQUIRED_FUNCTION;
  const faults: Fault[] = [];
  if (body?.hasIf === false) {
    faults.push({ message, offset: head.start });
    for (const { start } of bodies) faults.push({ message, offset: start });
  }
  for (const branch of branches) if (branch.body?.hasIf === false) faults.push({ message, offset: branch.start });
  return faults;
}
