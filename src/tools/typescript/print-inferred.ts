import { isUnknown, type ObjectType, type Type } from "../../types/types.ts";
import { stringifyJson } from "../../values/json.ts";
import { compareStrings } from "../../values/string-order.ts";
import { type Member, printArray, printObject, printTuple, uniteTexts } from "./type-text.ts";

/**
 * The TypeScript type of the plain JSON that values of an inferred type become: sets are arrays, keys are texts.
 *
 * @param mayLack whether the properties of an object may be missing, as those of a JSON schema
 */
export function printInferred(type: Type, mayLack: (type: ObjectType) => boolean): string {
  const print = (inner: Type): string => printInferred(inner, mayLack);
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
        ? printArray(print(type.rest))
        : printTuple(type.items.map(print), type.rest && print(type.rest));
    case "set":
      return printArray(print(type.element));
    case "object":
      return printObject(membersOf(type, mayLack(type), print), type.dynamic && print(type.dynamic.value));
    case "union":
      return isUnknown(type) ? "unknown" : uniteTexts(type.members.map(print));
  }
}

/** Keys that are no strings become their JSON texts, which may be those of other keys. */
function membersOf({ properties }: ObjectType, optional: boolean, print: (type: Type) => string): readonly Member[] {
  const texts = new Map<string, string[]>();
  for (const { key, type } of properties) {
    const name = typeof key === "string" ? key : stringifyJson(key);
    texts.set(name, [...(texts.get(name) ?? []), print(type)]);
  }
  const names = [...texts.keys()].sort(compareStrings);
  return names.map((key) => ({ key, text: uniteTexts(texts.get(key) ?? []), optional }));
}
