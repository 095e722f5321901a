/** The command line: reads the arguments, runs the command that they name, and reports what is wrong with them. */
import { Command, type Option } from "commander";
import { applyEnvironment, spellFlags } from "./flags.ts";
import { explainCommanderError, isCommanderError, UsageError } from "./usage-error.ts";

const program = new Command("rego")
  .description("Evaluate and test Rego policies without a server.")
  .exitOverride()
  .configureOutput({ writeErr: () => undefined })
  .configureHelp({ optionDescription: describeFlag })
  .hook("preAction", (_, command) => applyEnvironment(command, process.env));

const args = process.argv.slice(2);
await addCommands(args[0]);
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

/** The commands. Nothing of the engine is loaded to tell its version. */
async function addCommands(called: string | undefined): Promise<void> {
  if (called === "version") return (await import("./commands/version.ts")).addVersionCommand(program);
  const { allCommands } = await import("./all-commands.ts");
  for (const addCommand of allCommands) addCommand(program);
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
