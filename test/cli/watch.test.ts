/** `rego test --watch`, as built: a file is changed, and the next report is awaited. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/rego-ts");
/** The package in a folder of its own: other tests build theirs at the same time. */
let built = "";
let child: ChildProcess | undefined;
let folder = "";

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  built = realpathSync(mkdtempSync(join(cache, "watch-")));
  copyFileSync(join(root, "package.json"), join(built, "package.json"));
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), join(built, "dist")]);
}, 120_000);

afterAll(() => rmSync(built, { recursive: true, force: true }));

afterEach(() => {
  child?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts watching, and gives a function that waits until all that was printed has a text, and takes what came up to its end. */
function watchPath(path: string): (text: string) => Promise<string> {
  const started = spawn(process.execPath, [join(built, "dist/cli/main.js"), "test", "--watch", "-v", path], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  let output = "";
  let wake: (() => void) | undefined;
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    wake?.();
  });
  return async (text) => {
    while (!output.includes(text)) {
      await new Promise<void>((done) => {
        wake = done;
      });
    }
    const end = output.indexOf(text) + text.length;
    const taken = output.slice(0, end);
    output = output.slice(end);
    return taken.replace(/\(.*s\)/g, "(…)");
  };
}

const stars = "*".repeat(80);
const rule = "-".repeat(80);

test.each([
  ["in a folder", "."],
  ["that is named", "a_test.rego"],
])("tests run again when a file changes %s", { timeout: 120_000 }, async (_, path) => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "rego-watch-")));
  const policy = (value: number): string => `package a\n\ntest_one if ${value} == 1\n`;
  const file = join(folder, "a_test.rego");
  writeFileSync(file, policy(1));
  const until = watchPath(path);
  expect(await until("Watching for changes ...\n")).toBe(
    `a_test.rego:3:\ndata.a.test_one: PASS (…)\n${rule}\nPASS: 1/1\n${stars}\nWatching for changes ...\n`,
  );

  writeFileSync(file, policy(2));
  const failed = await until("FAIL: 1/1\n");
  expect(failed.startsWith(`${stars}\na_test.rego changed. Running tests ...\n`)).toBe(true);
  expect(failed).toContain("data.a.test_one: FAIL (…)\n");

  writeFileSync(file, policy(1));
  expect(await until("PASS: 1/1\n")).toContain("a_test.rego changed. Running tests ...\na_test.rego:3:\ndata.a.test_one: PASS (…)\n");
});
