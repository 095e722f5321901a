/** The public names. */
export * from "./core.ts";
/** The engine with all builtins, in place of the core's. */
export { Engine } from "./engine.ts";
export type { FormatOptions } from "./tools/format/format.ts";
export { format } from "./tools/format/format.ts";
