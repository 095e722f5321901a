// `npm run sizes`: what the package weighs in a bundle for browsers and edge workers, minified and after gzip, with and without its heavy
// groups of builtins, and by its parts; and how long Node takes to import dist/index.js (run `npm run build` before), beside a Node that does
// nothing and one that imports the packages that it needs.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = resolve(import.meta.dirname, "..");
const BUILTINS = join(ROOT, "src/builtins");
/** Groups of builtins by the modules that hold their tables. */
const GROUPS = {
  regex: ["regex"],
  "regex, json schema": ["regex", "json-schema"],
  "tokens, certificates": ["tokens", "x509"],
  graphql: ["graphql"],
  "json schema": ["json-schema"],
  yaml: ["yaml"],
  "time, json schema, aws": ["time", "json-schema", "aws"],
  "strings.render_template": ["render-template"],
  "http.send": ["http"],
  "tokens, certificates, http.send": ["tokens", "x509", "http"],
};
/** The modules that are imported of packages that have no main one. */
const EXPORTS = { "@noble/hashes": ["hmac.js", "legacy.js", "sha2.js"].map((file) => `@noble/hashes/${file}`) };
const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const ROUNDS = 21;
const SHOWN_PARTS = 14;

const whole = await measureBundle([]);
const core = await measureBundle(Object.values(GROUPS).flat());
const rows = [
  ["whole package", whole, "what is loaded at once"],
  ["without the groups below", core, ""],
];
for (const [name, tables] of Object.entries(GROUPS)) {
  const rest = await measureBundle(tables);
  const saved = { minified: whole.minified - rest.minified, gzip: whole.gzip - rest.gzip };
  rows.push([name, saved, "what a bundle without it saves"]);
}
rows.push(["jose", whole.onDemand, "loaded when a policy needs a public or private key"]);
console.log("| bundle | minified | gzip | |\n|---|---:|---:|---|");
for (const [name, size, remark] of rows) console.log(`| ${name} | ${kilobytes(size.minified)} | ${kilobytes(size.gzip)} | ${remark} |`);
console.log("\n| largest parts | minified |\n|---|---:|");
for (const [part, bytes] of whole.parts.slice(0, SHOWN_PARTS)) console.log(`| ${part} | ${kilobytes(bytes)} |`);
measureImport();

/** Bundles src/index.ts with its packages, and empty tables in place of some. What is imported on demand is counted apart. */
async function measureBundle(withoutTables) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["src/index.ts"],
    outdir: "sizes",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    logLevel: "error",
    plugins: [emptyTables(new Set(withoutTables.map((table) => join(BUILTINS, `${table}.ts`))))],
  });
  const atOnce = new Set();
  const visit = (path) => {
    if (atOnce.has(path)) return;
    atOnce.add(path);
    for (const each of metafile.outputs[path].imports) if (each.kind === "import-statement") visit(each.path);
  };
  visit("sizes/index.js");
  const sum = (files) => {
    const sizes = files.map(({ contents }) => ({ minified: contents.length, gzip: gzipSync(contents, { level: 9 }).length }));
    return sizes.reduce((total, size) => ({ minified: total.minified + size.minified, gzip: total.gzip + size.gzip }), {
      minified: 0,
      gzip: 0,
    });
  };
  const parts = new Map();
  for (const path of atOnce) {
    for (const [input, { bytesInOutput }] of Object.entries(metafile.outputs[path].inputs)) {
      parts.set(partOf(input), (parts.get(partOf(input)) ?? 0) + bytesInOutput);
    }
  }
  const isAtOnce = ({ path }) => [...atOnce].some((each) => path.endsWith(each));
  return {
    ...sum(outputFiles.filter(isAtOnce)),
    onDemand: sum(outputFiles.filter((file) => !isAtOnce(file))),
    parts: [...parts].sort(([, left], [, right]) => right - left),
  };
}

/** A package, a folder of builtins, or a folder of src. */
function partOf(input) {
  const [first, second = "", third = "", fourth] = input.split("/");
  if (first === "node_modules") return second.startsWith("@") ? `${second}/${third}` : second;
  if (input.endsWith("zone-data.generated.ts")) return "time zones";
  return fourth !== undefined && second === "builtins" ? `builtins/${third}` : second;
}

/** Puts a module with empty tables in place of the given ones where core.ts lists them. Their other parts stay where other modules use them. */
function emptyTables(files) {
  return {
    name: "empty-tables",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/[a-z0-9-]+\.ts$/ }, ({ importer, path }) => {
        const target = join(BUILTINS, path);
        return importer === join(BUILTINS, "core.ts") && files.has(target) ? { path: target, namespace: "empty-table" } : undefined;
      });
      onLoad({ filter: /./, namespace: "empty-table" }, ({ path }) => {
        const name = path.slice(BUILTINS.length + 1, -3).replace(/-(.)/g, (_, letter) => letter.toUpperCase());
        const singular = name.replace(/^tokens$/, "token");
        return { contents: `export const ${singular}Builtins = [];`, loader: "ts" };
      });
    },
  };
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Runs Node with and without the import in turn, and prints medians. */
function measureImport() {
  const entry = join(ROOT, "dist/index.js");
  if (!existsSync(entry)) {
    console.log("\nimport time: SKIPPED, there is no dist/index.js; run `npm run build`");
    return;
  }
  const packages = whole.parts.map(([part]) => part).filter((part) => Object.hasOwn(dependencies, part));
  const programs = {
    "does nothing": [],
    "imports the packages": packages.flatMap((name) => EXPORTS[name] ?? name),
    "imports dist/index.js": [pathToFileURL(entry).href],
  };
  const runs = Object.entries(programs).map(([name, imports]) => ({ name, imports, rounds: [] }));
  for (let round = 0; round < ROUNDS; round++) for (const { imports, rounds } of runs) rounds.push(timeNode(imports));
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`;
  console.log(
    `\n${machine}; medians of ${ROUNDS} rounds in turn\n\n| Node that … | time | more than nothing | × | at best | processor time |`,
  );
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const { name, rounds } of runs) {
    const differences = rounds.map(({ time }, round) => time - runs[0].rounds[round].time);
    const ratios = rounds.map(({ time }, round) => time / runs[0].rounds[round].time);
    const times = rounds.map(({ time }) => time);
    const cells = [
      median(times),
      median(differences),
      median(ratios),
      Math.min(...times),
      median(rounds.map(({ processor }) => processor)),
    ];
    const [time, more, ratio, best, processor] = cells.map((cell, index) => (index === 2 ? cell.toFixed(2) : `${cell.toFixed(1)} ms`));
    console.log(`| ${name} | ${time} | ${more} | ${ratio} | ${best} | ${processor} |`);
  }
}

/** How long a Node takes that imports the given modules, and the time that its threads were busy; milliseconds. */
function timeNode(imports) {
  const program = `${imports.map((each) => `await import(${JSON.stringify(each)});`).join("")}
    const { user, system } = process.cpuUsage();
    process.stdout.write(String((user + system) / 1000));`;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { time: performance.now() - start, processor: Number(stdout) };
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}
