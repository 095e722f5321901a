import { expect, it } from "vitest";
import type { Module, Term } from "../ast/nodes.ts";
import { parseModule } from "../parser/parse.ts";
import { mapItems } from "./rebuild.ts";
import { makeVar, mapExprParts, mapParts, type TermMapper } from "./terms.ts";

const TEXT = `package p
a if { x := [1, {"k": y, "l": {z}}]; f(x).b[i]; not {1: q | q = 2}[1] }
b if { every k, v in [u | u = 1] { v == k }; some w in {1 | true}; $"{w}" == "1" with input.x as [w] }`;

function rules(): Module["rules"] {
  return parseModule("p.rego", TEXT, { regoVersion: 1, annotations: undefined }).rules;
}

/** Maps variables, and goes through all else. */
function mapVars(map: (name: string) => string): TermMapper {
  const mapper: TermMapper = {
    term: (term: Term) => (term.kind === "var" ? changed(term, map(term.name)) : mapParts(term, mapper)),
    body: (body) => mapItems(body, mapper.expr),
    expr: (expr) => mapExprParts(expr, mapper),
  };
  return mapper;
}

function changed(term: Term & { readonly kind: "var" }, name: string): Term {
  return name === term.name ? term : makeVar(name, term);
}

it("gives back what does not change, at every depth", () => {
  const bodies = rules().map(({ body }) => body);
  expect(bodies.map((body) => mapVars((name) => name).body(body) === body)).toEqual([true, true]);
});

it("changes a copy, and shares what is beside the change", () => {
  const [first] = rules();
  const body = first?.body ?? [];
  const mapped = mapVars((name) => (name === "z" ? "#0" : name)).body(body);
  expect([mapped === body, mapped[0] === body[0], mapped[1] === body[1], mapped[2] === body[2]]).toEqual([false, false, true, true]);
  const restored = mapVars((name) => (name === "#0" ? "z" : name)).body(mapped);
  expect(restored).toEqual(body);
});

it.each<[string, readonly string[], readonly string[]]>([
  ["nothing", [], []],
  ["the first", ["a", "b"], ["A", "b"]],
  ["the last", ["b", "a"], ["b", "A"]],
  ["all", ["a", "a"], ["A", "A"]],
])("maps lists: %s", (_, names, expected) => {
  const at = { start: 0, end: 0 };
  const items = names.map((name) => makeVar(name, at));
  const mapped = mapItems(items, (item) => (item.name === "a" ? makeVar("A", at) : item));
  expect(mapped.map(({ name }) => name)).toEqual(expected);
  expect(mapped === items).toBe(names.every((name) => name !== "a"));
});
