import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { allGroups } from "#builtin-groups";
import { yamlReader } from "../builtins/group.ts";
import { compareStrings } from "../values/string-order.ts";
import type { Value } from "../values/value.ts";
import { YamlError } from "../values/yaml-error.ts";
import { resolveLocation } from "./load.ts";
import { describeSystemError } from "./system-error.ts";

const parseYaml = yamlReader(allGroups);

/** A schema that was found: its name by folders and file, `["sub", "servers"]`; that of a file which was given is `[]`. */
export interface LoadedSchema {
  readonly name: readonly string[];
  readonly schema: Value;
}

/** A schema that cannot be read, in OPA's words. */
export class SchemaFileError extends Error {
  override readonly name = "SchemaFileError";
}

/** Loads a schema file, or all files of a folder and the folders in it, JSON or YAML. Throws {@link SchemaFileError}. */
export function loadSchemas(location: string): readonly LoadedSchema[] {
  const path = resolveLocation(location);
  if (path === undefined) throw new SchemaFileError(`unsupported URL scheme: ${location}`);
  try {
    return statSync(path).isDirectory() ? loadFolder(path, []) : [{ name: [], schema: readSchema(path) }];
  } catch (error) {
    if (error instanceof SchemaFileError) throw error;
    throw new SchemaFileError(describeSystemError(error, "stat", path), { cause: error });
  }
}

function loadFolder(folder: string, name: readonly string[]): readonly LoadedSchema[] {
  return readdirSync(folder)
    .sort(compareStrings)
    .flatMap((entry) => {
      const path = join(folder, entry);
      if (statSync(path).isDirectory()) return loadFolder(path, [...name, entry]);
      return [{ name: [...name, entry.slice(0, entry.length - extname(entry).length)], schema: readSchema(path) }];
    });
}

function readSchema(path: string): Value {
  try {
    return parseYaml(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof YamlError) throw new SchemaFileError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}
