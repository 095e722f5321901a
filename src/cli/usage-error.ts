import { CommanderError } from "commander";

/** A command line that cannot be understood: printed as `Error: …` with the command's usage; exit status 1. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to print after the message. */
  readonly hint: "usage" | "help";

  constructor(message: string, hint: "usage" | "help" = "usage") {
    super(message);
    this.hint = hint;
  }
}

export const usageErrors = {
  twoQueries: () => new UsageError("specify at most one query argument"),
  noQuery: () => new UsageError("specify query argument or --stdin"),
  noFile: () => new UsageError("specify at least one file"),
  noSourceFile: () => new UsageError("no source file specified"),
  notOneBundle: () => new UsageError("specify exactly one OPA bundle or path"),
  notOneQuery: () => new UsageError("specify exactly one query argument"),
  queryAndStdin: () => new UsageError("specify query argument or --stdin but not both"),
  stdinTwice: () => new UsageError("specify --stdin or --stdin-input but not both"),
  stdinInputAndFile: () => new UsageError("specify --stdin-input or --input but not both"),
  failAndFailDefined: () => new UsageError("specify --fail or --fail-defined but not both"),
  invalidValue: (value: string, flag: string, reason: string) =>
    new UsageError(`invalid argument "${value}" for "${flag}" flag: ${reason}`),
  unknownFlag: (flag: string) =>
    new UsageError(flag.startsWith("--") ? `unknown flag: ${flag}` : `unknown shorthand flag: '${flag.charAt(1)}' in ${flag}`),
  missingValue: (flag: string) =>
    new UsageError(`flag needs an argument: ${flag.startsWith("--") ? flag : `'${flag.charAt(1)}' in ${flag}`}`),
  formatOfPartialEvaluation: () => new UsageError("invalid output format for evaluation"),
  unknownCommand: (name: string) => new UsageError(`unknown command "${name}" for "rego"`, "help"),
};

/** Says an error of the library that reads flags in OPA's words; `undefined` for what is no error (help was asked for). */
export function explainCommanderError(error: CommanderError, args: readonly string[]): UsageError | undefined {
  const [, name = ""] = /'([^']*)'/.exec(error.message) ?? [];
  switch (error.code) {
    case "commander.unknownOption":
      return usageErrors.unknownFlag(name);
    case "commander.optionMissingArgument":
      return usageErrors.missingValue(args.at(-1) ?? name);
    case "commander.unknownCommand":
      return usageErrors.unknownCommand(name);
    default:
      return error.exitCode === 0 || error.code === "commander.help" ? undefined : new UsageError(error.message.replace(/^error: /, ""));
  }
}

/** Whether it was thrown by the library that reads flags. */
export function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}
