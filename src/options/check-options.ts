import { findNearest } from "./find-nearest.ts";

/** What an option may be: its words for the error, and whether a value is that. */
export interface OptionRule {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** Rules for all options of a type, one each, so that a new option is not forgotten here. */
export type OptionRules<Options> = { readonly [Name in keyof Required<Options>]: OptionRule };

/**
 * Refuses options that do not exist and values that an option cannot have; `undefined` is as good as absent. A misspelt limit would otherwise be none.
 *
 * @param what whose options they are, in the words of the error: `Engine`, `limits`
 * @throws TypeError that names the option, and the one that was meant where a name is near
 */
export function checkOptions<Options>(what: string, options: unknown, rules: OptionRules<Options>): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`the options of ${what} must be an object but are ${describeValue(options)}`);
  }
  for (const name of Object.keys(options)) {
    const rule = Object.hasOwn(rules, name) ? (rules as Readonly<Record<string, OptionRule>>)[name] : undefined;
    if (rule === undefined) throw new TypeError(`${what} has no option ${name}${suggest(name, Object.keys(rules))}`);
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined && !rule.accepts(value)) {
      throw new TypeError(`${name} of ${what} must be ${rule.expected} but is ${describeValue(value)}`);
    }
  }
}

/** Throws TypeError where an option that has no default was not given. */
export function refuseAbsent<Options extends object>(what: string, options: Options, name: keyof Options & string): void {
  if (options[name] === undefined) throw new TypeError(`${what} must have ${name}`);
}

function suggest(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  return nearest === undefined ? `; there are ${known.join(", ")}` : `; did you mean ${nearest}?`;
}

/** A value in the words of an error: texts as they are, up to 40 characters. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object";
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** Looked at by whoever takes it in the end, in words of its own. */
export const isLookedAtLater: OptionRule = { expected: "anything", accepts: () => true };
export const isBoolean: OptionRule = { expected: "true or false", accepts: (value) => typeof value === "boolean" };
export const isFunction: OptionRule = { expected: "a function", accepts: (value) => typeof value === "function" };
export const isAnyObject: OptionRule = {
  expected: "an object",
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};
export const isText: OptionRule = { expected: "a text", accepts: (value) => typeof value === "string" };
export const isTexts: OptionRule = {
  expected: "an array of texts",
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
};
export const isList: OptionRule = { expected: "an array", accepts: Array.isArray };
/** `Infinity` is the absence of a bound. */
export const isCount: OptionRule = {
  expected: "a whole number, 0 or more",
  accepts: (value) => typeof value === "number" && value >= 0 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY),
};
export const isDuration: OptionRule = {
  expected: "a number of milliseconds, 0 or more",
  accepts: (value) => typeof value === "number" && value >= 0,
};
export function isOneOf(...choices: readonly unknown[]): OptionRule {
  return { expected: `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`, accepts: (value) => choices.includes(value) };
}
/** Something with these methods or properties; class instances as well as plain objects. */
export function hasMembers(expected: string, ...names: readonly string[]): OptionRule {
  return { expected, accepts: (value) => typeof value === "object" && value !== null && names.every((name) => name in value) };
}
