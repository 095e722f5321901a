import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Peer } from "./peer.ts";
import { peersFolder, startProgram } from "./peer-program.ts";

const source = resolve("bench/peers/regorus");
const target = join(peersFolder, "regorus-target");
const program = join(target, "release/regorus-peer");

/** regorus, in a Rust program: its interpreter, and its virtual machine. */
export const regorus: Peer = {
  name: "regorus",
  build: () => {
    const options = ["build", "--release", "--locked", "--target-dir", target];
    const { error, status } = spawnSync("cargo", options, { cwd: source, stdio: "inherit" });
    if (error !== undefined) return "there is no `cargo` on the PATH";
    return status === 0 ? undefined : "`cargo build` failed";
  },
  find: () => {
    if (!existsSync(program)) return { contenders: [], missing: ["regorus: `npm run bench:peers` builds the program where Rust is"] };
    const version = /name = "regorus"\nversion = "(.*)"/.exec(readFileSync(join(source, "Cargo.lock"), "utf8"))?.[1];
    const contenders = [
      {
        name: "regorus",
        description: `the crate regorus ${version}, Engine: prepared once, set_input, eval_rule`,
        start: startProgram(program, ["engine"]),
      },
      {
        name: "regorus rvm",
        description: `the crate regorus ${version}, compiled for its virtual machine: set_input, execute`,
        start: startProgram(program, ["rvm"]),
      },
    ];
    return { contenders, missing: [] };
  },
};
