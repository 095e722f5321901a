import type { Term } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import type { InspectedAnnotations, Inspection } from "../tools/inspect-modules.ts";
import { stringifyJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import { formatOutput, toOutput } from "./json-output.ts";
import { formatTable } from "./table.ts";

/** What a bundle says of itself in its `.manifest`. */
export interface Manifest {
  readonly revision: string;
  readonly roots: readonly string[];
  readonly metadata?: Value | undefined;
}

/** What is to be shown; the manifest of a folder, none for a file. */
export interface InspectReport extends Inspection {
  readonly manifest?: Manifest | undefined;
}

/** As `opa inspect -f json` prints it. */
export function formatInspectionAsJson(report: InspectReport, withAnnotations: boolean): string {
  const { annotations, capabilities, manifest, namespaces } = report;
  const shown = annotations.map(({ annotations: fields, location, path }) => ({ annotations: fields, location, path }));
  return formatOutput(
    toOutput({
      ...(manifest && {
        manifest: {
          revision: manifest.revision,
          roots: manifest.roots,
          ...(manifest.metadata !== undefined && { metadata: manifest.metadata }),
        },
      }),
      signatures_config: {},
      namespaces: Object.fromEntries(namespaces),
      ...(withAnnotations && shown.length > 0 && { annotations: shown }),
      capabilities,
    }),
  );
}

/** As `opa inspect` prints it for people. */
export function formatInspection({ annotations, manifest, namespaces }: InspectReport, withAnnotations: boolean): string {
  return [
    ...(manifest === undefined ? [] : manifestLines(manifest)),
    ...(namespaces.size === 0 ? [] : ["NAMESPACES:", formatTable(["NAMESPACE", "FILE"], namespaceRows(namespaces))]),
    ...(withAnnotations && annotations.length > 0 ? ["ANNOTATIONS:", ...annotations.flatMap(annotationLines)] : []),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function manifestLines({ revision, roots, metadata }: Manifest): readonly string[] {
  const rows = [
    ...(revision === "" ? [] : [["Revision", revision]]),
    ...(roots.length === 1 && roots[0] === "" ? [] : [...roots].sort().map((root, index) => [index === 0 ? "Roots" : "", root])),
    ...(metadata === undefined ? [] : [["Metadata", stringifyJson(metadata)]]),
  ];
  return rows.length === 0 ? [] : ["MANIFEST:", formatTable(["FIELD", "VALUE"], rows)];
}

function namespaceRows(namespaces: Inspection["namespaces"]): readonly (readonly string[])[] {
  return [...namespaces].flatMap(([namespace, files]) => files.map((file, index) => [index === 0 ? namespace : "", file]));
}

function annotationLines({ annotations, location, package: packageName, path, rule }: InspectedAnnotations): readonly string[] {
  const { title, description, scope, entrypoint } = annotations;
  const heading = typeof title === "string" ? title : printPath(path as readonly PathPart[]).replace(/^data\./, "");
  return [
    heading,
    // OPA counts bytes.
    "=".repeat(new TextEncoder().encode(heading).length),
    "",
    ...(typeof description === "string" ? [description, ""] : []),
    `Package:  ${packageName}`,
    ...(rule === "" ? [] : [`Rule:     ${rule}`]),
    `Location: ${location.file}:${location.row}`,
    `Scope: ${String(scope)}`,
    ...(entrypoint === true ? ["Entrypoint: true"] : []),
    "",
    ...section("Organizations", annotations["organizations"], (item) => String(item)),
    ...section("Authors", annotations["authors"], ({ name, email }: Person) => [name, email && `<${email}>`].filter(Boolean).join(" ")),
    ...section("Schemas", schemaRows(annotations["schemas"]), (row) => String(row)),
    ...resourceLines((annotations["related_resources"] ?? []) as readonly Resource[]),
    ...section(
      "Custom",
      Object.entries((annotations["custom"] ?? {}) as object),
      ([key, value]: [string, Value]) => `${key}: ${stringifyJson(value)}`,
    ),
  ];
}

interface Person {
  readonly name?: string;
  readonly email?: string;
}

interface Resource {
  readonly ref: string;
  readonly description?: string;
}

interface SchemaItem {
  readonly path: readonly PathPart[];
  readonly schema?: readonly PathPart[];
  readonly definition?: Value;
}

interface PathPart {
  readonly type: string;
  readonly value: unknown;
}

function section<T>(title: string, items: unknown, print: (item: T) => string): readonly string[] {
  const list = (items ?? []) as readonly T[];
  return list.length === 0 ? [] : [`${title}:`, ...list.map((item) => ` ${print(item)}`), ""];
}

/** Addresses in a column, and what they are about beside them. */
function resourceLines(resources: readonly Resource[]): readonly string[] {
  const width = Math.max(0, ...resources.map(({ ref }) => ref.length));
  return section("Related Resources", resources, ({ ref, description }: Resource) =>
    description === undefined ? ref : `${ref.padEnd(width)} ${description}`,
  );
}

function schemaRows(schemas: unknown): readonly string[] {
  const items = (schemas ?? []) as readonly SchemaItem[];
  const names = items.map(({ path }) => `${printPath(path)}:`);
  const width = Math.max(0, ...names.map((name) => name.length));
  return items.map(({ schema, definition }, index) => {
    const value = schema === undefined ? stringifyJson(definition ?? null) : printPath(schema);
    return `${names[index]?.padEnd(width)} ${value}`;
  });
}

function printPath(path: readonly PathPart[]): string {
  const terms = path.map(
    ({ type, value }): Term => ({
      ...(type === "var" ? { kind: "var", name: String(value) } : { kind: "string", value: String(value) }),
      start: 0,
      end: 0,
    }),
  );
  return printRef({ kind: "ref", terms, start: 0, end: 0 });
}
