// Fails where a generated file is not what `npm run generate` makes of its source; puts the old content back, so that it changes nothing.
import { execSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
/** Generated files, and folders that hold nothing else. */
const GENERATED = ["src/parser/generated", "src/builtins/generated", "docs/builtins.md"];

const before = readAll();
execSync("npm run --silent generate", { cwd: ROOT, stdio: "inherit" });
const after = readAll();
const stale = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
for (const file of stale) {
  console.error(`${file} is not up to date: run \`npm run generate\` and commit the result`);
  const old = before.get(file);
  if (old !== undefined) writeFileSync(join(ROOT, file), old);
}
console.log(`generated files: ${after.size} files, ${stale.length} not up to date`);
process.exitCode = stale.length === 0 ? 0 : 1;

function readAll() {
  const files = GENERATED.flatMap(listFiles);
  return new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
}

function listFiles(path) {
  if (!existsSync(join(ROOT, path))) return [];
  return statSync(join(ROOT, path)).isDirectory() ? readdirSync(join(ROOT, path)).map((file) => `${path}/${file}`) : [path];
}
