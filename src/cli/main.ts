#!/usr/bin/env node
import { Command, type Option } from "commander";
import { addCapabilitiesCommand } from "./commands/capabilities.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addDepsCommand } from "./commands/deps.ts";
import { addEvalCommand } from "./commands/eval.ts";
import { addFmtCommand } from "./commands/fmt.ts";
import { addInspectCommand } from "./commands/inspect.ts";
import { addParseCommand } from "./commands/parse.ts";
import { addTestCommand } from "./commands/test.ts";
import { addVersionCommand } from "./commands/version.ts";
import { delayOptimizer } from "./delay-optimizer.ts";
import { applyEnvironment, spellFlags } from "./flags.ts";
import { explainCommanderError, isCommanderError, UsageError } from "./usage-error.ts";

delayOptimizer();

/** All commands; each is in a file of its own in commands/. */
const commands = [
  addCapabilitiesCommand,
  addCheckCommand,
  addDepsCommand,
  addEvalCommand,
  addFmtCommand,
  addInspectCommand,
  addParseCommand,
  addTestCommand,
  addVersionCommand,
];

const program = new Command("rego")
  .description("Evaluate and test Rego policies without a server.")
  .exitOverride()
  .configureOutput({ writeErr: () => undefined })
  .configureHelp({ optionDescription: describeFlag })
  .hook("preAction", (_, command) => applyEnvironment(command, process.env));
for (const addCommand of commands) addCommand(program);

const args = process.argv.slice(2);
// A reader that has seen enough (`rego eval … | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
try {
  await run();
} catch (error) {
  const explained = isCommanderError(error) ? explainCommanderError(error, args) : error;
  if (explained instanceof UsageError) reportUsageError(explained);
  else if (explained !== undefined) throw explained;
}

/** Runs the command that the arguments name; without any, shows what there is. */
async function run(): Promise<void> {
  if (args.length === 0) return program.outputHelp();
  const command = findCommand(args[0]);
  await program.parseAsync([...spellFlags(args, command.options)], { from: "user" });
}

function findCommand(name: string | undefined): Command {
  return program.commands.find((command) => command.name() === name) ?? program;
}

/** Defaults are worth telling where they are not "off" or "none". */
function describeFlag({ description, defaultValue }: Option): string {
  return ["json", 1].includes(defaultValue) ? `${description} (default ${defaultValue})` : description;
}

function reportUsageError(error: UsageError): void {
  const usage = error.hint === "help" ? "Run 'rego --help' for usage.\n" : findCommand(args[0]).helpInformation();
  process.stderr.write(`Error: ${error.message}\n${usage}`);
  process.exitCode = 1;
}
