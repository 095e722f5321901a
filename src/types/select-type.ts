/** What selecting from a value gives, by its type: keys, values, and the value at a known key. */
import { compareValues } from "../values/compare.ts";
import { isArray, isNumber, isSet } from "../values/kind.ts";
import { toInteger64 } from "../values/number.ts";
import { sortedEntries } from "../values/object.ts";
import type { Value } from "../values/value.ts";
import type { ArrayType, ObjectType, Property, Type } from "./types.ts";
import { anyType, booleanType, isUnknown, nullType, numberType, stringType } from "./types.ts";
import { includesType, uniteTypes } from "./unite-types.ts";

/** The type of a constant. */
export function typeOfValue(value: Value): Type {
  if (value === null) return nullType;
  if (typeof value === "boolean") return booleanType;
  if (typeof value === "string") return stringType;
  if (isNumber(value)) return numberType;
  if (isArray(value)) return { kind: "array", items: value.map(typeOfValue), rest: value.length === 0 ? anyType : undefined };
  if (isSet(value)) return { kind: "set", element: value.size === 0 ? anyType : value.sorted().map(typeOfValue).reduce(uniteTypes) };
  const properties = [...sortedEntries(value)].map(([key, item]) => ({ key, type: typeOfValue(item) }));
  return makeObjectType(properties, properties.length === 0 ? { key: anyType, value: anyType } : undefined);
}

/** An object type with its properties in order; of several with one key the last counts. */
export function makeObjectType(properties: readonly Property[], dynamic: ObjectType["dynamic"]): Type {
  const sorted = properties.toSorted((left, right) => compareValues(left.key, right.key));
  const unique = sorted.filter(({ key }, index) => {
    const next = sorted[index + 1];
    return next === undefined || compareValues(key, next.key) !== 0;
  });
  return { kind: "object", properties: unique, dynamic };
}

/** The property of that key, by binary search. */
function findProperty({ properties }: ObjectType, key: Value): Property | undefined {
  let low = 0;
  let high = properties.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const property = properties[middle];
    if (property === undefined) return undefined;
    const order = compareValues(property.key, key);
    if (order === 0) return property;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** The type of the value at a key; undefined where there surely is none, or where the type has no keys. */
export function selectType(type: Type, key: Value): Type | undefined {
  switch (type.kind) {
    case "any":
      return anyType;
    case "array":
      return selectItem(type, key);
    case "set": {
      const own = typeOfValue(key);
      return includesType(type.element, own) ? own : undefined;
    }
    case "object": {
      const property = findProperty(type, key);
      if (property !== undefined) return property.type;
      return type.dynamic !== undefined && includesType(type.dynamic.key, typeOfValue(key)) ? type.dynamic.value : undefined;
    }
    case "union":
      return uniteDefined(type.members.map((member) => selectType(member, key)));
    default:
      return undefined;
  }
}

/** OPA takes indexes as integers of 64 bits. */
function selectItem({ items, rest }: ArrayType, key: Value): Type | undefined {
  const index = isNumber(key) ? toInteger64(key) : undefined;
  if (index === undefined || index < 0n) return undefined;
  return items[Number(index)] ?? rest;
}

/** The type of the keys; undefined for what has none: scalars and functions. */
export function keyType(type: Type): Type | undefined {
  switch (type.kind) {
    case "any":
      return anyType;
    case "array":
      return numberType;
    case "set":
      return type.element;
    case "object":
      return uniteDefined([...type.properties.map(({ key }) => typeOfValue(key)), type.dynamic?.key]);
    case "union":
      return uniteDefined(type.members.map(keyType));
    default:
      return undefined;
  }
}

/** The type of the values; undefined for scalars and functions. */
export function valueType(type: Type): Type | undefined {
  switch (type.kind) {
    case "any":
      return anyType;
    case "array":
      return uniteDefined([...type.items, type.rest]);
    case "set":
      return type.element;
    case "object":
      return uniteDefined([...type.properties.map((property) => property.type), type.dynamic?.value]);
    case "union":
      return uniteDefined(type.members.map(valueType));
    default:
      return undefined;
  }
}

function uniteDefined(types: readonly (Type | undefined)[]): Type | undefined {
  let united: Type | undefined;
  for (const type of types) if (type !== undefined) united = united === undefined ? type : uniteTypes(united, type);
  return united;
}

const known = new WeakMap<Type, boolean>();

/**
 * Is the type, or a type inside of it, not known? As in OPA, members of unions and elements of sets are not looked at. Remembered for
 * composite types: rules share those of the rules that they refer to, so that walking a type anew each time could take exponential time.
 */
export function hasUnknown(type: Type): boolean {
  switch (type.kind) {
    case "union":
      return isUnknown(type);
    case "array":
    case "object": {
      let found = known.get(type);
      if (found === undefined) {
        found = partsOf(type).some(hasUnknown);
        known.set(type, found);
      }
      return found;
    }
    default:
      return false;
  }
}

function partsOf(type: ArrayType | ObjectType): readonly Type[] {
  if (type.kind === "array") return type.rest === undefined ? type.items : [...type.items, type.rest];
  const types = type.properties.map((property) => property.type);
  return type.dynamic === undefined ? types : [...types, type.dynamic.key, type.dynamic.value];
}
