/** `rego types` as a function: TypeScript types of what entry points take and give. */
import { allGroups } from "#builtin-groups";
import type { Module } from "../../ast/nodes.ts";
import type { Builtin } from "../../builtins/define.ts";
import { standardBuiltins } from "../../builtins/standard-builtins.ts";
import { compileModules } from "../../compile/compile.ts";
import { EntrypointError, listEntrypoints, queryOf } from "../../compile/entrypoints.ts";
import { carefulTypeChecker } from "../../compile/types/type-checker.ts";
import { checkOptions, hasMembers, isList, isOneOf, isTexts, type OptionRules } from "../../options/check-options.ts";
import { type ModuleText, parseForCheck } from "../check-modules.ts";
import { SchemaSet } from "../schema-set.ts";
import { CarefulSchemas, compileSchema } from "./careful-schemas.ts";
import { printDocument } from "./print-document.ts";
import { printSchema } from "./print-schema.ts";
import { TypeNames } from "./type-names.ts";

/** Of what types are written, and how. */
export interface TypesOptions {
  /** The documents to describe, `authz/allow`, beside those that METADATA declares as entry points. */
  readonly entrypoints?: readonly string[] | undefined;
  /** JSON schemas of input and data, as for `checkModules`. The type of the input is that of the schema without a name. */
  readonly schemas?: SchemaSet | undefined;
  /** Builtins of your own that the modules call. */
  readonly builtins?: readonly Builtin[] | undefined;
  readonly regoVersion?: 0 | 1 | undefined;
}

const typesRules: OptionRules<TypesOptions> = {
  entrypoints: isTexts,
  schemas: hasMembers("a SchemaSet", "find", "read", "definition"),
  builtins: isList,
  regoVersion: isOneOf(0, 1),
};

/**
 * The text of a TypeScript module: `Input`, a type for each entry point, and `Decisions`, which has both by query. The same modules give the same text.
 *
 * @throws RegoErrors for modules that do not compile; TypeError (EntrypointError) where there is no entry point, or one names nothing or a function, and for options that do not exist; SchemaProblem
 */
export function typesOfEntrypoints(texts: readonly ModuleText[], options: TypesOptions = {}): string {
  checkOptions("typesOfEntrypoints", options, typesRules);
  return typesOfParsed(
    texts.map((text) => parseForCheck(text, { regoVersion: options.regoVersion })),
    options,
  );
}

/** {@link typesOfEntrypoints} of modules that have been parsed. */
export function typesOfParsed(
  modules: readonly Module[],
  { entrypoints = [], schemas = new SchemaSet(), builtins = [] }: TypesOptions,
): string {
  const paths = listEntrypoints(entrypoints, modules);
  if (paths.length === 0)
    throw new EntrypointError("no entry point: name one, `authz/allow`, or declare it in METADATA (`entrypoint: true`)");
  const registry = standardBuiltins(allGroups);
  for (const each of builtins) registry.add(each);
  const typeChecker = carefulTypeChecker(new CarefulSchemas(schemas));
  const program = compileModules(modules, { builtins: registry, typeChecker, strict: false, keepPrint: true, schemas });
  const names = new TypeNames(["Input", "Decisions"]);
  const documents = paths.map((path) => ({
    query: queryOf(path),
    name: names.nameOf(path),
    text: printDocument(path.split("/"), program),
  }));
  const decisions = documents.map(
    ({ query, name }) => `  readonly ${JSON.stringify(query)}: { readonly input: Input; readonly output: ${name} };\n`,
  );
  return [
    "// Written by `rego types`. Changes belong into the policies and schemas.\n",
    declare("Input", "What `input` is, by its schema.", printInput(schemas)),
    ...documents.map(({ query, name, text }) => declare(name, `\`${query}\`, where it is defined.`, text)),
    `/** Input and output by query, for \`TypedEngine\`. */\nexport interface Decisions {\n${decisions.join("")}}\n`,
  ].join("\n");
}

function printInput(schemas: SchemaSet): string {
  const definition = schemas.definition([]);
  if (definition === undefined) return "unknown";
  // For the errors of a schema that cannot be used.
  schemas.find([]);
  return printSchema(compileSchema(definition));
}

/** An interface where it can be one: editors show its name. */
function declare(name: string, about: string, text: string): string {
  const comment = `/** ${about.replaceAll("*/", "*\\/")} */\n`;
  return isObjectText(text) ? `${comment}export interface ${name} ${text}\n` : `${comment}export type ${name} = ${text};\n`;
}

/** Whether the braces at both ends belong together. */
function isObjectText(text: string): boolean {
  return text.startsWith("{\n") && text.indexOf("\n}") === text.length - 2;
}
