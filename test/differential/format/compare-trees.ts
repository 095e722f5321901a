import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOutput, toOutput } from "../../../src/cli/json-output.ts";
import { RegoErrors } from "../../../src/errors/rego-error.ts";
import { parse, treeToJson } from "../../../src/tools/parse.ts";
import type { Sample } from "./corpus.ts";

const FILE = "policy.rego";

/** Whether `opa parse -f json` prints the same tree; undefined where both refuse the policy. */
export function hasSameTree({ regoVersion, text }: Sample): boolean | undefined {
  const ours = treeOf(text, regoVersion);
  const theirs = treeByOpa(text, regoVersion);
  return ours === undefined && theirs === undefined ? undefined : ours === theirs;
}

function treeByOpa(text: string, regoVersion: 0 | 1): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "opa-parse-"));
  try {
    writeFileSync(join(folder, FILE), text);
    const flags = regoVersion === 0 ? ["--v0-compatible"] : [];
    const { status, stdout } = spawnSync("opa", ["parse", "-f", "json", ...flags, FILE], { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
    return status === 0 ? stdout : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function treeOf(text: string, regoVersion: 0 | 1): string | undefined {
  try {
    return `${formatOutput(toOutput(treeToJson(parse(FILE, text, { regoVersion }))))}\n`;
  } catch (error) {
    if (error instanceof RegoErrors) return undefined;
    throw error;
  }
}
