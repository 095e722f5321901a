import { readFileSync, writeFileSync } from "node:fs";
import { EMPTY_MODULE } from "../errors/parse-errors.ts";
import { formatError, formatErrors, RegoErrors } from "../errors/rego-error.ts";
import type { Capabilities } from "../parser/language.ts";
import { parseModule } from "../parser/parse.ts";
import { type FormatOptions, format } from "../tools/format/format.ts";

/** The flags of `rego fmt`. */
export interface FormatFlags {
  readonly capabilities?: Capabilities;
  readonly write: boolean;
  readonly diff: boolean;
  readonly list: boolean;
  readonly fail: boolean;
  readonly checkResult: boolean;
  readonly dropV0Imports: boolean;
  readonly v0V1: boolean;
  readonly v0Compatible: boolean;
  readonly v1Compatible: boolean;
}

/** Why a file was not formatted; exit status 2. */
export class FormatFailure extends Error {
  override readonly name = "FormatFailure";
}

/** What the flags of versions ask for. `--v0-v1` reads version 0 unless `--v1-compatible` says otherwise. */
export function formatOptions({ capabilities, dropV0Imports, v0Compatible, v0V1, v1Compatible }: FormatFlags): FormatOptions {
  const isV0 = v0Compatible || (v0V1 && !v1Compatible);
  return { regoVersion: isV0 ? 0 : 1, v0v1: v0V1, dropV0Imports, capabilities };
}

/** Where results go. */
export interface FormatOutput {
  readonly print: (text: string) => void;
  /** Shows the changes of a file; for `--diff` only. */
  readonly showChanges: ((before: string, after: string) => string) | undefined;
}

/** Formats one file and does with the result what the flags say. @throws FormatFailure */
export function formatFile(file: string, flags: FormatFlags, { print, showChanges }: FormatOutput): void {
  const text = readFileSync(file, "utf8");
  const formatted = formatText(file, text, flags);
  const isChanged = formatted !== text;
  if (flags.list && isChanged) print(`${file}\n`);
  if (showChanges !== undefined && !flags.list && isChanged) print(`${showChanges(text, formatted)}\n`);
  if (flags.fail && isChanged) throw new FormatFailure("unexpected diff");
  if (flags.list || flags.diff) return;
  if (!flags.write) print(formatted);
  else if (isChanged) writeFileSync(file, formatted);
}

/** The errors of a module as `opa fmt` prints them: an empty one is not counted. */
export function describeErrors({ errors }: RegoErrors): string {
  const [first] = errors;
  return first?.message === EMPTY_MODULE ? formatError(first) : formatErrors(errors);
}

function formatText(file: string, text: string, flags: FormatFlags): string {
  const options = formatOptions(flags);
  const formatted = attempt(
    () => format(file, text, options),
    (errors) => `failed to format Rego source file: ${errors}`,
  );
  if (flags.checkResult) {
    const regoVersion = flags.v0V1 ? 1 : (options.regoVersion ?? 1);
    attempt(
      () => parseModule("formatted", formatted, { regoVersion, annotations: undefined }),
      (errors) =>
        `${file} was successfully formatted, but the result is invalid: ${errors}\n\n` +
        "To inspect the formatted Rego, you can turn off this check with --check-result=false.",
    );
  }
  return formatted;
}

function attempt<T>(run: () => T, describe: (errors: string) => string): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RegoErrors)) throw error;
    throw new FormatFailure(describe(describeErrors(error)), { cause: error });
  }
}
