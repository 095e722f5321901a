import { printPattern } from "./print-patterns.ts";
import { printSteps } from "./print-steps.ts";
import { printMaybe, printValue } from "./print-values.ts";
import type { Printer } from "./site.ts";

/** All printers together. */
export const printer: Printer = { value: printValue, maybe: printMaybe, pattern: printPattern, steps: printSteps };
