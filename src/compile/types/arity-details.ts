import type { CallExpr } from "../../ast/nodes.ts";
import type { SourceText } from "../../errors/source-text.ts";
import type { ArityDetails, KnownBuiltins } from "../check-calls.ts";
import type { LocalNames } from "../context.ts";
import { checkClosure } from "./check-body.ts";
import { Dependents } from "./dependents.ts";
import { TypeEnvironment } from "./environment.ts";
import { Signatures } from "./signatures.ts";
import { typeOfTerm } from "./term-types.ts";
import { describeArguments } from "./type-errors.ts";
import { TypeNode } from "./type-tree.ts";

/** Describes calls of builtins with the wrong number of operands, by what their operands say by themselves: no types are inferred yet. */
export function makeArityDetails(builtins: KnownBuiltins, names: LocalNames): ArityDetails {
  const documents = new TypeNode();
  const signatures = new Signatures(documents, builtins);
  const dependents = new Dependents({ rules: [], tree: { path: [], children: new Map(), rules: [] }, dependencies: [] });
  return ({ operator, args }: CallExpr, source: SourceText) => {
    const signature = signatures.find(operator);
    const environment = new TypeEnvironment({
      documents,
      schemas: [],
      names,
      source,
      signatures,
      dependents,
      careful: false,
      checkClosure,
    });
    return (
      signature &&
      describeArguments(
        args.map((arg) => typeOfTerm(arg, environment)),
        signature.args,
      )
    );
  };
}
