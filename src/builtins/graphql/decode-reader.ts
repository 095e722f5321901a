import { isArray, isNumber, isObject } from "../../values/kind.ts";
import { numberToText } from "../../values/number.ts";
import { getProperty, sortedKeys } from "../../values/object.ts";
import type { RegoObject, Value } from "../../values/value.ts";

/** A value of the wrong kind in an AST object, in the words of Go's `encoding/json`. */
export class DecodeProblem extends Error {
  override readonly name = "DecodeProblem";
}

/** Reads the fields of one Go struct; knows its name and the way to it for errors. */
export class StructReader {
  private readonly object: RegoObject;
  private readonly struct: string;
  private readonly path: readonly string[];
  /** Structs that read themselves compare names exactly, others without regard to case. */
  private readonly isExact: boolean;

  constructor(value: Value, struct: string, path: readonly string[], options: { readonly exact?: boolean; readonly type?: string } = {}) {
    if (value !== null && !isObject(value)) {
      throw new DecodeProblem(
        `json: cannot unmarshal ${describeKind(value)} into Go ${describePlace(path, struct)} of type ${options.type ?? `ast.${struct}`}`,
      );
    }
    this.object = value ?? {};
    this.struct = struct;
    this.path = path;
    this.isExact = options.exact ?? false;
  }

  private find(name: string): Value | undefined {
    const exact = getProperty(this.object, name);
    if (exact !== undefined || this.isExact) return exact ?? undefined;
    const key = sortedKeys(this.object).find((each) => typeof each === "string" && each.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : getProperty(this.object, key);
  }

  private fail(name: string, value: Value, type: string): DecodeProblem {
    const field = [this.struct, ...this.path, name].join(".");
    return new DecodeProblem(`json: cannot unmarshal ${describeKind(value)} into Go struct field ${field} of type ${type}`);
  }

  text(name: string, type = "string"): string {
    const value = this.find(name) ?? null;
    if (value === null) return "";
    if (typeof value !== "string") throw this.fail(name, value, type);
    return value;
  }

  flag(name: string): boolean {
    const value = this.find(name) ?? null;
    if (value === null) return false;
    if (typeof value !== "boolean") throw this.fail(name, value, "bool");
    return value;
  }

  number(name: string, type: string): number {
    const value = this.find(name) ?? null;
    if (value === null) return 0;
    if (!isNumber(value)) throw this.fail(name, value, type);
    return Number(numberToText(value));
  }

  texts(name: string): string[] {
    return this.list(name, "[]string", (item) => {
      if (item !== null && typeof item !== "string") throw this.fail(name, item, "string");
      return item ?? "";
    });
  }

  /** The items of a list; none when it is absent or null. */
  list<T>(name: string, type: string, read: (item: Value, path: readonly string[]) => T): T[] {
    const value = this.find(name) ?? null;
    if (value === null) return [];
    if (!isArray(value)) throw this.fail(name, value, type);
    return value.map((item) => read(item, [...this.path, name]));
  }

  /** A struct in a field; undefined when it is absent or null. */
  child<T>(name: string, read: (value: Value, path: readonly string[]) => T): T | undefined {
    const value = this.find(name) ?? null;
    return value === null ? undefined : read(value, [...this.path, name]);
  }
}

function describePlace(path: readonly string[], struct: string): string {
  return path.length === 0 ? "value" : `struct field ${struct}.${path.join(".")}`;
}

function describeKind(value: Value): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (value === null) return "null";
  return isNumber(value) ? "number" : isArray(value) ? "array" : "object";
}
