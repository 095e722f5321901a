import type { QueryDocument } from "../ast.ts";
import { GraphqlProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { knownDirectives, uniqueDirectivesPerLocation } from "./directive-rules.ts";
import { fieldsOnCorrectType, knownArgumentNames, providedRequiredArguments, scalarLeafs, uniqueArgumentNames } from "./field-rules.ts";
import {
  fragmentsOnCompositeTypes,
  knownFragmentNames,
  knownTypeNames,
  noFragmentCycles,
  noUnusedFragments,
  possibleFragmentSpreads,
  uniqueFragmentNames,
} from "./fragment-rules.ts";
import {
  knownRootType,
  loneAnonymousOperation,
  maxIntrospectionDepth,
  singleFieldSubscriptions,
  uniqueOperationNames,
} from "./operation-rules.ts";
import { overlappingFieldsCanBeMerged } from "./overlapping-fields.ts";
import type { Rule, Validation } from "./rule.ts";
import { uniqueInputFieldNames, valuesOfCorrectType } from "./value-rules.ts";
import {
  noUndefinedVariables,
  noUnusedVariables,
  uniqueVariableNames,
  variablesAreInputTypes,
  variablesInAllowedPosition,
} from "./variable-rules.ts";
import { Walker } from "./walker.ts";

/** The rules in gqlparser's order, which is that of the complaints about one place. */
const rules: readonly Rule[] = [
  fieldsOnCorrectType,
  fragmentsOnCompositeTypes,
  knownArgumentNames,
  knownDirectives,
  knownFragmentNames,
  knownRootType,
  knownTypeNames,
  loneAnonymousOperation,
  maxIntrospectionDepth,
  noFragmentCycles,
  noUndefinedVariables,
  noUnusedFragments,
  noUnusedVariables,
  overlappingFieldsCanBeMerged,
  possibleFragmentSpreads,
  providedRequiredArguments,
  scalarLeafs,
  singleFieldSubscriptions,
  uniqueArgumentNames,
  uniqueDirectivesPerLocation,
  uniqueFragmentNames,
  uniqueInputFieldNames,
  uniqueOperationNames,
  uniqueVariableNames,
  valuesOfCorrectType,
  variablesAreInputTypes,
  variablesInAllowedPosition,
];

/** Everything that is wrong with a query on a schema. */
export function validateQuery(schema: Schema, document: QueryDocument, tick: (steps: number) => void): readonly GraphqlProblem[] {
  const problems: GraphqlProblem[] = [];
  const walker = new Walker(schema, document, tick);
  const validation: Validation = {
    schema,
    document,
    report: (message, position) => problems.push(new GraphqlProblem(message, position)),
    operation: () => walker.operation,
    useOf: (field) => walker.useOf(field),
    isUsed: (variable) => walker.isUsed(variable),
    tick,
  };
  walker.walk(rules.map((rule) => rule(validation)));
  return problems;
}
