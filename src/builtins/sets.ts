import { anyType, setOf } from "../types/types.ts";
import { isSet, kindOf } from "../values/kind.ts";
import { emptySet, intersectSets, makeSet, subtractSets, unionSets } from "../values/rego-set.ts";
import type { RegoSet, Value } from "../values/value.ts";
import { claimList } from "./claim-list.ts";
import type { BuiltinContext, BuiltinResult } from "./context.ts";
import { arg, type Builtin, builtin } from "./define.ts";
import { failOperand } from "./failure.ts";

const anySet = setOf(anyType);
const pair = [arg("x", anySet, "the left set"), arg("y", anySet, "the right set")] as const;
const sets = [arg("xs", setOf(anySet), "the sets", { elementsUnchecked: true })] as const;
const y = arg("y", anySet, "the resulting set");

/** The sets in a set of sets, or the failure that the first other element is. */
function withSets(sets: RegoSet, combine: (sets: readonly RegoSet[]) => BuiltinResult): BuiltinResult {
  const members: readonly Value[] = sets.sorted();
  const other = members.find((member) => !isSet(member));
  if (other !== undefined) return failOperand(1, `must be set but got ${kindOf(other)}`);
  return combine(members.filter(isSet));
}

function unite(left: RegoSet, right: RegoSet, context: BuiltinContext): BuiltinResult {
  return claimList(left.size + right.size, context) ?? unionSets(left, right);
}

function* flatten(sets: readonly RegoSet[]): Generator<Value> {
  for (const set of sets) yield* set;
}

/** The set operators; `minus` for sets is a row of the numbers. */
export const setBuiltins: readonly Builtin[] = [
  builtin("and", "The elements that two sets share.", pair, arg("z", anySet, "the shared elements"), intersectSets, { infix: "&" }),
  builtin("or", "The elements of two sets.", pair, arg("z", anySet, "all elements"), unite, { infix: "|" }),
  builtin("intersection", "The elements that all sets of a set share.", sets, y, (operand) =>
    withSets(operand, ([first = emptySet, ...others]) => others.reduce(intersectSets, first)),
  ),
  builtin("union", "The elements of all sets of a set.", sets, y, (operand, context) =>
    withSets(operand, (members) => {
      const size = members.reduce((sum, member) => sum + member.size, 0);
      return claimList(size, context) ?? makeSet(flatten(members));
    }),
  ),
  builtin(
    "set_diff",
    "The elements of one set that another does not have.",
    [arg("", anySet, ""), arg("", anySet, "")],
    arg("", anySet, ""),
    subtractSets,
    {
      deprecated: true,
    },
  ),
];
