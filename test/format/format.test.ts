/**
 * `format` against recorded results of `opa fmt` 1.20.2: `NAME.rego` and, beside it, `NAME.formatted`, by the version that is read and made.
 * Where an `opa` binary of that version is on the PATH, the recording itself is checked too.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RegoErrors } from "../../src/errors/rego-error.ts";
import { type FormatOptions, format } from "../../src/tools/format/format.ts";
import { formatSample } from "../differential/format/check-sample.ts";
import { ownPolicies } from "../differential/format/corpus.ts";
import { findOpaVersion } from "../differential/policies/opa-server.ts";

interface Mode {
  readonly folder: string;
  readonly options: FormatOptions;
  readonly flags: readonly string[];
}

const modes: readonly Mode[] = [
  { folder: "v1", options: {}, flags: [] },
  { folder: "v0", options: { regoVersion: 0 }, flags: ["--v0-compatible"] },
  { folder: "v0-v1", options: { regoVersion: 0, v0v1: true }, flags: ["--v0-v1"] },
];

const recorded = modes.flatMap(({ flags, folder, options }) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((file) => file.endsWith(".rego"))
    .map((file) => {
      const path = join(import.meta.dirname, folder, file);
      const formatted = readFileSync(path.replace(/\.rego$/, ".formatted"), "utf8");
      return { name: `${folder}/${file}`, path, text: readFileSync(path, "utf8"), formatted, options, flags };
    }),
);

describe("format", () => {
  test.each(recorded)("$name", ({ formatted, options, text }) => {
    expect(format("policy.rego", text, options)).toBe(formatted);
  });

  test.each(recorded)("$name again changes nothing", ({ formatted, options }) => {
    const again = options.v0v1 === true ? { v0v1: true } : options;
    expect(format("policy.rego", formatted, again)).toBe(formatted);
  });

  // OPA leaves these parentheses and braces out, and so changes what is said, or needs a second run.
  test.each([
    ["a <   (b == c)", "a < (b == c)"],
    ["a & (b|c)", "a & (b | c)"],
    ["x in (y in z)", "x in (y in z)"],
    ["[(x|y)]", "[(x | y)]"],
    ['x := $"{1}{(a+b)*c}"', 'x := $"{1}{(a + b) * c}"'],
    ["plus(a, b, x)", "plus(a, b, x)"],
    ["x :=\n # why\n 1", "x := 1 # why"],
  ])("%j", (expression, formatted) => {
    expect(format("policy.rego", `package a\np if {\n y\n ${expression}\n}\n`)).toBe(`package a\n\np if {\n\ty\n\t${formatted}\n}\n`);
  });

  test("imports of version 0 are left out where that is asked for", () => {
    const text = "package a\nimport rego.v1\nimport data.x\nimport future.keywords.in\np := x\n";
    expect(format("policy.rego", text, { dropV0Imports: true })).toBe("package a\n\nimport data.x\n\np := x\n");
  });

  test.each([
    ["p := {", 2, "rego_parse_error"],
    ["import data.x\nimport data.x", 3, "rego_compile_error"],
    ["input if true", 2, "rego_compile_error"],
    ["p if any([true])", 2, "rego_type_error"],
  ])("refuses %j", (text, row, code) => {
    expect(() => format("policy.rego", `package a\n${text}`)).toThrow(RegoErrors);
    expect(errorsOf(`package a\n${text}`)[0]).toMatchObject({ code, location: { file: "policy.rego", row } });
  });

  test("the own policies stay the same in meaning, with all comments", () => {
    const wrong = ownPolicies().flatMap((sample) => (formatSample(sample)?.problems ?? []).map((problem) => `${sample.name}: ${problem}`));
    expect(wrong).toStrictEqual([]);
  });
});

function errorsOf(text: string): readonly unknown[] {
  try {
    format("policy.rego", text);
    return [];
  } catch (error) {
    return error instanceof RegoErrors ? error.errors : [];
  }
}

const hasOpa = findOpaVersion() === "1.20.2";

describe.skipIf(!hasOpa)(hasOpa ? "the recording is what opa fmt prints" : "the recording: SKIPPED, there is no opa 1.20.2", () => {
  test.each(recorded)("$name", ({ flags, formatted, path }) => {
    expect(spawnSync("opa", ["fmt", "--check-result=false", ...flags, path], { encoding: "utf8" }).stdout).toBe(formatted);
  });
});
