/**
 * Static types: what builtins take and return, and what the type checker infers. The type parameter is the TypeScript type of the
 * values, so that a builtin's implementation is typed by its signature.
 */
import type { RegoNumber, RegoObject, RegoSet, Value } from "../values/value.ts";

declare const phantom: unique symbol;

/** A type whose values have the TypeScript type `T`. */
export type Type<T = Value> = TypeShape & { readonly [phantom]?: T };

/** The TypeScript type of the values of a type. */
export type ValueOf<T> = T extends { readonly [phantom]?: infer V } ? Exclude<V, undefined> : never;

export type TypeShape = AnyType | ScalarType | ArrayType | SetType | ObjectType | UnionType | FunctionType;
export type TypeKind = TypeShape["kind"];

/** Any value at all. */
export interface AnyType {
  readonly kind: "any";
}

export interface ScalarType {
  readonly kind: "null" | "boolean" | "number" | "string";
}

/** An array: first the elements whose types are known one by one, then any number of `rest` (none when that is undefined). */
export interface ArrayType {
  readonly kind: "array";
  readonly items: readonly Type[];
  readonly rest: Type | undefined;
}

export interface SetType {
  readonly kind: "set";
  readonly element: Type;
}

export interface Property {
  /** A constant: mostly a string, but any scalar may be a key. */
  readonly key: Value;
  readonly type: Type;
  /** The object may lack it. OPA's types have no such thing: only what is inferred with care says so. */
  readonly optional?: true;
}

/** An object: properties that it has, and the types of any others (none when `dynamic` is undefined). */
export interface ObjectType {
  readonly kind: "object";
  readonly properties: readonly Property[];
  readonly dynamic: { readonly key: Type; readonly value: Type } | undefined;
}

/** One of several types; OPA prints it `any<…>`. Of none: {@link unknownType}. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly Type[];
}

export interface FunctionType {
  readonly kind: "function";
  readonly args: readonly Type[];
  /** The type of operands beyond `args`; undefined when there may be none. */
  readonly variadic: Type | undefined;
  readonly result: Type | undefined;
}

/** Any value. */
export const anyType: Type<Value> = { kind: "any" };
/** `null`. */
export const nullType: Type<null> = { kind: "null" };
/** `true` and `false`. */
export const booleanType: Type<boolean> = { kind: "boolean" };
/** All numbers. */
export const numberType: Type<RegoNumber> = { kind: "number" };
/** All texts. */
export const stringType: Type<string> = { kind: "string" };

/** What nothing is known of yet: in the type checker, a variable of which nothing has been inferred so far. OPA prints it `???`. */
export const unknownType: Type<never> = { kind: "union", members: [] };

export function isUnknown(type: Type): boolean {
  return type.kind === "union" && type.members.length === 0;
}

/** An array of any length. */
export function arrayOf<T extends Value>(element: Type<T>): Type<readonly T[]> {
  return { kind: "array", items: [], rest: element };
}

/** An array with exactly the given elements. */
export function tupleOf<T extends readonly Type[]>(...items: T): Type<{ readonly [Index in keyof T]: ValueOf<T[Index]> }> {
  return { kind: "array", items, rest: undefined };
}

/** Sets with elements of a type. */
export function setOf(element: Type): Type<RegoSet> {
  return { kind: "set", element };
}

/** An object with any number of keys of one type. */
export function objectOf(key: Type, value: Type): Type<RegoObject> {
  return { kind: "object", properties: [], dynamic: { key, value } };
}

/** An object with the given properties, and others if `dynamic` says of which types. */
export function record(
  properties: Readonly<Record<string, Type>>,
  dynamic?: { readonly key: Type; readonly value: Type },
): Type<RegoObject> {
  return { kind: "object", properties: Object.entries(properties).map(([key, type]) => ({ key, type })), dynamic };
}

/** One of the given types, in the given order. */
export function anyOf<T extends readonly Type[]>(...members: T): Type<ValueOf<T[number]>> {
  return { kind: "union", members };
}

export function functionType(args: readonly Type[], result: Type | undefined, variadic?: Type): FunctionType {
  return { kind: "function", args, result, variadic };
}
