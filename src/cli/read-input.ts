import { readFileSync } from "node:fs";
import { resolveLocation } from "../bundle/load.ts";
import { parseUnnamed } from "../bundle/read-document.ts";
import { describeSystemError } from "../bundle/system-error.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Value } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";

/** An input document that cannot be read: its message goes to the standard error stream as it is; exit status 2. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** Reads an input document, JSON or YAML, from a file, a file URL or, for `undefined`, from the standard input. */
export function readInput(location: string | undefined): Value {
  const text = location === undefined ? readStandardInput() : readText(location);
  try {
    return parseUnnamed(text);
  } catch (error) {
    if (error instanceof JsonError || error instanceof YamlError)
      throw new InputError(`unable to parse input: ${error.message}`, { cause: error });
    throw error;
  }
}

/** All of the standard input. */
export function readStandardInput(): string {
  return readFileSync(0, "utf8");
}

function readText(location: string): string {
  const path = resolveLocation(location);
  if (path === undefined) throw new InputError(`unsupported URL scheme: ${location}`);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const isFolder = error instanceof Error && "code" in error && error.code === "EISDIR";
    throw new InputError(describeSystemError(error, isFolder ? "read" : "open", path), { cause: error });
  }
}
