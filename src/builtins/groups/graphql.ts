import { graphqlBuiltins } from "../graphql.ts";
import type { BuiltinGroup } from "../group.ts";

/** GraphQL queries and schemas. */
export const graphql: BuiltinGroup = { name: "graphql", builtins: graphqlBuiltins };
