import { lstatSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { describeSystemError } from "../bundle/system-error.ts";
import { compareStrings } from "../values/string-order.ts";
import { InputError } from "./read-input.ts";

/** The policies below a path, in the order of names: the file itself if it is a `.rego` file, or all that are in a folder. */
export function listPolicies(path: string): readonly string[] {
  if (!isFolder(path)) return extname(path) === ".rego" ? [path] : [];
  return readdirSync(path)
    .sort(compareStrings)
    .flatMap((name) => listPolicies(join(path, name)));
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch (error) {
    throw new InputError(describeSystemError(error, "lstat", path), { cause: error });
  }
}
