import { readFileSync } from "node:fs";
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

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string };
  return version;
}
