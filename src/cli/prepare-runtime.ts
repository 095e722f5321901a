import * as nodeModule from "node:module";
import { setFlagsFromString } from "node:v8";

/** By the major version of V8: the flag that says when a function is optimised. Later ones may not know it: there V8 does as it likes. */
const FLAGS: Readonly<Record<string, string>> = { 11: "--interrupt-budget=1000000", 12: "--invocation-count-for-turbofan=20000" };

/**
 * Has V8 wait about eight times as long as it would before it optimises a function. Most runs of the command are over before optimised code has
 * paid for making it: checking 20,000 lines, V8 spent as much time on that as on all else. Loops that go on longer are still optimised.
 */
function delayOptimizer(): void {
  const flag = FLAGS[process.versions.v8.split(".")[0] ?? ""];
  if (flag !== undefined) setFlagsFromString(flag);
}

/** Sets up Node for the short life of a command. */
export function prepareRuntime(): void {
  delayOptimizer();
  keepCompiledCode();
}

/** Node 22 and later keep compiled code between runs, where they are asked to. */
function keepCompiledCode(): void {
  const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };
  enableCompileCache?.();
}
