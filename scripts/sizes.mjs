// `npm run sizes`: what the package weighs in a bundle for browsers and edge workers, minified and after gzip: the core, what each group of
// builtins adds to it, and all together, beside their bounds. `npm run sizes:check` (size-limit) fails where something is larger than its bound.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { BOUNDS } from "./size-bounds.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const SHOWN_PARTS = 20;
const groups = readdirSync(resolve(ROOT, "src/builtins/groups")).map((file) => file.replace(/\.ts$/, ""));
const evaluator = await measure(`export * from "./src/evaluator.ts";`);
const evaluatorAndCore = await measure(`export * from "./src/evaluator.ts"; export * from "./src/builtins/core-group.ts";`);
const compiledAtTheEdge = await measure(`export * from "./src/edge-compiled.ts";`);
const edge = await measure(`export * from "./src/edge.ts";`);
const core = await measure(`export * from "./src/core.ts";`);
const rows = [
  ["evaluator", evaluator, "`rego-ts/evaluator`, for compiled policies"],
  ["evaluator-and-core", evaluatorAndCore, "the same with all builtins of the core"],
  ["edge-compiled", compiledAtTheEdge, "`rego-ts/edge/compiled`"],
  ["edge", edge, "`rego-ts/edge`"],
  ["core", core, "`rego-ts/core`"],
];
for (const group of groups) {
  const { minified, gzip } = await measure(`export * from "./src/core.ts"; export * from "./src/builtins/groups/${group}.ts";`);
  rows.push([group, { minified: minified - core.minified, gzip: gzip - core.gzip }, `what \`rego-ts/builtins/${group}\` adds to it`]);
}
const bundle = await measure(`export * from "./src/core.ts"; export * from "./src/bundle.ts";`);
rows.push(["bundle", { minified: bundle.minified - core.minified, gzip: bundle.gzip - core.gzip }, "what `rego-ts/bundle` adds to it"]);
const whole = await measure(`export * from "./src/index.ts";`);
rows.push(["all", whole, "`rego-ts`: the core and all groups, which share some of their parts"]);

print();

function print() {
  console.log("| bundle | minified | gzip | bound | |\n|---|---:|---:|---:|---|");
  for (const [name, { minified, gzip }, remark] of [
    ...rows,
    ["jose", { ...whole.onDemand }, "loaded when a policy needs a public or private key"],
  ]) {
    const bound = BOUNDS[name] === undefined ? "" : `${BOUNDS[name]} kB`;
    console.log(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzip)} | ${bound} | ${remark} |`);
  }
  console.log("\n| largest parts of the core | minified |\n|---|---:|");
  for (const [part, bytes] of core.parts.slice(0, SHOWN_PARTS)) console.log(`| ${part} | ${kilobytes(bytes)} |`);
}

/** Bundles a module with its packages. What is imported on demand is counted apart. */
async function measure(contents) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    stdin: { contents, resolveDir: ROOT, sourcefile: "entry.js" },
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
  });
  const atOnce = new Set();
  const visit = (path) => {
    if (atOnce.has(path)) return;
    atOnce.add(path);
    for (const each of metafile.outputs[path].imports) if (each.kind === "import-statement") visit(each.path);
  };
  visit("sizes/stdin.js");
  const isAtOnce = ({ path }) => [...atOnce].some((each) => path.endsWith(each));
  return {
    ...sum(outputFiles.filter(isAtOnce)),
    onDemand: sum(outputFiles.filter((file) => !isAtOnce(file))),
    parts: measureParts([...atOnce].map((path) => metafile.outputs[path].inputs)),
  };
}

function sum(files) {
  const total = { minified: 0, gzip: 0 };
  for (const { contents } of files) {
    total.minified += contents.length;
    total.gzip += gzipSync(contents, { level: 9 }).length;
  }
  return total;
}

/** Packages, folders of builtins and folders of src, the largest first. */
function measureParts(outputs) {
  const parts = new Map();
  for (const [input, { bytesInOutput }] of outputs.flatMap(Object.entries)) {
    parts.set(partOf(input), (parts.get(partOf(input)) ?? 0) + bytesInOutput);
  }
  return [...parts].sort(([, left], [, right]) => right - left);
}

function partOf(input) {
  const [first, second = "", third = "", fourth] = input.split("/");
  if (first === "node_modules") return second.startsWith("@") ? `${second}/${third}` : second;
  return fourth !== undefined && ["builtins", "parser", "compile"].includes(second) ? `${second}/${third}` : second;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
