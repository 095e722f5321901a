/** Gives variables other names, where `every` has declared some. */
import type { Body, Term, VarTerm } from "../ast/nodes.ts";
import { mapEntries, mapItems, rebuildObject } from "./rebuild.ts";
import { makeVar, mapExprParts, mapParts, type TermMapper } from "./terms.ts";

/** A variable under a name; the same one where it has it. */
export function renamedVar(variable: VarTerm, name: string): VarTerm {
  return name === variable.name ? variable : makeVar(name, variable);
}

/** Renames variables in a term. */
export function renameVars(term: Term, names: ReadonlyMap<string, string>): Term {
  return renaming(names).term(term);
}

/** Renames variables in a body. */
export function renameBody(body: Body, names: ReadonlyMap<string, string>): Body {
  return renaming(names).body(body);
}

function renaming(names: ReadonlyMap<string, string>): TermMapper {
  const rename = (variable: VarTerm): VarTerm => renamedVar(variable, names.get(variable.name) ?? variable.name);
  const nested: TermMapper = {
    term: (term) => {
      if (term.kind === "var") return rename(term);
      // As in OPA, references in arrays, objects and calls keep their names, and so do keys of objects.
      if (term.kind === "ref") return term;
      if (term.kind !== "object") return mapParts(term, term.kind === "array" || term.kind === "call" ? nested : mapper);
      return rebuildObject(
        term,
        mapEntries(term.entries, (key) => key, nested.term),
      );
    },
    body: (inner) => mapper.body(inner),
    expr: (expr) => mapper.expr(expr),
  };
  const mapper: TermMapper = {
    term: (term) => (term.kind === "ref" ? mapParts(term, mapper) : nested.term(term)),
    body: (inner) => mapItems(inner, mapper.expr),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  return mapper;
}
