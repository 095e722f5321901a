import type { Command } from "commander";
import { addBuildCommand } from "./commands/build.ts";
import { addCapabilitiesCommand } from "./commands/capabilities.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addDepsCommand } from "./commands/deps.ts";
import { addEvalCommand } from "./commands/eval.ts";
import { addFmtCommand } from "./commands/fmt.ts";
import { addInspectCommand } from "./commands/inspect.ts";
import { addParseCommand } from "./commands/parse.ts";
import { addSignCommand } from "./commands/sign.ts";
import { addTestCommand } from "./commands/test.ts";
import { addTypesCommand } from "./commands/types.ts";
import { addVersionCommand } from "./commands/version.ts";

/** All commands; each is in a file of its own in commands/. */
export const allCommands: readonly ((program: Command) => void)[] = [
  addBuildCommand,
  addCapabilitiesCommand,
  addCheckCommand,
  addDepsCommand,
  addEvalCommand,
  addFmtCommand,
  addInspectCommand,
  addParseCommand,
  addSignCommand,
  addTestCommand,
  addTypesCommand,
  addVersionCommand,
];
