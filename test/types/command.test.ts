import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SchemaSet, typesOfEntrypoints } from "../../src/tools.ts";

const root = resolve(import.meta.dirname, "../..");
const files = join(import.meta.dirname, "files");
const folder = mkdtempSync(join(tmpdir(), "rego-ts-types-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = typesOfEntrypoints(
  ["policy.rego", "sub.rego"].map((file) => ({ file, text: readFileSync(join(files, file), "utf8") })),
  { entrypoints: ["authz/roles"], schemas: new SchemaSet(JSON.parse(readFileSync(join(files, "schema.json"), "utf8"))) },
);

function run(...args: readonly string[]) {
  const script = [join(root, "scripts/run.mjs"), join(root, "src/cli/main.ts"), "types", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: files, encoding: "utf8" });
  return { status, stdout, stderr };
}

const policies = ["-d", "policy.rego", "-d", "sub.rego"];

test("prints types, or writes them", () => {
  const flags = [...policies, "-e", "authz/roles", "-s", "schema.json"];
  expect(run(...flags)).toEqual({ status: 0, stdout: text, stderr: "" });
  const output = join(folder, "policy.types.ts");
  expect(run(...flags, "-o", output)).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(output, "utf8")).toBe(text);
});

test("reads Rego of version 0 where it is told to", () => {
  const policy = join(folder, "v0.rego");
  writeFileSync(policy, "package p\nx[1] { input.a }\n");
  const expected = typesOfEntrypoints([{ file: policy, text: readFileSync(policy, "utf8") }], { entrypoints: ["p/x"], regoVersion: 0 });
  expect(expected).toContain("export type PX = readonly number[];");
  expect(run("-d", policy, "-e", "p/x", "--v0-compatible")).toEqual({ status: 0, stdout: expected, stderr: "" });
});

test.each<[string, readonly string[], string]>([
  [
    "no entry point",
    ["-d", "sub.rego"],
    "error: no entry point: name one, `authz/allow`, or declare it in METADATA (`entrypoint: true`)\n",
  ],
  ["one that names nothing", [...policies, "-e", "nope"], 'error: entrypoint "nope" does not refer to a rule or policy decision\n'],
  ["no such file", ["-d", "nope.rego"], "1 error occurred during loading: stat nope.rego: no such file or directory\n"],
  ["no such schema", [...policies, "-s", "nope.json"], "error: stat nope.json: no such file or directory\n"],
  ["no place for the output", [...policies, "-o", "nope/x.ts"], "error: open nope/x.ts: no such file or directory\n"],
])("ends with status 1 for %s", (_, args, stderr) => {
  expect(run(...args)).toEqual({ status: 1, stdout: "", stderr });
});
