import type { Body, Import, Module } from "../ast/nodes.ts";
import type { SourceText } from "../errors/source-text.ts";
import { captureValues } from "./capture.ts";
import { checkBodyCalls, makeArityOf, makeIsRule } from "./check-calls.ts";
import { checkBodyPrints, checkQueryTemplates } from "./check-undeclared.ts";
import { checkBodyWiths, replacingFunction } from "./check-with.ts";
import { type CompileOptions, exportedNames, makeSafetyContext, packageKey, throwErrors } from "./compile.ts";
import { ErrorCollector } from "./context.ts";
import { Expander } from "./expand.ts";
import { hoistNegated } from "./hoist-negated.ts";
import type { CheckedProgram, CheckedQuery } from "./program.ts";
import { globalsOf, resolveBody } from "./resolve-refs.ts";
import { LocalRewriter } from "./rewrite-locals.ts";
import { orderQuery, rootDocuments } from "./rule-safety.ts";

/** Where a query stands: as if written in this package, with these imports. */
export interface QueryScope {
  readonly package: Module["package"] | undefined;
  readonly imports: readonly Import[];
}

/** Checks a query against a program, by the same stages as a rule body. Throws RegoErrors. */
export function compileQuery(
  written: Body,
  source: SourceText,
  program: CheckedProgram,
  scope: QueryScope,
  options: CompileOptions,
): CheckedQuery {
  const { tree, names } = program;
  const errors = new ErrorCollector();
  const builtins = options.builtins;
  const withScope = { tree, builtins };

  const module = scope.package === undefined ? undefined : { package: scope.package, imports: scope.imports };
  const anyPackage: Module["package"] = { path: { kind: "ref", terms: [], start: 0, end: 0 }, start: 0, end: 0 };
  const globals = globalsOf(
    module ?? { package: anyPackage, imports: scope.imports },
    module === undefined ? new Set() : exportedNames(program, packageKey(module)),
  );
  const resolved = resolveBody(written, globals);
  const captured = captureValues(resolved, names, makeArityOf(tree, builtins), builtins);
  const rewritten = new LocalRewriter(source, names, errors, false).query(captured.body);
  throwErrors(errors);
  const undeclared = { source, arityOf: makeArityOf(tree, builtins), names, errors };
  checkQueryTemplates(rewritten.body, rootDocuments, undeclared);
  throwErrors(errors);
  checkBodyPrints(rewritten.body, rootDocuments, undeclared);
  throwErrors(errors);
  const expander = new Expander(names, options.keepPrint, (modifier) => replacingFunction(modifier, withScope));
  const body = expander.body(rewritten.body);
  checkBodyWiths(body, source, withScope, names, errors);
  throwErrors(errors);
  checkBodyCalls(
    body,
    source,
    {
      builtins,
      isRule: makeIsRule(tree),
      arityOf: makeArityOf(tree, builtins),
      detailsOf: options.typeChecker?.makeArityDetails(builtins, names),
      names,
    },
    errors,
  );
  throwErrors(errors);
  const ordered = orderQuery(body, source, makeSafetyContext(tree, options, names), names, errors);
  throwErrors(errors);
  const hoisted = hoistNegated(ordered, names);
  options.typeChecker?.checkQuery(hoisted, source, program, options, errors);
  throwErrors(errors);
  return { source, body: hoisted, written, captures: captured.captures, names: rewritten.names };
}
