import type { Body } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { Type } from "../types/types.ts";
import type { Value } from "../values/value.ts";
import type { ArityDetails, KnownBuiltins } from "./check-calls.ts";
import type { ErrorCollector, LocalNames } from "./context.ts";
import type { CheckedProgram } from "./program.ts";
import type { TypeNode } from "./types/type-tree.ts";

/** Where the compiler finds the types of schemas. */
export interface Schemas {
  /** The type of the schema of a name, `["a", "b"]` for `schema.a.b`; `[]` is `input`'s own. Undefined where there is none. Throws {@link SchemaProblem}. */
  readonly find: (name: readonly string[]) => Type | undefined;
  /** Whether there are any by name: otherwise annotations that name some are not heeded. */
  readonly hasNamed: boolean;
  /** The type of a schema that stands in an annotation itself. Throws {@link SchemaProblem}. */
  readonly read: (definition: Value) => Type;
}

/** A schema that cannot be used. */
export class SchemaProblem extends Error {
  override readonly name = "SchemaProblem";
}

/** What is known of the documents that policies refer to. */
export interface KnownTypes {
  readonly builtins: KnownBuiltins;
  readonly schemas?: Schemas | undefined;
}

/** The stages that infer types and find what can never hold by them. */
export interface TypeChecker {
  /** Refuses a schema of `input` that cannot be used. */
  readonly checkInputSchema: (schemas: Schemas | undefined, errors: ErrorCollector) => void;
  /** Details of the errors of calls with too many operands, or too few. */
  readonly makeArityDetails: (builtins: KnownBuiltins, names: LocalNames) => ArityDetails;
  /** Checks rules that do not depend on themselves; gives the types of their documents. */
  readonly checkProgram: (
    program: Pick<CheckedProgram, "rules" | "tree" | "dependencies" | "names" | "modules">,
    known: KnownTypes,
    errors: ErrorCollector,
  ) => TypeNode;
  /** Checks the body of a query of a program that was checked. */
  readonly checkQuery: (body: Body, source: SourceText, program: CheckedProgram, known: KnownTypes, errors: ErrorCollector) => void;
}
