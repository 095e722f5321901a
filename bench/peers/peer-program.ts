import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Contender, Runner } from "../contender.ts";

/** Where `npm run bench:peers` builds programs; git ignores it. */
export const peersFolder = resolve("node_modules/.cache/rego-ts/peers");

/** Longer than this no program may take to load, compile and answer once. */
const patience = 180_000;

interface Answer {
  readonly value?: unknown;
  readonly nanoseconds?: number;
}

/** A contender that is a program, which reads the workload in a folder: see {@link runProgram}. */
export function startProgram(command: string, args: readonly string[]): Contender["start"] {
  return (_, { folder }) => runProgram(command, [...args, folder]);
}

/**
 * A runner that is a program. It prints `{"value": …, "nanoseconds": …}`, its answer and how long that took; then, for each line that says for how many milliseconds to run,
 * `{"nanoseconds": …}`, what one evaluation took by its own clock.
 */
export async function runProgram(command: string, args: readonly string[]): Promise<Runner> {
  const program = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, RUST_BACKTRACE: "0" } });
  let complaint = "";
  program.stderr.on("data", (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-2000);
  });
  program.stdin.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => program.on("close", () => resolve()));
  program.on("error", (error) => {
    complaint = error.message;
  });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  let tooLate = false;
  const readAnswer = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as Answer;
    await closed;
    throw new Error(tooLate ? `no answer within ${patience / 1000} s` : complaint.trim() || "the program ended");
  };
  const timer = setTimeout(() => {
    tooLate = true;
    program.kill("SIGKILL");
  }, patience);
  const { value, nanoseconds: first = 0 } = await readAnswer().finally(() => clearTimeout(timer));
  return {
    value,
    first,
    measure: async (milliseconds) => {
      program.stdin.write(`${milliseconds}\n`);
      return (await readAnswer()).nanoseconds ?? Number.NaN;
    },
    stop: () => {
      program.kill();
    },
  };
}
