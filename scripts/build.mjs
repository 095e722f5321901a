// Builds dist/: the bundled modules, declarations file by file; and makes the command executable.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleModules } from "./bundle.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const dist = join(ROOT, "dist");

rmSync(dist, { recursive: true, force: true });
await bundleModules(dist);
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: "inherit",
});
for (const folder of ["parser/generated"]) {
  const source = join(ROOT, "src", folder);
  if (existsSync(source)) cpSync(source, join(dist, folder), { recursive: true, filter: (path) => !/\.js$|(?<!\.d)\.ts$/.test(path) });
}
const command = join(dist, "cli/main.js");
if (existsSync(command)) chmodSync(command, 0o755);
