import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Formats texts of one version in one `opa fmt -w`; undefined for those that OPA refuses. */
export function formatByOpa(texts: readonly string[], regoVersion: 0 | 1): readonly (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), "opa-format-"));
  const refused = new Set<number>();
  const fileOf = (index: number): string => join(folder, `${String(index).padStart(6, "0")}.rego`);
  try {
    // OPA stops at the first file that it refuses, and has rewritten those before it: the others start anew.
    for (;;) {
      for (const [index, text] of texts.entries()) if (!refused.has(index)) writeFileSync(fileOf(index), text);
      const { status, stderr } = spawnSync("opa", ["fmt", "-w", ...(regoVersion === 0 ? ["--v0-compatible"] : []), folder], {
        encoding: "utf8",
      });
      if (status === 0) break;
      const bad = texts.findIndex((_, index) => stderr.includes(fileOf(index)));
      if (bad < 0) throw new Error(`opa fmt: ${stderr}`);
      refused.add(bad);
      rmSync(fileOf(bad));
    }
    return texts.map((_, index) => (refused.has(index) ? undefined : readFileSync(fileOf(index), "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
