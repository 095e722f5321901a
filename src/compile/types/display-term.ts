import type { RefTerm, Term } from "../../ast/nodes.ts";
import type { LocalNames } from "../context.ts";
import { isEquality, makeOperator, makeVar, mapExprParts, mapParts, type TermMapper } from "../terms.ts";

/** A reference as errors show it: variables by their written names, and the values that the compiler named as what they were written as. */
export function displayRef(ref: RefTerm, names: LocalNames): RefTerm {
  const mapper: TermMapper = {
    term: (term) => {
      if (term.kind === "var") return displayVar(term, names, mapper);
      return mapParts(term, mapper);
    },
    body: (body) => body.map(mapper.expr),
    expr: (expr) => {
      const mapped = mapExprParts(expr, mapper);
      return isEquality(mapped) ? { ...mapped, operator: makeOperator("eq", mapped.operator) } : mapped;
    },
  };
  return { ...ref, terms: ref.terms.map(mapper.term) };
}

function displayVar(term: Extract<Term, { kind: "var" }>, names: LocalNames, mapper: TermMapper): Term {
  const parsed = names.parsedName(term.name);
  if (parsed !== undefined) return makeVar(parsed, term);
  const stands = names.termOf(term.name);
  return stands === undefined ? makeVar(`__local${term.name.slice(1)}__`, term) : mapper.term(stands);
}

/** Wildcards as `_`, for text; in JSON they keep their names. */
export function hideWildcards(ref: RefTerm): RefTerm {
  const mapper: TermMapper = {
    term: (term) => (term.kind === "var" && term.name.startsWith("$") ? makeVar("_", term) : mapParts(term, mapper)),
    body: (body) => body.map(mapper.expr),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  return { ...ref, terms: ref.terms.map(mapper.term) };
}
