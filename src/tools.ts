/** `rego-ts/tools`: what the commands do, as functions. */
export { type BuiltinCapability, capabilitiesOfVersion, currentCapabilities, type DescribedCapabilities } from "./tools/capabilities.ts";
export { type CheckOptions, checkModules, type ModuleText } from "./tools/check-modules.ts";
export type { FormatOptions } from "./tools/format/format.ts";
export { format } from "./tools/format/format.ts";
export { parse, treeToJson } from "./tools/parse.ts";
export { printTree } from "./tools/print-tree.ts";
export { type DocumentPath, type QueryDependencies, queryDependencies } from "./tools/query-dependencies.ts";
export { SchemaSet } from "./tools/schema-set.ts";
