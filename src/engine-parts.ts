import type { CodeGenerator } from "./codegen/source-linker.ts";
import type { TypeChecker } from "./compile/type-checking.ts";
import type { Tracing } from "./eval/tracing.ts";

/** Parts of the engine that small bundles can do without. The `Engine` of `rego-ts` has all of them. */
export interface EngineParts {
  /**
   * Infers types, and refuses what can never hold by them, as OPA does. Without it such an expression is undefined when it is evaluated; what is wrong
   * with a policy is better found by `rego check` beforehand.
   */
  readonly typeChecker?: TypeChecker | undefined;
  /** Tells tracers of evaluations. Without it an evaluation with a tracer is refused. */
  readonly tracing?: Tracing | undefined;
  /** Makes JavaScript functions of queries that are evaluated often. Without it closures evaluate them: the same answers, some times slower. */
  readonly codeGenerator?: CodeGenerator | undefined;
}

/** What to do for a part that is not there; `name` as in {@link EngineParts}. */
export function howToAddPart(name: keyof EngineParts): string {
  const path = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `import { ${name} } from "rego-ts/parts/${path}" and give it to the engine: new Engine({ parts: { ${name} } })`;
}
