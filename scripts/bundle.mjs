// How the modules of dist/ are bundled: for scripts/build.mjs and for tests of what is built. Packages stay outside.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const ROOT = resolve(import.meta.dirname, "..");
const GROUPS = "builtins/groups";
const groups = readdirSync(join(ROOT, "src", GROUPS)).map((file) => `${GROUPS}/${file.slice(0, -".ts".length)}`);
/** What the package exports and imports under names of its own, and the command. */
const ENTRIES = [
  ...["index", "core", "edge", "edge-compiled", "evaluator", "bundle", "tools", "opa-wasm", "cli/main"],
  ...["builtins/all-groups", "builtins/core-group", "host/node-groups", "host/node-default", "host/web-default"],
  ...groups,
  ...readdirSync(join(ROOT, "src/parts")).map((file) => `parts/${file.slice(0, -".ts".length)}`),
];

/** Writes a few files in which the modules of src/ are: some hundred small ones would take longer to load than to run. Answers esbuild's metafile. */
export async function bundleModules(outdir) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(ENTRIES.map((entry) => [entry, `src/${entry}.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    external: ["#builtin-groups", "#default-host"],
    sourcemap: true,
    metafile: true,
    logLevel: "error",
    plugins: [keepCoreTogether],
  });
  for (const path of Object.keys(metafile.outputs)) if (path.endsWith(".js")) dropBareImports(resolve(ROOT, path));
  return metafile;
}

/**
 * esbuild imports each chunk that a module of the entry is in, also where nothing of it is left to be used. No module of ours has side effects: such
 * an import would only make Node load a file, and bundlers warn. The line stays, so that source maps do.
 */
function dropBareImports(file) {
  const text = readFileSync(file, "utf8");
  const rest = text.replace(/^import "\.[^"]*";$/gm, "");
  if (rest !== text) writeFileSync(file, rest);
}

/**
 * Modules that the same entries need share a file. Each group is bundled as if it needed all of the core, or else the core would be cut to
 * pieces by what each group needs of it.
 */
const keepCoreTogether = {
  name: "keep-core-together",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^rego-ts core$/ }, () => ({ path: join(ROOT, "src/core.ts"), sideEffects: true }));
    onLoad({ filter: /[\\/]builtins[\\/]groups[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: `${readFileSync(path, "utf8")}\nimport "rego-ts core";`,
      loader: "ts",
    }));
  },
};

// `node scripts/bundle.mjs DIR` bundles into a folder and prints, as JSON, the source files that each written file holds.
if (process.argv[1] === import.meta.filename) {
  const { outputs } = await bundleModules(resolve(process.argv[2] ?? "dist"));
  const scripts = Object.entries(outputs).filter(([path]) => path.endsWith(".js"));
  console.log(JSON.stringify(Object.fromEntries(scripts.map(([path, { inputs }]) => [resolve(ROOT, path), Object.keys(inputs)]))));
}
