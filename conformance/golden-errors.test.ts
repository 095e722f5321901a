import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { checkModules } from "../src/tools/check-modules.ts";

/** Modules with what an earlier OPA said of them: no part of this project, read where it lies beside it, or where the variable says. */
const file = resolve(import.meta.dirname, "..", process.env["REGO_SHARED_CASES"] ?? "../shared", "golden/compile-errors.json");
/** Where 1.20.2 answers differently, its answer counts. */
const newer: Readonly<Record<string, readonly ExpectedError[]>> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "golden-newer-errors.json"), "utf8"),
);

interface ExpectedError {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly row: number;
  readonly col: number;
}

interface GoldenCase {
  readonly note: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly rego_version: 0 | 1;
  readonly strict: boolean;
  readonly want_errors: readonly ExpectedError[];
}

const cases: readonly GoldenCase[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const title = cases.length > 0 ? "errors of modules, as recorded" : `SKIPPED: there is no ${file} to compare errors with`;

describe.skipIf(cases.length === 0)(title, () => {
  test.each(cases.map((each) => [each.note, each] as const))(
    "%s",
    (note, { modules, rego_version: regoVersion, strict, want_errors: wanted }) => {
      const texts = Object.entries(modules).map(([name, text]) => ({ file: name, text }));
      const found = checkModules(texts, { regoVersion, strict }).map(({ code, message, location }) => ({ code, message, ...location }));
      expect(found).toEqual(newer[note] ?? wanted);
    },
  );
});
