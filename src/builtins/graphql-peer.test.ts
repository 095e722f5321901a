import fc from "fast-check";
import { buildSchema, parse, validate } from "graphql";
import { expect, it } from "vitest";
import { graphqlBuiltins } from "./graphql.ts";
import { callBuiltin } from "./testing/call-text.ts";

// graphql-js is asked about what the specification settles: fields, selections, arguments, fragments and enums. Where gqlparser is known to
// take more (input objects for scalars) or to see other conflicts, nothing is generated.
const schema = `
type Query { user(id: Int!): User users: [User!]! name: String kind: Kind pick(kind: Kind): Int }
type User { id: Int! name: String friend: User }
enum Kind { A B }
`;
const peer = buildSchema(schema);

function isValidInPeer(query: string): boolean {
  try {
    return validate(peer, parse(query)).length === 0;
  } catch {
    return false;
  }
}

/** Fields of a type in braces; sometimes one of those that are wrong there. */
function selectionOf(fields: fc.Arbitrary<string>, wrong: readonly string[]): fc.Arbitrary<string> {
  const one = fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 12, arbitrary: fields },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  );
  return fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: (text) => text.slice(0, 4) }).map((texts) => `{ ${texts.join(" ")} }`);
}

const { query } = fc.letrec<{ user: string; query: string }>((tie) => ({
  user: selectionOf(
    fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("id", "name", "__typename"),
      tie("user").map((inner) => `friend ${inner}`),
      tie("user").map((inner) => `... on User ${inner}`),
    ),
    ["zz", "friend", "id { name }", "... on Query { name }", "... on Kind { name }"],
  ),
  query: selectionOf(
    fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("name", "kind", "pick(kind: A)", "pick", "pick(kind: null)"),
      tie("user").map((inner) => `user(id: 1) ${inner}`),
      tie("user").map((inner) => `users ${inner}`),
      tie("query").map((inner) => `... on Query ${inner}`),
    ),
    ["id", "users", "pick(kind: C)", "name(x: 1)", "user { id }", 'user(id: "a") { id }', "user(id: null) { id }", "... on User { id }"],
  ),
}));

it("calls valid the queries that graphql-js does", () => {
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(query, (text) => {
      const expected = isValidInPeer(text);
      seen[expected ? "valid" : "invalid"] += 1;
      expect(callBuiltin(graphqlBuiltins, `graphql.is_valid(${JSON.stringify(text)}, ${JSON.stringify(schema)})`)).toBe(String(expected));
    }),
    { numRuns: 500 },
  );
  expect(seen.valid).toBeGreaterThan(0);
  expect(seen.invalid).toBeGreaterThan(0);
});
