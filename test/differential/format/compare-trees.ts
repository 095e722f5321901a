import { spawnSync } from "node:child_process";
import { formatOutput, toOutput } from "../../../src/cli/json-output.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { parse, treeToJson } from "../../../src/tools/parse.ts";
import type { Sample } from "./corpus.ts";

/** Whether `opa parse -f json` prints the same tree; undefined where either refuses the policy. */
export function hasSameTree({ regoVersion, text }: Sample): boolean | undefined {
  const flags = regoVersion === 0 ? ["--v0-compatible"] : [];
  const { status, stdout } = spawnSync("opa", ["parse", "-f", "json", ...flags, "/dev/stdin"], { encoding: "utf8", input: text });
  const ours = treeOf(text, regoVersion);
  return status !== 0 || ours === undefined ? undefined : `${ours}\n` === stdout;
}

function treeOf(text: string, regoVersion: 0 | 1): string | undefined {
  try {
    return formatOutput(toOutput(treeToJson(parse("/dev/stdin", text, { regoVersion }))));
  } catch (error) {
    if (error instanceof RegoErrors) return undefined;
    throw error;
  }
}
