import type { Term } from "../ast/nodes.ts";
import { termToJson } from "../ast/to-json.ts";
import {
  authorFault,
  cannotUnmarshal,
  INVALID_DOCUMENT_REFERENCE,
  INVALID_SCHEMA_REFERENCE,
  invalidSchemaDeclaration,
  invalidUnknown,
  relatedResourceFault,
} from "../errors/parse-errors.ts";

/** The fields of a METADATA block, normalised as OPA keeps them; `scope` and `entrypoint` as written. */
export interface AnnotationFields {
  readonly scope: string | undefined;
  readonly entrypoint: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A field of the wrong shape: `field` where it was found in the YAML (its type does not fit), none for what is in the values. */
export class AnnotationFieldError extends Error {
  override readonly name = "AnnotationFieldError";
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** Reads a reference in a text, such as the paths of `schemas`. */
type ReadReference = (text: string) => readonly Term[] | undefined;

type Mapping = Readonly<Record<string, unknown>>;

/** Checks the fields of a block and brings them in OPA's form. Unknown fields are dropped. */
export function normalizeAnnotation(document: unknown, readReference: ReadReference): AnnotationFields {
  if (document === null) return { scope: undefined, entrypoint: false, fields: {} };
  if (!isMapping(document)) throw unmarshalError(document, "ast.rawAnnotation", undefined);
  const raw = document;
  const fields: Record<string, unknown> = {};
  for (const name of ["title", "description"]) setText(fields, name, readText(raw, name));
  const entrypoint = readBoolean(raw, "entrypoint");
  if (entrypoint) fields.entrypoint = true;
  setList(fields, "organizations", readList(raw, "organizations", "[]string").map(textOf));
  setList(fields, "authors", readList(raw, "authors", "[]interface {}").map(readAuthor));
  setList(fields, "related_resources", readList(raw, "related_resources", "[]interface {}").map(readRelatedResource));
  setList(fields, "schemas", readSchemas(raw, readReference));
  for (const name of ["custom", "labels"]) {
    const mapping = readMapping(raw, name);
    if (mapping !== undefined && Object.keys(mapping).length > 0) fields[name] = mapping;
  }
  const compile = readMapping(raw, "compile");
  if (compile !== undefined) fields.compile = readCompile(compile, readReference);
  return { scope: readText(raw, "scope"), entrypoint, fields };
}

function setText(fields: Record<string, unknown>, name: string, value: string | undefined): void {
  if (value !== undefined && value !== "") fields[name] = value;
}

function setList(fields: Record<string, unknown>, name: string, items: readonly unknown[]): void {
  if (items.length > 0) fields[name] = items;
}

function readText(raw: Mapping, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object") throw unmarshalError(value, "string", name);
  return String(value);
}

function readBoolean(raw: Mapping, name: string): boolean {
  const written = raw[name] ?? false;
  // Where a boolean is wanted, the words of YAML 1.1 are some.
  const value = typeof written === "string" && written !== "" ? (YAML_1_1_BOOLEANS.get(written) ?? written) : written;
  if (typeof value !== "boolean") throw unmarshalError(value, "bool", name);
  return value;
}

const YAML_1_1_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);

function readList(raw: Mapping, name: string, type: string): readonly unknown[] {
  const value = raw[name] ?? [];
  if (!Array.isArray(value)) throw unmarshalError(value, type, name);
  return value;
}

function readMapping(raw: Mapping, name: string): Mapping | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (!isMapping(value)) throw unmarshalError(value, "map[string]interface {}", name);
  return value;
}

function textOf(value: unknown): string {
  if (typeof value === "object" && value !== null) throw unmarshalError(value, "string", "organizations");
  return String(value ?? "");
}

/** `Jane Doe <jane@example.com>`, or an object of name and email. */
function readAuthor(value: unknown): Mapping {
  if (typeof value === "string") {
    const words = value.trim().split(/\s+/);
    if (value.trim() === "") throw new AnnotationFieldError(authorFault(value, "author is an empty string"));
    const email = /^<(.*)>$/.exec(words.at(-1) ?? "")?.[1];
    return email === undefined ? { name: words.join(" ") } : { name: words.slice(0, -1).join(" "), email };
  }
  if (!isMapping(value)) throw new AnnotationFieldError(authorFault(foreign(value), "invalid value type, must be string or map"));
  const name = typeof value.name === "string" ? value.name.trim() : "";
  const email = typeof value.email === "string" ? value.email.trim() : "";
  if (name === "" && email === "") {
    throw new AnnotationFieldError(authorFault(goText(value), "'name' and/or 'email' values required in object"));
  }
  return email === "" ? { name } : { name, email };
}

