/** `rego types` as a function: TypeScript types of what entry points take and give. */
import { allGroups } from "#builtin-groups";
import type { Module } from "../../ast/nodes.ts";
import type { Builtin } from "../../builtins/define.ts";
import { schemaCompiler } from "../../builtins/group.ts";
import { standardBuiltins } from "../../builtins/standard-builtins.ts";
import { compileModules } from "../../compile/compile.ts";
import { EntrypointError, listEntrypoints, queryOf } from "../../compile/entrypoints.ts";
import type { CheckedProgram } from "../../compile/program.ts";
import type { Schemas } from "../../compile/type-checking.ts";
import { typeChecker } from "../../compile/types/type-checker.ts";
import type { ObjectType, Type } from "../../types/types.ts";
import { type ModuleText, parseForCheck } from "../check-modules.ts";
import { SchemaSet } from "../schema-set.ts";
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

/**
 * The text of a TypeScript module: `Input`, a type for each entry point, and `Decisions`, which has both by query. The same modules give the same text.
 *
 * @throws RegoErrors for modules that do not compile; TypeError (EntrypointError) where there is no entry point, or one names nothing; SchemaProblem
 */
export function typesOfEntrypoints(texts: readonly ModuleText[], options: TypesOptions = {}): string {
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
  const noted = new NotedSchemas(schemas);
  const registry = standardBuiltins(allGroups);
  for (const each of builtins) registry.add(each);
  const program = compileModules(modules, { builtins: registry, typeChecker, strict: false, keepPrint: true, schemas: noted });
  const names = new TypeNames(["Input", "Decisions"]);
  const documents = paths.map((path) => ({ query: queryOf(path), name: names.nameOf(path), text: printOutput(path, program, noted) }));
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

function printOutput(path: string, program: CheckedProgram, noted: NotedSchemas): string {
  return printDocument(path.split("/"), program, (type) => noted.has(type));
}

const compileSchema = schemaCompiler(allGroups);

function printInput(schemas: SchemaSet): string {
  const definition = schemas.definition([]);
  if (definition === undefined) return "unknown";
  // For the errors of a schema that cannot be used.
  schemas.find([]);
  return printSchema(compileSchema(definition, { tick: () => undefined, engineCache: new Map() }));
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

/** Schemas whose object types are remembered: a document of that type may lack what the schema only allows. */
class NotedSchemas implements Schemas {
  private readonly schemas: SchemaSet;
  private readonly objects = new WeakSet<ObjectType>();

  constructor(schemas: SchemaSet) {
    this.schemas = schemas;
  }

  get hasNamed(): boolean {
    return this.schemas.hasNamed;
  }

  find(name: readonly string[]): Type | undefined {
    const type = this.schemas.find(name);
    if (type !== undefined) this.note(type);
    return type;
  }

  read(definition: Parameters<Schemas["read"]>[0]): Type {
    const type = this.schemas.read(definition);
    this.note(type);
    return type;
  }

  has(type: ObjectType): boolean {
    return this.objects.has(type);
  }

  private note(type: Type): void {
    if (type.kind === "union") for (const member of type.members) this.note(member);
    if (type.kind === "array") for (const item of [...type.items, ...(type.rest === undefined ? [] : [type.rest])]) this.note(item);
    if (type.kind !== "object" || this.objects.has(type)) return;
    this.objects.add(type);
    for (const property of type.properties) this.note(property.type);
    if (type.dynamic !== undefined) this.note(type.dynamic.value);
  }
}
