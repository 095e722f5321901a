import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import { parseJson } from "../src/values/json.ts";
import { isMap, isObject } from "../src/values/kind.ts";
import type { PlainObject, Value } from "../src/values/value.ts";
import { parseYaml } from "../src/values/yaml.ts";

/** One case in OPA's format: modules, documents and a query, and the result set or the error that it must give. */
export interface ConformanceCase {
  /** Unique in its suite and stable when files come and go: the name of the file, the note, and a number where a note stands twice. */
  readonly id: string;
  /** The folder of the file, or the part of the note before the first slash where the file is at the top of the suite. */
  readonly category: string;
  readonly note: string;
  readonly query: string;
  readonly modules: readonly string[];
  readonly data: Value;
  readonly input: Value | undefined;
  /** The input as a Rego term, which may hold sets. */
  readonly inputTerm: string | undefined;
  readonly expected: Expectation;
  /** Array values of bindings are sorted before they are compared. */
  readonly sortBindings: boolean;
  readonly strictBuiltinErrors: boolean;
}

/** What a case asks for: rows of bindings, or an error whose code is equal and whose text contains `message`. */
export type Expectation =
  | { readonly kind: "result"; readonly rows: readonly PlainObject[] }
  | { readonly kind: "error"; readonly code: string | undefined; readonly message: string | undefined };

/** Reads all cases of a folder and the folders in it, in the order of file names. Throws where a file is not in OPA's format. */
export function readSuite(folder: string): readonly ConformanceCase[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => [".json", ".yaml", ".yml"].includes(extname(file)))
    .sort()
    .flatMap((file) => readCases(join(folder, file), relative(folder, join(folder, file))));
}

function readCases(path: string, file: string): readonly ConformanceCase[] {
  const text = readFileSync(path, "utf8");
  const document = extname(file) === ".json" ? parseJson(text) : parseYaml(text);
  const cases = isPlainObject(document) ? document["cases"] : undefined;
  if (!Array.isArray(cases)) throw new Error(`${path}: expected an object with an array "cases"`);
  const seen = new Map<string, number>();
  return cases.map((fields: Value) => {
    if (!isPlainObject(fields)) throw new Error(`${path}: a case is not an object`);
    const note = readText(fields, "note", path);
    const times = (seen.get(note) ?? 0) + 1;
    seen.set(note, times);
    const id = `${basename(file, extname(file))}: ${note}${times > 1 ? ` #${times}` : ""}`;
    return readCase(fields, id, categoryOf(file, note));
  });
}

function categoryOf(file: string, note: string): string {
  const folders = file.split(sep).slice(0, -1);
  return folders.length > 0 ? folders.join("/") : (note.split("/")[0] ?? note);
}

function readCase(fields: PlainObject, id: string, category: string): ConformanceCase {
  return {
    id,
    category,
    note: readText(fields, "note", id),
    query: readText(fields, "query", id),
    modules: readList(fields, "modules", id).map((text) => (typeof text === "string" ? text : fail(id, "a module is not a string"))),
    data: fields["data"] ?? {},
    input: fields["input"],
    inputTerm: fields["input_term"] === undefined ? undefined : readText(fields, "input_term", id),
    expected: readExpectation(fields, id),
    sortBindings: fields["sort_bindings"] === true,
    strictBuiltinErrors: fields["strict_error"] === true,
  };
}

/** Where a case names both a result and an error, the error decides, as in OPA's runner. */
function readExpectation(fields: PlainObject, id: string): Expectation {
  const code = fields["want_error_code"];
  const message = fields["want_error"];
  if (code !== undefined || message !== undefined) {
    if (!isTextOrAbsent(code) || !isTextOrAbsent(message)) fail(id, "an expected error is not a string");
    return { kind: "error", code, message };
  }
  if (!Array.isArray(fields["want_result"])) fail(id, "it has no expectation (want_result, want_error or want_error_code)");
  const rows = readList(fields, "want_result", id);
  return { kind: "result", rows: rows.map((row) => (isPlainObject(row) ? row : fail(id, "a row of want_result is not an object"))) };
}

function readText(fields: PlainObject, name: string, id: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : fail(id, `"${name}" is not a string`);
}

function readList(fields: PlainObject, name: string, id: string): readonly Value[] {
  const value = fields[name] ?? [];
  return Array.isArray(value) ? value : fail(id, `"${name}" is not an array`);
}

function isTextOrAbsent(value: Value | undefined): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function isPlainObject(value: Value | undefined): value is PlainObject {
  return value !== undefined && isObject(value) && !isMap(value);
}

function fail(id: string, problem: string): never {
  throw new Error(`${id}: ${problem}`);
}
