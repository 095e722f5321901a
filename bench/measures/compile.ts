/**
 * `npm run bench:compile -- [--lines N] [--rounds N] [--json FILE]`: a large policy set is parsed and compiled: by the command `rego check` and
 * `opa check` as whole processes, and by both libraries in process, in turn; and how the time grows with lines. Run `npm run build` before.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { RegoError } from "../../src/index.ts";
import { checkModules } from "../../src/tools.ts";
import type { Runner } from "../contender.ts";
import { kept, runInProcess } from "../contender.ts";
import { describeMachine } from "../machine.ts";
import type { Entry } from "../measure-workload.ts";
import { measureInTurn } from "../measure-workload.ts";
import { opaCommand, opaPeer, readOpaVersion } from "../peers/opa.ts";
import { runProgram } from "../peers/peer-program.ts";
import { compareRounds, summarize } from "../statistics.ts";
import { formatTime } from "../workload-table.ts";
import type { Compilation, CompileRun } from "./compile-run.ts";
import { countLines, countTokens, makePolicySet } from "./policy-set.ts";

const { values: options } = parseArgs({
  options: { lines: { type: "string", default: "20000" }, rounds: { type: "string", default: "5" }, json: { type: "string" } },
});
const command = resolve("dist/cli/main.js");
const rounds = { count: Number(options.rounds), milliseconds: 1, longest: Number.POSITIVE_INFINITY };
const lines = Number(options.lines);
const compilations: Compilation[] = [];
const machine = describeMachine();
console.log(`${machine}\nopa ${readOpaVersion() ?? "missing"}; ${rounds.count} rounds in turn\n`);
for (const size of [lines / 20, lines / 8, lines / 4, lines / 2, lines]) {
  const compilation = await measureSize(size, size === lines);
  compilations.push(compilation);
  const results = Object.entries(compilation.times).map(
    ([name, { median, ratio, spread }]) => `${name} ${formatTime(median)} (× ${ratio.toFixed(2)}, ±${Math.round(spread * 100)} %)`,
  );
  const rate = compilation.times["rego-ts"]?.median ?? Number.NaN;
  const perSecond = (count: number): string => `${Math.round(count / (rate / 1e9))}`;
  console.log(`${compilation.lines} lines, ${compilation.tokens} tokens: ${results.join("; ")}`);
  console.log(`  rego-ts: ${perSecond(compilation.lines)} lines, ${perSecond(compilation.tokens)} tokens a second`);
}
const run: CompileRun = { machine, opa: readOpaVersion(), compilations };
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(run, undefined, 2)}\n`);

async function measureSize(size: number, withCommands: boolean): Promise<Compilation> {
  const modules = makePolicySet(size);
  const folder = mkdtempSync(join(tmpdir(), "rego-ts-compile-"));
  const entries: Entry[] = [];
  const add = (name: string, runner: Runner): void => void entries.push({ name, runner, rounds: [] });
  try {
    for (const { path, text } of modules) writeFileSync(join(folder, path), text);
    const texts = modules.map(({ path, text }) => ({ file: path, text }));
    add(
      "rego-ts",
      runInProcess(() => refuseErrors(checkModules(texts))),
    );
    if (existsSync(opaPeer)) add("opa", await runProgram(opaPeer, ["compile", folder]));
    if (withCommands && existsSync(command)) add("rego check", runCommand(process.execPath, [command, "check", folder]));
    if (withCommands && readOpaVersion() !== undefined) add("opa check", runCommand(opaCommand, ["check", folder]));
    await measureInTurn(entries, rounds);
  } finally {
    for (const { runner } of entries) runner.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const summaries = new Map(entries.map(({ name, rounds: times }) => [name, summarize(times)]));
  const times = Object.fromEntries(
    [...summaries].map(([name, summary]) => {
      const own = summaries.get(name.endsWith(" check") ? "rego check" : "rego-ts") ?? summary;
      return [name, { median: summary.median, spread: summary.spread, ratio: compareRounds(summary, own) }];
    }),
  );
  return { lines: countLines(modules), tokens: countTokens(modules), times };
}

function refuseErrors(errors: readonly RegoError[]): readonly RegoError[] {
  const [first] = errors;
  if (first !== undefined) throw new Error(first.message);
  return errors;
}

/** A whole process is one question. */
function runCommand(program: string, args: readonly string[]): Runner {
  return {
    value: kept,
    first: 0,
    measure: () => {
      const start = process.hrtime.bigint();
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
      if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stdout}${stderr}`);
      return Promise.resolve(Number(process.hrtime.bigint() - start));
    },
    stop: () => undefined,
  };
}
