import { callerCases } from "./cases/callers.ts";
import { documentCases } from "./cases/documents.ts";
import { growthCases } from "./cases/growth.ts";
import { nameCases } from "./cases/names.ts";
import { nestingCases } from "./cases/nesting.ts";
import { numberCases } from "./cases/numbers.ts";
import { patternCases } from "./cases/patterns.ts";
import { sourceCases } from "./cases/sources.ts";
import type { HostileGroup } from "./hostile-case.ts";

export const hostileGroups: readonly HostileGroup[] = [
  { name: "nesting", cases: nestingCases },
  { name: "growth", cases: growthCases },
  { name: "patterns", cases: patternCases },
  { name: "numbers", cases: numberCases },
  { name: "documents", cases: documentCases },
  { name: "names", cases: nameCases },
  { name: "callers", cases: callerCases },
  { name: "sources", cases: sourceCases },
];
