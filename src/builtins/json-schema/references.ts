import { isArray } from "../../values/kind.ts";
import { getProperty, sortedStringKeys } from "../../values/object.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { parseUrl } from "../uri/parse-url.ts";
import { UrlError } from "../uri/percent-encoding.ts";
import { isPlainObject } from "./json-value.ts";
import { SchemaError } from "./schema.ts";

/** Keywords whose value is data, not a schema. */
const literalKeywords = new Set(["const", "enum"]);
/** Keywords whose value names schemas: their keys are no keywords. */
const namingKeywords = new Set(["properties", "dependencies", "patternProperties"]);

/** Where the parts of a schema document are: by their ids, and by JSON pointers into the document. Nothing is loaded from elsewhere. */
export class ReferencePool {
  private readonly documents = new Map<string, Value>();
  /** References made absolute by the ids around them. */
  private readonly absolute = new Map<PlainObject, string>();

  constructor(document: Value) {
    this.documents.set("", document);
    this.collect(document, "");
  }

  /** The absolute form of the `$ref` of an object in the document. */
  absoluteReference(object: PlainObject, written: string): string {
    const known = this.absolute.get(object);
    if (known !== undefined) return known;
    // It was not collected: it cannot be read as a URL, which is to be said now.
    return resolveReference("", written);
  }

  /**
   * The part of the document that an absolute reference names.
   *
   * @throws SchemaError when there is none, or it is in another document
   */
  find(reference: string): Value {
    const known = this.documents.get(reference);
    if (known !== undefined) return known;
    const hash = reference.indexOf("#");
    const document = this.documents.get(hash < 0 ? reference : reference.slice(0, hash));
    if (document === undefined) throw failRemote(reference);
    const { fragment } = parseUrl(reference);
    return followPointer(document, fragment);
  }

  private collect(value: Value, base: string): void {
    if (isArray(value)) for (const item of value) this.collect(item, base);
    if (!isPlainObject(value)) return;
    const scope = this.addId(value, base);
    const reference = getProperty(value, "$ref");
    if (typeof reference === "string") {
      const absolute = tryResolve(scope, reference);
      if (absolute !== undefined) this.absolute.set(value, absolute);
    }
    for (const key of sortedStringKeys(value)) {
      const child = getProperty(value, key) as Value;
      if (literalKeywords.has(key)) continue;
      if (!namingKeywords.has(key)) this.collect(child, scope);
      else if (isPlainObject(child)) for (const inner of Object.values(child)) this.collect(inner, scope);
    }
  }

  /** Notes the id of an object. Answers the base of the references in it. */
  private addId(object: PlainObject, base: string): string {
    const id = getProperty(object, "id") ?? getProperty(object, "$id");
    const absolute = typeof id === "string" ? tryResolve(base, id) : undefined;
    if (absolute === undefined) return base;
    const name = absolute.replace(/#$/, "");
    if (name !== "" && this.documents.has(name)) throw new SchemaError(`Reference already exists: "${name}"`);
    this.documents.set(name, object);
    return name;
  }
}

function tryResolve(base: string, reference: string): string | undefined {
  try {
    return resolveReference(base, reference);
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

/** A reference made absolute (RFC 3986, 5.2). Without a base its path begins with a slash. */
function resolveReference(base: string, reference: string): string {
  const url = readUrl(reference);
  if (url.scheme !== "") return reference.replace(/#$/, "");
  const [document = ""] = base.split("#");
  if (reference === "" || reference.startsWith("#")) return (document + reference).replace(/#$/, "");
  if (URL.canParse(document)) return URL.canParse(reference, document) ? new URL(reference, document).href.replace(/#$/, "") : reference;
  return reference.startsWith("/") ? reference : `/${reference}`;
}

function readUrl(text: string): ReturnType<typeof parseUrl> {
  try {
    return parseUrl(text);
  } catch (error) {
    throw error instanceof UrlError ? new SchemaError(error.message, { cause: error }) : error;
  }
}

function failRemote(reference: string): SchemaError {
  const { scheme, host, path } = readUrl(reference);
  const canonical = scheme === "file" ? path.startsWith("/") : scheme !== "" && host !== "";
  return new SchemaError(canonical ? `remote reference loading disabled: ${reference}` : `Reference ${reference} must be canonical`);
}

/** Follows a JSON pointer (RFC 6901). A fragment that is none names the whole document. */
function followPointer(document: Value, pointer: string): Value {
  if (!pointer.startsWith("/")) return document;
  let value = document;
  for (const token of pointer.slice(1).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    value = step(value, key);
  }
  return value;
}

function step(value: Value, key: string): Value {
  if (isArray(value)) {
    if (!/^[+-]?[0-9]+$/.test(key)) throw new SchemaError(`Invalid array index '${key}'`);
    const item = value[Number(key)];
    if (item === undefined) throw new SchemaError(`Out of bound array[0,${value.length}] index '${Number(key)}'`);
    return item;
  }
  if (!isPlainObject(value)) throw new SchemaError(`Invalid token reference '${key}'`);
  const member = getProperty(value, key);
  if (member === undefined) throw new SchemaError(`Object has no key '${key}'`);
  return member;
}
