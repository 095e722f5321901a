/**
 * `npm run bench:hook -- [--filter RE] [--rounds N] [--milliseconds N] [--json FILE]`: what the unused hook for tracers costs: rego-ts as it is
 * against a bundle of it in which the modules that observe are replaced by stubs that throw.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build, type Plugin } from "esbuild";
import type { Engine } from "../../src/engine.ts";
import { awaitInProcess, runInProcess } from "../contender.ts";
import { describeMachine } from "../machine.ts";
import type { Entry } from "../measure-workload.ts";
import { measureInTurn } from "../measure-workload.ts";
import { compareRounds, geometricMean, summarize } from "../statistics.ts";
import type { Workload } from "../workload.ts";
import { formatTime } from "../workload-table.ts";
import { workloads } from "../workloads.ts";
import type { HookRun } from "./hook-run.ts";

const { values: options } = parseArgs({
  options: {
    filter: {
      type: "string",
      default: "^(trivial-allow|rbac|http-api|abac|kubernetes.*|index-500|user-lookup-1000|join.*|functions.*|deep.*)$",
    },
    rounds: { type: "string", default: "11" },
    milliseconds: { type: "string", default: "200" },
    json: { type: "string" },
  },
});
type EngineClass = typeof Engine;

/** Modules that only an evaluation with a tracer runs. */
const observing = /src\/(plan\/observe[^/]*|eval\/(observation|observed-groups|link-observed))\.ts$/;
const stubs: Plugin = {
  name: "stubs",
  setup: ({ onLoad }) => {
    onLoad({ filter: observing }, ({ path }) => {
      const names = [...readFileSync(path, "utf8").matchAll(/^export (?:async )?(?:const|function\*?|class|abstract class) (\w+)/gm)];
      const contents = names.map(([, name]) => `export function ${name}() { throw new Error("${name} is not there"); }`).join("\n");
      return { contents, loader: "js" };
    });
  },
};

// Below the project, where its packages are found.
const folder = mkdtempSync(resolve("node_modules/.cache/rego-ts/hook-"));
const rounds = { count: Number(options.rounds), milliseconds: Number(options.milliseconds) };
const machine = describeMachine();
const results: HookRun["results"][number][] = [];
console.log(`${machine}; ${rounds.count} rounds of ${rounds.milliseconds} ms in turn\n`);
try {
  const [whole, without] = [await loadEngine("whole", []), await loadEngine("without", [stubs])];
  for (const [name, make] of Object.entries(workloads)) {
    if (!new RegExp(options.filter).test(name)) continue;
    const workload = make();
    const entries: Entry[] = [
      { name: "whole", runner: await startEngine(whole, workload), rounds: [] },
      { name: "without", runner: await startEngine(without, workload), rounds: [] },
    ];
    await measureInTurn(entries, rounds);
    const [own, stubbed] = entries.map((entry) => summarize(entry.rounds));
    if (own === undefined || stubbed === undefined) continue;
    const result = { name, whole: own.median, without: stubbed.median, ratio: compareRounds(own, stubbed), spread: own.spread };
    results.push(result);
    const [withHook, withoutHook] = [formatTime(own.median), formatTime(stubbed.median)];
    const spread = `±${Math.round(own.spread * 100)} % and ±${Math.round(stubbed.spread * 100)} %`;
    console.log(`${name}: ${withHook}, without hook ${withoutHook} (× ${result.ratio.toFixed(3)}, ${spread})`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`geometric mean: × ${geometricMean(results.map(({ ratio }) => ratio)).toFixed(3)}`);
const run: HookRun = { machine, rounds, results };
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);

async function loadEngine(name: string, plugins: Plugin[]): Promise<EngineClass> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: ["src/engine.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
    plugins,
  });
  return ((await import(pathToFileURL(outfile).href)) as { readonly Engine: EngineClass }).Engine;
}

function startEngine(Engine: EngineClass, { policy, data, input, query, isAsynchronous = false }: Workload): Promise<Entry["runner"]> {
  const engine = new Engine();
  engine.addModule("policy.rego", policy);
  engine.setData(data);
  const prepared = engine.prepare(query);
  return isAsynchronous
    ? awaitInProcess(() => prepared.evaluate(input))
    : Promise.resolve(runInProcess(() => prepared.evaluateSync(input)));
}
