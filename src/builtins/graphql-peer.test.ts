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

const { selection } = fc.letrec<{ selection: string; field: string }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("id", "name", "kind", "zz", "user", "__typename", "pick(kind: A)", "pick(kind: C)", "pick", "name(x: 1)"),
    tie("selection").map((inner) => `friend ${inner}`),
    tie("selection").map((inner) => `users ${inner}`),
    fc.tuple(fc.constantFrom("1", '"a"', "null", "1.5"), tie("selection")).map(([id, inner]) => `user(id: ${id}) ${inner}`),
    tie("selection").map((inner) => `... on User ${inner}`),
    tie("selection").map((inner) => `... on Query ${inner}`),
  ),
  selection: fc
    .uniqueArray(tie("field"), { minLength: 1, maxLength: 3, selector: (text) => text.slice(0, 4) })
    .map((fields) => `{ ${fields.join(" ")} }`),
}));

it("calls valid the queries that graphql-js does", () => {
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(selection, (query) => {
      const expected = isValidInPeer(query);
      seen[expected ? "valid" : "invalid"] += 1;
      expect(callBuiltin(graphqlBuiltins, `graphql.is_valid(${JSON.stringify(query)}, ${JSON.stringify(schema)})`)).toBe(String(expected));
    }),
    { numRuns: 500 },
  );
  expect(seen.valid).toBeGreaterThan(10);
  expect(seen.invalid).toBeGreaterThan(10);
});
