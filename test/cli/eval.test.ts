/**
 * The built command against recorded answers of `opa` 1.20.2 (eval-cases.json, tool-cases.json, format-cases.json): status and both streams,
 * to the byte. Where an `opa` binary of that version is on the PATH, the recording itself is checked too. `rego test` is compared in the same way
 * (test-cases.json), without durations and the numbers of generated variables.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { normalizeReport, normalizeText } from "../rego-test/normalize.ts";

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly stdout: string;
  /** For wrong flags the usage that follows is cut off. */
  readonly stderr: string;
}

const root = resolve(import.meta.dirname, "../..");
const files = join(import.meta.dirname, "files");
const command = join(root, "dist/cli/main.js");
const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "eval-cases.json"), "utf8"));
/** As `cases`, of `fmt` and `parse`: their `args` begin with the command. */
const formatCases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "format-cases.json"), "utf8"));

/** As `cases`, of the other commands: their `args` begin with the command. */
const toolCases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "tool-cases.json"), "utf8"));

const testCases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "test-cases.json"), "utf8"));
const suite = join(root, "test/rego-test/policies");
const verdicts: unknown = JSON.parse(readFileSync(join(root, "test/rego-test/verdicts.json"), "utf8"));

function normalize(text: string): string {
  return normalizeText(text).replace(/"duration": \d+/g, '"duration": 0');
}

function run(program: string, args: readonly string[], { stdin = "", env = {} }: Partial<Case> = {}, folder = files) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    input: stdin,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr: stderr.replace(/^(Error: .*\nUsage:)[\s\S]*$/, "$1") };
}

/** Descriptions of builtins and their operands are in words of our own. */
function hideDescriptions({ status, stdout, stderr }: ReturnType<typeof run> | Case) {
  const hide = (text: string): string => text.replace(/("description": )".*"/g, '$1"…"');
  return { status, stdout: hide(stdout), stderr: hide(stderr) };
}

function expectationOf({ status, stdout, stderr }: Case) {
  return { status, stdout, stderr };
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
}, 120_000);

describe("rego eval", () => {
  test.each(cases)("$name", (given) => {
    expect(run(process.execPath, [command, "eval", ...given.args], given)).toStrictEqual(expectationOf(given));
  });

  test("the command is executable", () => {
    expect(run(command, ["eval", "-f", "raw", "1"])).toStrictEqual({ status: 0, stdout: "1\n", stderr: "" });
  });

  test("--metrics reports timers", () => {
    const { stdout } = run(process.execPath, [command, "eval", "--metrics", "1"]);
    expect(Object.keys(JSON.parse(stdout).metrics)).toStrictEqual([
      "timer_rego_load_files_ns",
      "timer_rego_query_compile_ns",
      "timer_rego_query_eval_ns",
    ]);
    const repeated = run(process.execPath, [command, "eval", "--metrics", "--count", "3", "1"]);
    expect(JSON.parse(repeated.stdout).aggregated_metrics.timer_rego_query_eval_ns.count).toBe(3);
  });

  test("--timeout ends a long evaluation", () => {
    const query = "count([1 | some x in numbers.range(1, 100000); some y in numbers.range(1, 100000); x == y])";
    const { status, stdout } = run(process.execPath, [command, "eval", "--timeout", "50ms", query]);
    expect([status, JSON.parse(stdout).errors[0].code]).toStrictEqual([2, "eval_cancel_error"]);
  });
});

describe("other commands", () => {
  test.each(toolCases)("$name", (given) => {
    expect(hideDescriptions(run(process.execPath, [command, ...given.args]))).toStrictEqual(hideDescriptions(given));
  });
});

describe("rego test", () => {
  test.each(testCases)("$name", ({ args, status, stdout, stderr }) => {
    const answer = run(process.execPath, [command, "test", ...args]);
    expect({ ...answer, stdout: normalize(answer.stdout), stderr: normalize(answer.stderr) }).toStrictEqual({ status, stdout, stderr });
  });

  test("the suite of policies has the verdicts that were recorded", () => {
    const { status, stdout } = run(process.execPath, [command, "test", "-f", "json", "."], {}, suite);
    expect([status, normalizeReport(stdout)]).toStrictEqual([2, verdicts]);
  });
});

