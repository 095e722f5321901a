import { readFileSync } from "node:fs";
import { isPlainObject } from "../bundle/merge-documents.ts";
import type { Capabilities } from "../parser/language.ts";
import { capabilitiesOfVersion } from "../tools/capabilities.ts";
import { parseJson } from "../values/json.ts";
import { usageErrors } from "./usage-error.ts";

/** The capabilities that a version (`v0.70.0`) or a file names. Throws a usage error. */
export function parseCapabilities(value: string): Capabilities {
  const known = capabilitiesOfVersion(value) ?? readCapabilitiesFile(value);
  if (known === undefined) throw usageErrors.invalidValue(value, "--capabilities", `no such file or capabilities version found: ${value}`);
  return known;
}

/** Undefined for what is no file with an object. */
export function readCapabilitiesFile(path: string): Capabilities | undefined {
  try {
    const document = parseJson(readFileSync(path, "utf8"));
    return isPlainObject(document) ? (document as Capabilities) : undefined;
  } catch {
    // Whatever is wrong with it: there are no capabilities in it.
    return undefined;
  }
}