function readRelatedResource(value: unknown): Mapping {
  if (typeof value === "string") return { ref: readUrl(value, value) };
  if (!isMapping(value)) throw new AnnotationFieldError(relatedResourceFault(foreign(value), "invalid value type, must be string or map"));
  if (typeof value.ref !== "string" || value.ref.trim() === "")
    throw new AnnotationFieldError(relatedResourceFault(goText(value), "'ref' value required in object"));
  const ref = readUrl(value.ref, goText(value));
  const description = typeof value.description === "string" ? value.description.trim() : "";
  return description === "" ? { ref } : { description, ref };
}

function readUrl(text: string, source: string): string {
  const url = text.trim();
  if (url === "") throw new AnnotationFieldError(relatedResourceFault(source, "ref URL may not be empty string"));
  if (url.startsWith(":")) {
    throw new AnnotationFieldError(relatedResourceFault(source, `parse ${JSON.stringify(url)}: missing protocol scheme`));
  }
  return url;
}

function readSchemas(raw: Mapping, readReference: ReadReference): readonly Mapping[] {
  return readList(raw, "schemas", "[]map[string]interface {}").flatMap((item) => {
    if (!isMapping(item)) throw unmarshalError(item, "map[string]interface {}", "schemas");
    if (Object.keys(item).length === 0) throw new AnnotationFieldError(INVALID_DOCUMENT_REFERENCE);
    return Object.entries(item).map(([path, schema]) => readSchema(path, schema, readReference));
  });
}

function readSchema(path: string, schema: unknown, readReference: ReadReference): Mapping {
  const terms = readReference(path);
  // As OPA, only names that stand alone are looked at.
  const target = rooted(terms, terms?.length === 1 ? ["input", "data"] : undefined);
  if (target === undefined) throw new AnnotationFieldError(INVALID_DOCUMENT_REFERENCE);
  if (isMapping(schema)) return { path: target, definition: schema };
  if (typeof schema !== "string") throw new AnnotationFieldError(invalidSchemaDeclaration(path));
  const reference = rooted(readReference(schema), ["schema"]);
  if (reference === undefined) throw new AnnotationFieldError(INVALID_SCHEMA_REFERENCE);
  return { path: target, schema: reference };
}

function readCompile(compile: Mapping, readReference: ReadReference): Mapping {
  const result: Record<string, unknown> = {};
  if (Array.isArray(compile.unknowns)) {
    result.unknowns = compile.unknowns.map((unknown) => {
      const reference = rooted(readReference(String(unknown)), undefined);
      const isRoot = unknown === "input" || unknown === "data";
      if (reference === undefined || (reference.length < 2 && !isRoot)) throw new AnnotationFieldError(invalidUnknown(String(unknown)));
      return reference;
    });
  }
  const mask = typeof compile.mask_rule === "string" ? rooted(readReference(compile.mask_rule), undefined) : undefined;
  if (mask !== undefined) result.mask_rule = mask;
  return result;
}

/** A reference as JSON, if it begins with one of the names. */
function rooted(terms: readonly Term[] | undefined, roots: readonly string[] | undefined): readonly unknown[] | undefined {
  const [head] = terms ?? [];
  if (terms === undefined || head?.kind !== "var" || (roots !== undefined && !roots.includes(head.name))) return undefined;
  return terms.map((term) => termToJson(term));
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unmarshalError(value: unknown, type: string, field: string | undefined): AnnotationFieldError {
  return new AnnotationFieldError(cannotUnmarshal(yamlTag(value), scalarText(value), type), field);
}

function yamlTag(value: unknown): string {
  if (value === null) return "!!null";
  if (Array.isArray(value)) return "!!seq";
  const tags: Readonly<Record<string, string>> = { object: "!!map", string: "!!str", boolean: "!!bool", bigint: "!!int" };
  return tags[typeof value] ?? (Number.isInteger(value) ? "!!int" : "!!float");
}

function scalarText(value: unknown): string | undefined {
  return typeof value === "object" ? undefined : String(value);
}

/** A value of a wrong type as Go's `%s` writes it. */
function foreign(value: unknown): string {
  if (typeof value === "boolean") return `%!s(bool=${value})`;
  if (typeof value === "number") return Number.isInteger(value) ? `%!s(int=${value})` : `%!s(float64=${value})`;
  return value === null ? "%!s(<nil>)" : goText(value);
}

/** A map or a list as Go's `%s` writes it. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (!isMapping(value)) return typeof value === "string" ? value : foreign(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goText(value[key])}`).join(" ")}]`;
}
