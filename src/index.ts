/** The public names. */
export * from "./core.ts";
/** The engine with all builtins, in place of the core's. */
export { Engine } from "./engine.ts";
