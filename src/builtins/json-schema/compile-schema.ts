import { getProperty } from "../../values/object.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { readAlternatives, readArrayKeywords, readItems, readNames, readProperties } from "./composite-keywords.ts";
import { isPlainObject } from "./json-value.ts";
import { ReferencePool } from "./references.ts";
import { readBounds, readConstants, readNumbers, readRequired, readText, readTypes } from "./scalar-keywords.ts";
import type { Draft, Schema, SchemaCompiler, SchemaContext } from "./schema.ts";
import { SchemaError } from "./schema.ts";

/** Schemas nested deeper are refused. */
const maximalDepth = 500;

const drafts: ReadonlyMap<string, Draft> = new Map([
  ["http://json-schema.org/draft-04/schema", 4],
  ["http://json-schema.org/draft-06/schema", 6],
  ["http://json-schema.org/draft-07/schema", 7],
]);

/**
 * Compiles a schema document. The order in which keywords are looked at is gojsonschema's, since the first that is wrong is the one
 * that is complained about.
 *
 * @throws SchemaError with gojsonschema's text
 */
export function compileSchema(document: Value, context: SchemaContext): Schema {
  if (!isPlainObject(document) && typeof document !== "boolean") throw new SchemaError("schema is invalid");
  return new DocumentCompiler(document, context).compileRoot();
}

class DocumentCompiler implements SchemaCompiler {
  readonly draft: Draft;
  readonly context: SchemaContext;
  private readonly document: Value;
  private readonly pool: ReferencePool;
  private readonly referenced = new Map<string, Schema>();
  private depth = 0;

  constructor(document: Value, context: SchemaContext) {
    this.document = document;
    this.context = context;
    this.draft = readDraft(document);
    this.pool = new ReferencePool(document);
  }

  compileRoot(): Schema {
    return this.compile(this.document);
  }

  readonly compile = (value: Value): Schema => {
    const schema: Schema = {};
    this.fill(schema, value);
    return schema;
  };

  private fill(schema: Schema, value: Value): void {
    this.context.tick(1);
    if (this.depth >= maximalDepth) throw new SchemaError("schema is nested too deeply");
    this.depth++;
    if (typeof value === "boolean" && this.draft !== 4) schema.pass = value;
    else if (isPlainObject(value)) this.fillFromObject(schema, value);
    else throw new SchemaError("Expected: Valid Schema, given: Invalid JSON");
    this.depth--;
  }

  private fillFromObject(schema: Schema, object: PlainObject): void {
    for (const keyword of [this.idKeyword(object), "definitions", "title", "description", "$ref"]) {
      const value = getProperty(object, keyword);
      if (value === undefined) continue;
      if (keyword === "definitions") this.readDefinitions(value);
      else if (typeof value !== "string") throw new SchemaError(`Invalid type. Expected: string, given: ${keyword}`);
      // What stands beside a reference is looked at only if the reference was met before, and never counts.
      else if (keyword === "$ref" && this.follow(schema, object, value)) return;
    }
    readTypes(schema, object);
    readProperties(schema, object, this);
    readNames(schema, object, this);
    readItems(schema, object, this);
    readNumbers(schema, object, this.draft);
    readText(schema, object, this.context);
    readBounds(schema, object, "minProperties", "maxProperties");
    readRequired(schema, object);
    readArrayKeywords(schema, object, this);
    readConstants(schema, object, this.draft);
    readAlternatives(schema, object, this);
  }

  private idKeyword(object: PlainObject): string {
    if (this.draft === 4) return "id";
    return this.draft === "hybrid" && getProperty(object, "id") !== undefined ? "id" : "$id";
  }

  private readDefinitions(value: Value): void {
    const wrong = "Invalid type. Expected: Array Of Schemas, given: definitions";
    if (!isPlainObject(value)) throw new SchemaError(wrong);
    for (const definition of Object.values(value)) {
      if (!isPlainObject(definition) && typeof definition !== "boolean") throw new SchemaError(wrong);
      this.compile(definition);
    }
  }

  /** Sets the schema that a reference names. Whether it had not been met before. */
  private follow(schema: Schema, object: PlainObject, written: string): boolean {
    const reference = this.pool.absoluteReference(object, written);
    const known = this.referenced.get(reference);
    if (known !== undefined) {
      schema.reference = known;
      return false;
    }
    const target = this.pool.find(reference);
    if (!isPlainObject(target) && typeof target !== "boolean") throw new SchemaError("Valid Schema must be of type object");
    const referenced: Schema = {};
    this.referenced.set(reference, referenced);
    schema.reference = referenced;
    this.fill(referenced, target);
    return true;
  }
}

function readDraft(document: Value): Draft {
  const name = isPlainObject(document) ? getProperty(document, "$schema") : undefined;
  if (name === undefined) return "hybrid";
  if (typeof name !== "string") throw new SchemaError("$schema must be of type string");
  return drafts.get(name.replace(/#$/, "")) ?? "hybrid";
}
