import type { Term } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { joinPath, splitPath } from "../bundle/archive-path.ts";
import type { Signatures } from "../bundle/bundle.ts";
import type { BundleFile } from "../bundle/bundle-file.ts";
import { describeManifest, type Manifest } from "../bundle/manifest.ts";
import type { InspectedAnnotations, Inspection } from "../tools/inspect-modules.ts";
import { stringifyJson } from "../values/json.ts";
import { compareStrings } from "../values/string-order.ts";
import type { Value } from "../values/value.ts";
import { formatOutput, type Output, toOutput } from "./json-output.ts";
import { formatTable } from "./table.ts";

/** What there is beside modules and documents in a bundle. */
export interface InspectedBundle {
  readonly manifest: Manifest;
  readonly signatures: Signatures | undefined;
  readonly wasm: readonly BundleFile[];
  /** The path under which it was found. */
  readonly location: string;
}

/** What is to be shown; `bundle` is absent for a file. */
export interface InspectReport extends Inspection {
  readonly bundle?: InspectedBundle;
}

/** As `opa inspect -f json` prints it. */
export function formatInspectionAsJson(report: InspectReport, withAnnotations: boolean): string {
  const { annotations, bundle, capabilities, namespaces } = report;
  const shown = annotations.map(({ annotations: fields, location, path }) => ({ annotations: fields, location, path }));
  const fields: (readonly [name: string, output: Output])[] = [
    ...(bundle === undefined ? [] : [["manifest", describeFields(describeManifest(bundle.manifest))] as const]),
    ["signatures_config", describeSignatures(bundle?.signatures)],
    ...(bundle === undefined || bundle.wasm.length === 0 ? [] : [["wasm_modules", describeWasm(bundle)] as const]),
    ["namespaces", toOutput(Object.fromEntries(namespaces))],
    ...(withAnnotations && shown.length > 0 ? [["annotations", toOutput(shown)] as const] : []),
    ["capabilities", toOutput(capabilities)],
  ];
  return formatOutput({ fields });
}

function describeFields(fields: ReturnType<typeof describeManifest>): Output {
  return { fields: fields.map(([name, value]) => [name, { value }]) };
}

function describeSignatures(signatures: Signatures | undefined): Output {
  if (signatures === undefined) return { fields: [] };
  const { plugin, tokens } = signatures;
  return toOutput({ ...(tokens.length > 0 && { signatures: tokens }), ...(plugin !== "" && { plugin }) });
}

/** Where modules of WebAssembly are, and for which rules. */
function describeWasm({ location, manifest, wasm }: InspectedBundle): Output {
  const describe = ({ path }: BundleFile): unknown => {
    const entrypoints = manifest.wasm
      .filter(({ module }) => module === path)
      .map(({ entrypoint }) => `data.${splitPath(entrypoint).join(".")}`);
    return {
      entrypoints: entrypoints.length === 0 ? null : entrypoints,
      path,
      url: path.startsWith("/") ? joinPath(location, path) : path,
    };
  };
  return toOutput(wasm.map(describe));
}

/** As `opa inspect` prints it for people. */
export function formatInspection({ annotations, bundle, namespaces }: InspectReport, withAnnotations: boolean): string {
  return [
    ...(bundle === undefined ? [] : manifestLines(bundle.manifest)),
    ...(namespaces.size === 0 ? [] : ["NAMESPACES:", formatTable(["NAMESPACE", "FILE"], namespaceRows(namespaces))]),
    ...(withAnnotations && annotations.length > 0 ? ["ANNOTATIONS:", ...annotations.flatMap(annotationLines)] : []),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function manifestLines({ revision, roots, metadata = {}, regoVersion }: Manifest): readonly string[] {
  const rows = [
    ...(regoVersion === undefined ? [] : [["Rego Version", String(regoVersion)]]),
    ...(revision === "" ? [] : [["Revision", revision]]),
    ...(roots.length === 1 && roots[0] === ""
      ? []
      : [...roots].sort(compareStrings).map((root, index) => [index === 0 ? "Roots" : "", root])),
    ...(Object.keys(metadata).length === 0 ? [] : [["Metadata", stringifyJson(metadata)]]),
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
