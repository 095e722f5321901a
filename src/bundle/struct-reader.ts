import { isArray, isMap, isNumber, isObject, kindOf } from "../values/kind.ts";
import { numberToText } from "../values/number.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { bundleErrors } from "./bundle-error.ts";

/** Reads the members of a JSON object as Go reads a struct: null is no value, names may be in any case, and other types are errors in Go's words. */
export class StructReader {
  private readonly members: PlainObject;
  private readonly path: string;

  private constructor(members: PlainObject, path: string) {
    this.members = members;
    this.path = path;
  }

  /**
   * `goType` is the struct's, `name` what its fields are named behind. `path` is where it is itself, for one within another. Throws BundleError for what is
   * no object.
   */
  static open(value: Value, goType: string, name: string, path?: string): StructReader {
    // Go names the inner struct, and then the way to it from the outer one.
    const named = path === undefined ? name : path.replace(/^[^.]*/, name);
    if (value === null) return new StructReader({}, named);
    if (isObject(value) && !isMap(value)) return new StructReader(value, named);
    throw path === undefined ? refuse(value, `Go value of type ${goType}`) : refuse(value, `Go struct field ${path} of type ${goType}`);
  }

  /** Undefined for null and for what is not there. */
  value(name: string): Value | undefined {
    const exact = Object.hasOwn(this.members, name) ? this.members[name] : undefined;
    const key = Object.keys(this.members).find((each) => each.toLowerCase() === name);
    const found = exact ?? (key === undefined ? undefined : this.members[key]);
    return found ?? undefined;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.asText(value, this.pathOf(name));
  }

  integer(name: string): number | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.asInteger(value, this.pathOf(name));
  }

  object(name: string): PlainObject | undefined {
    const value = this.value(name);
    if (value === undefined || (isObject(value) && !isMap(value))) return value;
    throw refuseField(value, this.pathOf(name), "map[string]interface {}");
  }

  list<T>(name: string, goType: string, read: (item: Value, path: string) => T): readonly T[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isArray(value)) throw refuseField(value, this.pathOf(name), goType);
    return value.map((item) => read(item, this.pathOf(name)));
  }

  record<T>(name: string, goType: string, read: (item: Value, path: string) => T): Readonly<Record<string, T>> | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isObject(value) || isMap(value)) throw refuseField(value, this.pathOf(name), goType);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item, this.pathOf(name))]));
  }

  asText(value: Value, path: string): string {
    if (value === null) return "";
    if (typeof value === "string") return value;
    throw refuseField(value, path, "string");
  }

  asInteger(value: Value, path: string): number {
    if (value === null) return 0;
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    throw refuseField(value, path, "int");
  }

  private pathOf(name: string): string {
    return `${this.path}.${name}`;
  }
}

function refuseField(value: Value, path: string, goType: string): Error {
  return refuse(value, `Go struct field ${path} of type ${goType}`);
}

function refuse(value: Value, into: string): Error {
  const shown =
    isNumber(value) && into.endsWith(" int") ? `number ${numberToText(value)}` : kindOf(value) === "boolean" ? "bool" : kindOf(value);
  return bundleErrors.manifest(new TypeError(`json: cannot unmarshal ${shown} into ${into}`));
}
