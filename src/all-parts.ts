import type { EngineParts } from "./engine-parts.ts";
import { codeGenerator } from "./parts/code-generator.ts";
import { tracing } from "./parts/tracing.ts";
import { typeChecker } from "./parts/type-checker.ts";

/** What the engine of `rego-ts` has. */
export const allParts: EngineParts = { codeGenerator, tracing, typeChecker };
