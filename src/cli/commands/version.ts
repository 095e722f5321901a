import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";

/** Adds `rego version` to the program. */
export function addVersionCommand(program: Command): void {
  program
    .command("version")
    .description("Print the version of rego-ts")
    .action(() => {
      process.stdout.write(
        [
          `Version: ${readVersion()}`,
          `Node Version: ${process.version}`,
          `Platform: ${process.platform}/${process.arch}`,
          "Rego Version: v1",
          "",
        ].join("\n"),
      );
    });
}

/** Reads the version of the package that holds this file, wherever the build has put it. */
function readVersion(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return version;
}
