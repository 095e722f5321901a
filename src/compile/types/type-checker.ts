import type { Module } from "../../ast/nodes.ts";
import { ErrorCollector } from "../context.ts";
import { AnnotationSet } from "../metadata.ts";
import { SchemaProblem, type Schemas, type TypeChecker } from "../type-checking.ts";
import { makeArityDetails } from "./arity-details.ts";
import { checkQueryTypes, checkTypes, type GivenTypes } from "./check-types.ts";
import { annotatedTypes, inputTypes } from "./schemas.ts";

/** Infers types and checks them, as OPA does. */
export const typeChecker: TypeChecker = {
  checkInputSchema: (schemas, errors) => {
    try {
      inputTypes(schemas);
    } catch (error) {
      if (!(error instanceof SchemaProblem)) throw error;
      errors.addUnplaced("rego_type_error", error.message);
    }
  },
  makeArityDetails,
  checkProgram: (program, { builtins, schemas }, errors) =>
    checkTypes(program, builtins, { input: inputTypes(schemas), ofRule: givenByAnnotations(program.modules, schemas) }, errors),
  checkQuery: (body, source, program, { builtins, schemas }, errors) =>
    checkQueryTypes(body, source, program, builtins, inputTypes(schemas), errors),
};

/**
 * The same, but the types of documents are those that answers surely have: what may be missing is optional, and what a `with` may change is
 * any. `schemas` have types of that kind; those of the options are for the check alone.
 */
export function carefulTypeChecker(schemas: Schemas): TypeChecker {
  return {
    ...typeChecker,
    checkProgram: (program, known, errors) => {
      const types = typeChecker.checkProgram(program, known, errors);
      if (errors.errors.length > 0) return types;
      const given = { input: inputTypes(schemas), ofRule: givenByAnnotations(program.modules, schemas, true) };
      // What only careful types find wrong is of no known type.
      return checkTypes(program, known.builtins, given, new ErrorCollector(), true);
    },
  };
}

function givenByAnnotations(modules: readonly Module[], schemas: Schemas | undefined, careful = false): GivenTypes["ofRule"] {
  if (schemas === undefined || !modules.some(hasSchemas)) return undefined;
  const annotations = new AnnotationSet(modules);
  return (rule, known) => annotatedTypes(annotations.allOf(rule), schemas, known, careful);
}

/** Does the module say of which schemas documents are? */
function hasSchemas({ annotations }: Module): boolean {
  return annotations.some(({ fields }) => fields["schemas"] !== undefined);
}
