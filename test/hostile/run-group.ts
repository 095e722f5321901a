import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { HostileOutcome } from "./run-case.ts";

/** All memory that a process of cases has; megabytes of its heap. */
export const heapMegabytes = 1024;
/** A case that takes longer hangs: its process is killed, which is a failure; milliseconds. */
const patience = 120_000;

/** How a group went: what came of its cases, and what became of its process. */
export interface GroupReport {
  readonly outcomes: readonly HostileOutcome[];
  /** The most that the process had, in megabytes. */
  readonly megabytes: number;
  /** Why the process did not come to its end, with the case that it was at. */
  readonly died: string | undefined;
}

/** Scripts and tests are run from the project's folder. */
const root = process.cwd();

/** Runs a group, or those of its cases whose names hold some words, in a process of its own with a bounded heap. `ways`: "turn" for two of the four, in turn. */
export function runGroup(name: string, only = "", ways: "all" | "turn" = "all"): Promise<GroupReport> {
  const args = [`--max-old-space-size=${heapMegabytes}`, "scripts/run.mjs", "test/hostile/child.ts", name, only, ways];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const outcomes: HostileOutcome[] = [];
  let [at, megabytes, killed, stderr] = ["", 0, false, ""];
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      killed = true;
      child.kill("SIGKILL");
    }, patience);
  };
  wait();
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    wait();
    const report = JSON.parse(line) as { starts?: string; outcomes?: readonly HostileOutcome[]; megabytes?: number };
    if (report.starts !== undefined) at = report.starts;
    outcomes.push(...(report.outcomes ?? []));
    megabytes = Math.max(megabytes, report.megabytes ?? 0);
  });
  return new Promise((done) => {
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      const reason = killed ? "hangs" : `ends the process (${signal ?? status}): ${stderr.split("\n").slice(0, 12).join("\n")}`;
      done({ outcomes, megabytes, died: status === 0 ? undefined : `${at} ${reason}` });
    });
  });
}
