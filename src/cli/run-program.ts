/** The command line: reads the arguments, runs the command that they name, and reports what is wrong with them. */
import { Command, type Option } from "commander";
import { applyEnvironment, spellFlags } from "./flags.ts";
import { explainCommanderError, isCommanderError, UsageError } from "./usage-error.ts";

/** Adds a command to the program. */
type AddCommand = (program: Command) => void;

/** All commands; each is in a file of its own in commands/, with what it needs, and is loaded when it is called. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  capabilities: async () => (await import("./commands/capabilities.ts")).addCapabilitiesCommand,
  check: async () => (await import("./commands/check.ts")).addCheckCommand,
  deps: async () => (await import("./commands/deps.ts")).addDepsCommand,
  eval: async () => (await import("./commands/eval.ts")).addEvalCommand,
  fmt: async () => (await import("./commands/fmt.ts")).addFmtCommand,
  inspect: async () => (await import("./commands/inspect.ts")).addInspectCommand,
  parse: async () => (await import("./commands/parse.ts")).addParseCommand,
  test: async () => (await import("./commands/test.ts")).addTestCommand,
  version: async () => (await import("./commands/version.ts")).addVersionCommand,
};

const program = new Command("rego")
  .description("Evaluate and test Rego policies without a server.")
  .exitOverride()
  .configureOutput({ writeErr: () => undefined })
  .configureHelp({ optionDescription: describeFlag })
  .hook("preAction", (_, command) => applyEnvironment(command, process.env));

const args = process.argv.slice(2);
for (const load of commandsToLoad(args[0])) (await load())(program);
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

/** The command that is called; all of them where the answer lists them. */
function commandsToLoad(name: string | undefined): readonly (() => Promise<AddCommand>)[] {
  const called = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  return called === undefined ? Object.values(commands) : [called];
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
