import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MutatedModule } from "./mutate-module.ts";
import type { Verdict } from "./verdict.ts";

/** What `opa check` says of a module, which is written to `folder` for it; undefined where the module ends `opa` with a panic. */
export async function askOpa(module: MutatedModule, folder: string, fileName: string): Promise<Verdict | undefined> {
  const path = join(folder, fileName);
  writeFileSync(path, module.text);
  const flags = [...(module.strict ? ["--strict"] : []), ...(module.regoVersion === 0 ? ["--v0-compatible"] : [])];
  const { status, output } = await runOpa(["check", "-f", "json", ...flags, fileName], folder);
  rmSync(path);
  if (status === 0) return [];
  if (output.startsWith("panic: ")) return undefined;
  return (JSON.parse(output) as { readonly errors: Verdict }).errors;
}

function runOpa(args: readonly string[], folder: string): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("opa", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}
