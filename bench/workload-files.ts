import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workload } from "./workload.ts";

/** A workload in a temporary folder, for contenders that are programs: written when the first of them asks for it. */
export class WorkloadFiles {
  private readonly workload: Workload;
  private written: string | undefined;

  constructor(workload: Workload) {
    this.workload = workload;
  }

  /** Has policy.rego, data.json, input.json and query.txt. */
  get folder(): string {
    this.written ??= writeWorkload(this.workload);
    return this.written;
  }

  remove(): void {
    if (this.written !== undefined) rmSync(this.written, { recursive: true, force: true });
    this.written = undefined;
  }
}

function writeWorkload({ policy, data, input, query }: Workload): string {
  const folder = mkdtempSync(join(tmpdir(), "rego-ts-bench-"));
  writeFileSync(join(folder, "policy.rego"), policy);
  writeFileSync(join(folder, "data.json"), JSON.stringify(data));
  writeFileSync(join(folder, "input.json"), JSON.stringify(input));
  writeFileSync(join(folder, "query.txt"), query);
  return folder;
}
