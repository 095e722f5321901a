/** Places of `else` branches: OPA has all of a body without braces at the place of its `else`. */
import type { Rule, Span } from "../ast/nodes.ts";
import { mapExprParts, mapParts, type TermMapper } from "./terms.ts";

/** Gives the parts of each `else … if literal` the place of the branch. The parser has put the literal itself there. */
export function relocateElse(rule: Rule): Rule {
  if (rule.else === undefined) return rule;
  const branch = relocateElse(rule.else);
  const [literal] = branch.body;
  if (literal === undefined || literal.generated || literal.start !== branch.start) return { ...rule, else: branch };
  return { ...rule, else: { ...branch, body: makeMapper(branch).body(branch.body) } };
}

function makeMapper({ start, end }: Span): TermMapper {
  const mapper: TermMapper = {
    term: (term) => {
      const mapped = { ...mapParts(term, mapper), start, end };
      return mapped.kind === "call" ? { ...mapped, operator: { ...mapped.operator, start, end } } : mapped;
    },
    body: (body) => body.map(mapper.expr),
    expr: (expr) => {
      const mapped = { ...mapExprParts(expr, mapper), start, end };
      return mapped.kind === "call-expr" ? { ...mapped, operator: { ...mapped.operator, start, end } } : mapped;
    },
  };
  return mapper;
}
