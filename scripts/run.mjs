// Runs a TypeScript file of this project on plain Node: `node scripts/run.mjs FILE [ARGUMENT...]`. Bundles it first, since Node 20
// does not read TypeScript; packages stay outside the bundle.
import { mkdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) throw new Error("usage: node scripts/run.mjs FILE [ARGUMENT...]");
const cache = resolve(import.meta.dirname, "../node_modules/.cache/rego-ts");
mkdirSync(cache, { recursive: true });
const file = join(cache, `${basename(entry, ".ts")}-${process.pid}.mjs`);
process.on("exit", () => rmSync(file, { force: true }));
await build({
  entryPoints: [entry],
  outfile: file,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "error",
});
process.setSourceMapsEnabled(true);
process.argv = [process.execPath, resolve(entry), ...args];
await import(pathToFileURL(file).href);
