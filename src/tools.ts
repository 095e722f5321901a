/** `rego-ts/tools`: what the commands do, as functions. */
export { type BuiltinCapability, capabilitiesOfVersion, currentCapabilities, type DescribedCapabilities } from "./tools/capabilities.ts";
export { type CheckOptions, checkModules, type ModuleText } from "./tools/check-modules.ts";
export { type CompilePolicyOptions, compilePolicy } from "./tools/compile-policy.ts";
export { CoverageCollector, type CoverageOptions } from "./tools/coverage/collector.ts";
export {
  type CoverageKind,
  type CoveragePosition,
  type CoverageRange,
  type CoverageReport,
  type CoverageRun,
  type FileCoverage,
  reportCoverage,
} from "./tools/coverage/report.ts";
export { measureCoverage } from "./tools/coverage/run.ts";
export type { FormatOptions } from "./tools/format/format.ts";
export { format } from "./tools/format/format.ts";
export { type InspectedAnnotations, type InspectedDocument, type Inspection, inspectModules } from "./tools/inspect-modules.ts";
export { parse, type TreeOptions, treeToJson } from "./tools/parse.ts";
export { printTree } from "./tools/print-tree.ts";
export { type ExpressionProfile, type ProfileKey, Profiler } from "./tools/profile/profiler.ts";
export { type DocumentPath, type QueryDependencies, queryDependencies } from "./tools/query-dependencies.ts";
export { SchemaSet } from "./tools/schema-set.ts";
export { formatTestResults, type PrettyFormat } from "./tools/test/format-pretty.ts";
export { testResultsToJson } from "./tools/test/results-to-json.ts";
export { runTests, type SuiteOptions, type TestOptions, type TestSources, TestSuite } from "./tools/test/run-tests.ts";
export type { CaseResult, CaseResults, TestResult, TestStatus } from "./tools/test/test-result.ts";
export { eventToJson } from "./tools/trace/event-to-json.ts";
export { formatTrace, type TraceFormat } from "./tools/trace/format-trace.ts";
export { type Explanation, selectEvents } from "./tools/trace/select-events.ts";
export { type TypesOptions, typesOfEntrypoints } from "./tools/typescript/types-of-entrypoints.ts";
