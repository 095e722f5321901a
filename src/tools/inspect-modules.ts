/** `rego inspect` as a function: what modules and documents there are, and what is written about them. */
import type { Annotations, Module, RefTerm } from "../ast/nodes.ts";
import { printRef } from "../ast/print.ts";
import { sortField, termToJson } from "../ast/to-json.ts";
import { type RegoError, RegoErrors } from "../errors/rego-error.ts";
import { compareStrings } from "../values/string-order.ts";
import type { DescribedCapabilities } from "./capabilities.ts";
import { checkParsed, type ModuleText, parseForCheck } from "./check-modules.ts";
import { requiredCapabilities } from "./required-capabilities.ts";

/** A document of a bundle: its file, and the folders by which it is placed below `data`. */
export interface InspectedDocument {
  readonly file: string;
  readonly path: readonly string[];
}

/** What modules hold, in the form of `opa inspect -f json`. */
export interface Inspection {
  /** The files that contribute to each package or place of documents, by `data.…`, in order. */
  readonly namespaces: ReadonlyMap<string, readonly string[]>;
  /** In order of what they describe. */
  readonly annotations: readonly InspectedAnnotations[];
  readonly capabilities: DescribedCapabilities;
}

/** What METADATA says of a package or a rule. */
export interface InspectedAnnotations {
  /** The fields with their names in order, `scope` included. */
  readonly annotations: Readonly<Record<string, unknown>>;
  /** Where the package or the rule is. */
  readonly location: { readonly file: string; readonly row: number; readonly col: number };
  readonly path: readonly unknown[];
  /** The package, `a.b`, and the head of the rule in it, `p.q[x]`; "" for packages. */
  readonly package: string;
  readonly rule: string;
}

/**
 * Describes modules that belong together, and documents beside them. Throws RegoErrors where they do not parse or compile; what a function that is
 * not known here makes wrong is forgiven.
 */
export function inspectModules(
  texts: readonly ModuleText[],
  { documents = [], regoVersion = 1 }: { readonly documents?: readonly InspectedDocument[]; readonly regoVersion?: 0 | 1 } = {},
): Inspection {
  const modules = texts.map((text) => parseForCheck(text, { regoVersion }));
  const errors = checkForInspection(modules, regoVersion);
  if (errors.length > 0) throw new RegoErrors(errors);
  return inspectParsed(modules, documents);
}

/** What is wrong with modules that are to be described. */
export function checkForInspection(modules: readonly Module[], regoVersion: 0 | 1): readonly RegoError[] {
  return checkParsed(modules, { regoVersion }).filter((error) => !isForgiven(error));
}

/** OPA looks into bundles that call functions which only other programs have, and so cannot say what is safe. */
function isForgiven({ code, message }: RegoError): boolean {
  return code === "rego_unsafe_var_error" || message.startsWith("undefined function ");
}

/** {@link inspectModules} of modules that have been parsed and checked. */
export function inspectParsed(modules: readonly Module[], documents: readonly InspectedDocument[]): Inspection {
  const files: (readonly [namespace: string, file: string])[] = [
    ...documents.map(({ file, path }) => [["data", ...path].join("."), file] as const),
    ...modules.map((module) => [printPath(module.package.path), module.source.file] as const),
  ];
  const namespaces = new Map<string, readonly string[]>();
  for (const [namespace, file] of files.toSorted(compareFiles)) namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), file]);
  const annotations = modules.flatMap((module) => module.annotations.map((each) => describe(each, module)));
  return { namespaces, annotations: annotations.sort(compareAnnotations), capabilities: requiredCapabilities(modules) };
}

function compareFiles([left, leftFile]: readonly [string, string], [right, rightFile]: readonly [string, string]): number {
  return compareStrings(left, right) || compareStrings(leftFile, rightFile);
}

function describe({ fields, rule, scope, target }: Annotations, module: Module): InspectedAnnotations {
  const path = module.package.path;
  return {
    annotations: sortFields({ ...fields, scope }),
    location: module.source.locate((rule ?? module.package).start),
    path: target.terms.map((term) => termToJson(term)),
    package: printPath(path).replace(/^data\./, ""),
    rule: rule === undefined ? "" : printRef(rule.head.ref),
  };
}

function printPath(path: RefTerm): string {
  return path.terms.map(keyOf).join(".");
}

function keyOf(term: RefTerm["terms"][number]): string {
  return term.kind === "string" ? term.value : term.kind === "var" ? term.name : "";
}

/** By path, then by place. */
function compareAnnotations(left: InspectedAnnotations, right: InspectedAnnotations): number {
  const [leftKey, rightKey] = [left, right].map((each) => `${each.package}.${each.rule}`) as [string, string];
  return (
    compareStrings(leftKey, rightKey) || compareStrings(left.location.file, right.location.file) || left.location.row - right.location.row
  );
}

function sortFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fields).sort(([left], [right]) => compareStrings(left, right));
  return Object.fromEntries(entries.map(([name, field]) => [name, sortField(name, field)]));
}
