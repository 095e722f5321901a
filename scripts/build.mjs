// Builds dist/: compiles src/ with declarations, copies the generated parser, and makes the command executable.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const dist = join(ROOT, "dist");

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: "inherit",
});
for (const folder of ["parser/generated"]) {
  const source = join(ROOT, "src", folder);
  if (existsSync(source)) cpSync(source, join(dist, folder), { recursive: true, filter: (path) => !/(?<!\.d)\.ts$/.test(path) });
}
const command = join(dist, "cli/main.js");
if (existsSync(command)) chmodSync(command, 0o755);
