import { decodeText } from "../builtins/bytes.ts";
import { parseFirstJson, stringifyJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import type { Signatures } from "./bundle.ts";
import { BundleError, bundleErrors } from "./bundle-error.ts";
import type { BundleFile } from "./bundle-file.ts";
import { StructReader } from "./struct-reader.ts";

/** Whether a file holds the signatures of a bundle, which are no part of what is signed. */
export function isSignaturesFile(path: string): boolean {
  return path.endsWith("signatures.json");
}

/** What the bundle's `.signatures.json` holds; undefined where there is none, or nothing in it. Throws BundleError. */
export function readSignatures(files: readonly BundleFile[]): Signatures | undefined {
  // Were there several, OPA would take the last.
  const file = files.findLast(({ path }) => isSignaturesFile(path));
  if (file === undefined) return undefined;
  try {
    const reader = StructReader.open(parseFirstJson(decodeText(file.bytes)), "bundle.SignaturesConfig", "SignaturesConfig");
    const tokens = reader.list("signatures", "[]string", (item, path) => reader.asText(item, path));
    const plugin = reader.text("plugin") ?? "";
    return tokens === undefined && plugin === "" ? undefined : { tokens: tokens ?? [], plugin };
  } catch (error) {
    if (error instanceof JsonError) throw bundleErrors.brokenSignatures(error);
    if (error instanceof BundleError && error.cause instanceof TypeError) throw bundleErrors.brokenSignatures(error.cause);
    throw error;
  }
}

/** The text of `.signatures.json`. */
export function writeSignatures({ tokens, plugin }: Signatures): string {
  const lines = [` "signatures": [\n${tokens.map((token) => `  ${stringifyJson(token)}`).join(",\n")}\n ]`];
  if (plugin !== "") lines.push(` "plugin": ${stringifyJson(plugin)}`);
  return `{\n${lines.join(",\n")}\n}`;
}
