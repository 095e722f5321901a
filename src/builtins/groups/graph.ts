import { graphBuiltins } from "../graph.ts";
import type { BuiltinGroup } from "../group.ts";

/** Graphs: `graph.reachable` and the like. */
export const graph: BuiltinGroup = { name: "graph", builtins: graphBuiltins };
