import type { Type } from "../../../src/types/types.ts";
import type { Random } from "../policies/random.ts";
import { quoteAll } from "./recipe.ts";

const integers = ["0", "1", "-1", "2", "3", "5", "7", "10", "-17", "64", "100", "255", "1000", "1.0", "1e3", "-0"];
const bigNumbers = [
  ..."4294967296 9007199254740992 9007199254740993 -9223372036854775809 18446744073709551615 123456789012345678901234567890".split(" "),
  ..."1e20 1e21 2e308 1e-7 1.5e300".split(" "),
];
const fractions = "0.1 0.5 -0.5 1.5 -1.5 2.5 -2.5 0.30000000000000004 3.14159 100.25 123456789.123456789 0.000001".split(" ");
const strings = quoteAll(
  ...[
    "",
    "a",
    "b",
    "ab",
    "abc",
    "A",
    "Hello World",
    "é",
    "日本語",
    "😀 x",
    "1",
    "-1.5",
    "true",
    "a/b/c",
    "a.b.c",
    "/a/0",
    "\n\t",
    "\u0000",
    'x"y',
  ],
  ...[" a ", "aaa", "İ", "ß", "ǆ", "foo", "null", "[1]", "<&>", "\u2028", "e\u0301", "01", "1e5", "０"],
);

/** Any value, as a Rego text; composites of a few members. */
export function anyOperand(random: Random, depth = 2): string {
  const scalars: readonly (readonly [number, () => string])[] = [
    [1, () => "null"],
    [2, () => random.pick(["true", "false"])],
    [5, () => anyNumber(random)],
    [6, () => random.pick(strings)],
  ];
  if (depth === 0) return random.weighted(scalars)();
  return random.weighted<() => string>([
    ...scalars,
    [4, () => list(random, "[]", () => anyOperand(random, depth - 1))],
    [3, () => set(random, () => anyOperand(random, depth - 1))],
    [
      4,
      () =>
        object(
          random,
          () =>
            random.weighted<() => string>([
              [6, () => random.pick(strings)],
              [1, () => anyOperand(random, 1)],
            ])(),
          () => anyOperand(random, depth - 1),
        ),
    ],
  ])();
}

/** A value of a type, as a Rego text. */
export function operandOfType(random: Random, type: Type, depth = 2): string {
  switch (type.kind) {
    case "any":
    case "function":
      return anyOperand(random, depth);
    case "null":
      return "null";
    case "boolean":
      return random.pick(["true", "false"]);
    case "number":
      return anyNumber(random);
    case "string":
      return random.pick(strings);
    case "union":
      return operandOfType(random, random.pick(type.members), depth);
    case "set":
      return set(random, () => operandOfType(random, type.element, depth - 1));
    case "array": {
      const { items, rest } = type;
      if (items.length > 0) return `[${items.map((item) => operandOfType(random, item, depth - 1)).join(", ")}]`;
      return list(random, "[]", () => (rest === undefined ? "null" : operandOfType(random, rest, depth - 1)));
    }
    case "object": {
      const { properties, dynamic } = type;
      const fixed = properties.map(
        (property) => `${String(JSON.stringify(property.key))}: ${operandOfType(random, property.type, depth - 1)}`,
      );
      if (dynamic === undefined) return `{${fixed.join(", ")}}`;
      return object(
        random,
        () => operandOfType(random, dynamic.key, 0),
        () => operandOfType(random, dynamic.value, depth - 1),
      );
    }
  }
}

/** Whether values of any kind at all are of a type. */
export function isAnyType(type: Type): boolean {
  return type.kind === "any" || (type.kind === "union" && type.members.some(isAnyType));
}

/** A value of a kind that a type does not have, as a Rego text. */
export function operandOutsideType(random: Random, type: Type): string {
  const kinds = new Set((type.kind === "union" ? type.members : [type]).map(({ kind }) => kind));
  const others: readonly (readonly [string, () => string])[] = [
    ["null", () => "null"],
    ["boolean", () => "true"],
    ["number", () => random.pick(integers)],
    ["string", () => random.pick(strings)],
    ["array", () => random.pick(["[]", '["a", 1]', "[[1], {}]"])],
    ["set", () => random.pick(["set()", '{"a", 1}', "{[1]}"])],
    ["object", () => random.pick(["{}", '{"a": 1}', '{1: "b"}'])],
  ];
  return random.pick(others.filter(([kind]) => !kinds.has(kind as Type["kind"])))[1]();
}

function anyNumber(random: Random): string {
  return random.weighted([
    [6, random.pick(integers)],
    [3, random.pick(fractions)],
    [2, random.pick(bigNumbers)],
  ]);
}

function list(random: Random, [open = "", close = ""]: string, make: () => string): string {
  return `${open}${random.repeat(random.below(4), make).join(", ")}${close}`;
}

function set(random: Random, make: () => string): string {
  const text = list(random, "{}", make);
  return text === "{}" ? "set()" : text;
}

function object(random: Random, makeKey: () => string, makeValue: () => string): string {
  // A key that is there twice with two values is a conflict, which is no matter of the builtin.
  const keys = [...new Set(random.repeat(random.below(4), makeKey))];
  return `{${keys.map((key) => `${key}: ${makeValue()}`).join(", ")}}`;
}
