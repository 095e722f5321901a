// `npm run import-time`: how long Node takes to import what is in dist/ (run `npm run build` before) and to run the command, beside a Node that
// does nothing. Rounds in turn, so that whatever else the machine does in a round slows all of them down.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const ROUNDS = 21;
const EXAMPLE = "examples/http-rbac";
const evaluate = (query) => `const { Engine } = await import("rego-ts"); new Engine().prepare(${JSON.stringify(query)}).evaluateSync();`;
const PROGRAMS = {
  "does nothing": asModule(""),
  "imports `node:fs`": asModule(`await import("node:fs")`),
  "imports `rego-ts`": asModule(`await import("rego-ts")`),
  "imports `rego-ts/core`": asModule(`await import("rego-ts/core")`),
  "imports it with all groups": asModule(`await import("./dist/builtins/all-groups.js"); await import("rego-ts")`),
  "imports it and evaluates `1 + 1`": asModule(evaluate("1 + 1")),
  "and `regex.match`": asModule(evaluate('regex.match("a", "a")')),
  "and `time.clock`": asModule(evaluate("time.clock(0)")),
  "runs `rego eval`":
    `dist/cli/main.js eval -d ${EXAMPLE}/policy.rego -d ${EXAMPLE}/data.json -i ${EXAMPLE}/input.json data.http.authz.allow`.split(" "),
};

if (!existsSync(resolve(ROOT, "dist/index.js"))) throw new Error("there is no dist/index.js; run `npm run build`");
const runs = Object.entries(PROGRAMS).map(([name, args]) => ({ name, args, times: [] }));
for (let round = 0; round < ROUNDS; round++) for (const { args, times } of runs) times.push(timeNode(args));
const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`;
console.log(
  `${machine}; medians of ${ROUNDS} rounds in turn\n\n| Node that … | time | more than nothing | at best |\n|---|---:|---:|---:|`,
);
for (const { name, times } of runs) {
  const cells = [median(times), median(times.map((time, round) => time - runs[0].times[round])), Math.min(...times)];
  console.log(`| ${name} | ${cells.map((cell) => `${cell.toFixed(1)} ms`).join(" | ")} |`);
}

function asModule(program) {
  return ["--input-type=module", "-e", program];
}

function timeNode(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}
