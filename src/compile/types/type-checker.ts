import type { Module } from "../../ast/nodes.ts";
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

function givenByAnnotations(modules: readonly Module[], schemas: Schemas | undefined): GivenTypes["ofRule"] {
  if (schemas === undefined || !modules.some(hasSchemas)) return undefined;
  const annotations = new AnnotationSet(modules);
  return (rule, known) => annotatedTypes(annotations.allOf(rule), schemas, known);
}

/** Does the module say of which schemas documents are? */
function hasSchemas({ annotations }: Module): boolean {
  return annotations.some(({ fields }) => fields["schemas"] !== undefined);
}
