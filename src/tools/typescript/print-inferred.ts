import { isUnknown, type ObjectType, type Type } from "../../types/types.ts";
import { stringifyJson } from "../../values/json.ts";
import { compareStrings } from "../../values/string-order.ts";
import type { Value } from "../../values/value.ts";
import { type Member, printArray, printObject, printTuple, uniteTexts } from "./type-text.ts";

/** The TypeScript type of the plain JSON that values of an inferred type become: sets are arrays, keys are texts. */
export function printInferred(type: Type): string {
  switch (type.kind) {
    case "any":
    case "function":
      return "unknown";
    case "null":
    case "boolean":
    case "number":
    case "string":
      return type.kind;
    case "array":
      return type.items.length === 0 && type.rest !== undefined
        ? printArray(printInferred(type.rest))
        : printTuple(type.items.map(printInferred), type.rest && printInferred(type.rest));
    case "set":
      return printArray(printInferred(type.element));
    case "object":
      return printObjectType(type);
    case "union":
      return isUnknown(type) ? "unknown" : uniteTexts(type.members.map(printInferred));
  }
}

/** That there may be more of which nothing is known goes without saying where something is known. */
function printObjectType({ properties, dynamic }: ObjectType): string {
  const members = properties.map(({ key, type, optional = false }) => ({ key, text: printInferred(type), optional }));
  const others = dynamic && printInferred(dynamic.value);
  return printObject(mergeMembers(members), others === "unknown" ? undefined : others);
}

/** What an object has at a key. */
interface KeyedMember {
  readonly key: Value;
  readonly text: string;
  readonly optional: boolean;
}

/** Members in order of their names. Keys that are no strings become their JSON texts, which may be those of other keys. */
export function mergeMembers(members: readonly KeyedMember[]): readonly Member[] {
  const merged = new Map<string, Member>();
  for (const { key, text, optional } of members) {
    const name = typeof key === "string" ? key : stringifyJson(key);
    const other = merged.get(name);
    merged.set(name, {
      key: name,
      text: other === undefined ? text : uniteTexts([other.text, text]),
      optional: optional && (other?.optional ?? true),
    });
  }
  return [...merged.values()].sort((left, right) => compareStrings(left.key, right.key));
}