describe("rego", () => {
  test("shows its commands", () => {
    for (const args of [[], ["--help"], ["help"]]) {
      const { status, stdout } = run(process.execPath, [command, ...args]);
      expect([status, stdout]).toStrictEqual([0, expect.stringMatching(/Commands:[\s\S]*\beval\b[\s\S]*\bversion\b/)]);
    }
  });

  test("shows the flags of a command", () => {
    for (const args of [
      ["eval", "--help"],
      ["help", "eval"],
      ["eval", "-h"],
    ]) {
      const { status, stdout } = run(process.execPath, [command, ...args]);
      expect([status, stdout]).toStrictEqual([0, expect.stringContaining("--strict-builtin-errors")]);
    }
  });

  test("says its version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(run(process.execPath, [command, "version"]).stdout).toContain(`Version: ${version}\n`);
  });

  test("builds targets of its own", () => {
    const { status, stderr } = run(process.execPath, [command, "build", "-t", "x", "archives/src"]);
    const message = 'Error: invalid argument "x" for "-t, --target" flag: must be one of {rego,compiled,wasm,plan}\n';
    expect([status, stderr.startsWith(message)]).toStrictEqual([1, true]);
  });

  test("does not know other commands", () => {
    expect(run(process.execPath, [command, "nope"])).toStrictEqual({
      status: 1,
      stdout: "",
      stderr: 'Error: unknown command "nope" for "rego"\nRun \'rego --help\' for usage.\n',
    });
  });
});

describe("rego fmt and rego parse", () => {
  test.each(formatCases)("$name", (given) => {
    expect(run(process.execPath, [command, ...given.args], given)).toStrictEqual(expectationOf(given));
  });

  test("fmt -w writes the file", () => {
    const folder = mkdtempSync(join(tmpdir(), "rego-fmt-"));
    const file = join(folder, "policy.rego");
    writeFileSync(file, "package a\np:=1");
    expect(run(process.execPath, [command, "fmt", "-w", folder])).toStrictEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(file, "utf8")).toBe("package a\n\np := 1\n");
    rmSync(folder, { recursive: true });
  });
});

const opa = process.env["OPA"] ?? "opa";
const hasOpa = spawnSync(opa, ["version"], { encoding: "utf8" }).stdout?.includes("Version: 1.20.2\n") === true;

/** OPA writes some things in an order that it chooses anew each time; it is asked again until it answers as it did when it was recorded. */
function expectAnswer(expected: unknown, ask: () => unknown): void {
  let answer = ask();
  for (let more = 20; more > 0 && !isDeepStrictEqual(answer, expected); more--) answer = ask();
  expect(answer).toStrictEqual(expected);
}

describe.skipIf(!hasOpa)("the verdicts are those of opa test", () => {
  test("the suite of policies", () => {
    expectAnswer([2, verdicts], () => {
      const { status, stdout } = run(opa, ["test", "-p", "1", "-f", "json", "."], {}, suite);
      return [status, normalizeReport(stdout)];
    });
  });
});

describe.skipIf(!hasOpa)("the recording is what opa eval answers", () => {
  test.each(cases)("$name", (given) => {
    expectAnswer(expectationOf(given), () => run(opa, ["eval", ...given.args], given));
  });
});

describe.skipIf(!hasOpa)("the recording is what opa's other commands answer", () => {
  test.each(toolCases)("$name", (given) => {
    expectAnswer(hideDescriptions(given), () => hideDescriptions(run(opa, given.args)));
  });
});

describe.skipIf(!hasOpa)("the recording is what opa fmt and opa parse answer", () => {
  test.each(formatCases)("$name", (given) => {
    expectAnswer(expectationOf(given), () => run(opa, given.args, given));
  });
});
