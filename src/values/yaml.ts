import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, loadAll, mergeTag, NOT_RESOLVED, YAMLException } from "js-yaml";
import { quoteString } from "./go-quote.ts";
import { isNumber } from "./kind.ts";
import { spendWork } from "./meter.ts";
import { normalizeInteger, numberToText, parseNumber } from "./number.ts";
import { setOwn } from "./object-builder.ts";
import type { RegoNumber, Value } from "./value.ts";
import { YamlError } from "./yaml-error.ts";
import { describeYamlProblem } from "./yaml-problem.ts";

/** Beyond so many values, shared ones counted each time, a document is taken for an alias bomb. */
const maximalExpandedSize = 10_000_000;
const maximalDepth = 1_000;

/**
 * Reads the first document of a YAML text as OPA 1.20 does: YAML 1.1 booleans (`yes`, `on`, `y`), octal `017` and `0o17`, merge keys,
 * the last of duplicate keys, timestamps as strings. Integers of 64 bits stay exact, other numbers become doubles, and their spelling is
 * the one that JSON has for them. An empty text is null.
 */
export function parseYaml(text: string): Value {
  spendWork(text.length);
  const document = (loadDocuments(text)[0] ?? null) as Value;
  measure(document, new Map(), text);
  return document;
}

/**
 * A document that is one block text with an indentation indicator (`|2-`): libyaml counts from the margin, js-yaml, as the standard has it, from
 * one column before it.
 */
function deepenBlock(text: string): string {
  const deepen = (_match: string, before: string, digit: string): string => `${before}${Number(digit) + 1}`;
  return text.replace(/^((?:---[ \t]+)?[|>][+-]?)([1-8])(?=[+-]?[ \t]*(?:\n|$))/, deepen);
}

function loadDocuments(text: string): readonly unknown[] {
  const source = deepenBlock(firstDocument(text));
  try {
    return loadAll(source, { schema, json: true, maxDepth: maximalDepth, maxTotalMergeKeys: -1 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    if (/^(?:json: |yaml: |unsupported map key)/.test(reason)) throw new YamlError(reason, { cause: error });
    throw new YamlError(describeYamlProblem(source, reason, mark ?? undefined), { cause: error });
  }
}

const documentMarker = /^(?:---|\.\.\.)(?=\s|$)/gm;

/** The text without its further documents, which OPA does not look at. */
function firstDocument(text: string): string {
  for (const { 0: marker, index } of text.matchAll(documentMarker)) {
    const before = text.slice(0, index);
    const isEmpty = /^(?:\s|#.*$|%.*$)*$/m.test(before) && !/^[^\s#%]/m.test(before);
    if (!isEmpty || marker === "...") return before;
    return before + cutAtMarker(text.slice(index));
  }
  return text;
}

/** A document that starts with its marker, up to the next one. */
function cutAtMarker(text: string): string {
  const next = text.slice(3).search(/^(?:---|\.\.\.)(?=\s|$)/m);
  return next < 0 ? text : text.slice(0, next + 3);
}

/** Counts the values of a document with aliases expanded. Throws where one contains itself, or where there are far too many. */
function measure(value: Value, sizes: Map<object, number>, text: string): number {
  if (typeof value !== "object" || value === null) return 1;
  const known = sizes.get(value);
  if (known === 0) throw failCycle(text);
  if (known !== undefined) return known;
  sizes.set(value, 0);
  let size = 1;
  for (const item of Object.values(value)) size += measure(item as Value, sizes, text);
  if (size > maximalExpandedSize) throw new YamlError("yaml: document contains excessive aliasing");
  sizes.set(value, size);
  return size;
}

/** The values do not know their anchors: the first alias that follows its anchor is most likely the one. */
function failCycle(text: string): YamlError {
  const name = /&(\w+)[\s\S]*\*\1/.exec(text)?.[1] ?? "";
  return new YamlError(`yaml: anchor '${name}' value contains itself`);
}

const nullTag = defineScalarTag("tag:yaml.org,2002:null", {
  implicit: true,
  resolve: (source) => (/^(?:|~|null|Null|NULL)$/.test(source) ? null : NOT_RESOLVED),
  identify: () => false,
});

const trueWords = new Set(["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"]);
const falseWords = new Set(["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"]);

const booleanTag = defineScalarTag("tag:yaml.org,2002:bool", {
  implicit: true,
  resolve: (source) => (trueWords.has(source) ? true : falseWords.has(source) ? false : NOT_RESOLVED),
  identify: () => false,
});

const integerTag = defineScalarTag("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: [..."+-0123456789"],
  resolve: (source) => resolveInteger(source) ?? NOT_RESOLVED,
  identify: () => false,
});

const floatTag = defineScalarTag("tag:yaml.org,2002:float", {
  implicit: true,
  implicitFirstChars: [..."+-.0123456789"],
  resolve: (source) => resolveFloat(source) ?? NOT_RESOLVED,
  identify: () => false,
});

const integerPattern = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const floatPattern = /^[+-]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][+-]?[0-9]+)?$/;

function resolveInteger(source: string): RegoNumber | undefined {
  const match = /^[+-]?[0-9]/.test(source) ? integerPattern.exec(source.replaceAll("_", "")) : null;
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const prefixed = hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal;
  const magnitude = BigInt(prefixed ?? 0);
  const value = sign === "-" ? -magnitude : magnitude;
  const largest = sign === "+" ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value >= -(2n ** 63n) && value <= largest ? normalizeInteger(value) : undefined;
}

function resolveFloat(source: string): RegoNumber | undefined {
  if (/^(?:[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(source)) {
    const name = /n$/i.test(source) ? "NaN" : source.startsWith("-") ? "-Inf" : "+Inf";
    throw new YAMLException(`json: unsupported value: ${name}`);
  }
  const plain = source.replaceAll("_", "");
  if (source.startsWith("_") || !floatPattern.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? parseNumber(Object.is(value, -0) ? "-0" : String(value)) : undefined;
}

/** Where a tag does not decide the value: the text itself, bytes as the text that they spell. */
const timestampTag = defineScalarTag("tag:yaml.org,2002:timestamp", { resolve: (source) => source, identify: () => false });
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const binaryTag = defineScalarTag("tag:yaml.org,2002:binary", {
  resolve: (source) => {
    const encoded = source.replace(/\s/g, "");
    if (!base64.test(encoded)) throw new YAMLException("!!binary value contains invalid base64 data");
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)));
  },
  identify: () => false,
});

type Carrier = { [key: string]: Value };
const mapping = {
  create: (): Carrier => ({}),
  addPair: (carrier: Carrier, key: unknown, value: unknown): string => {
    const name = keyToText(key);
    if (name === undefined) return describeKeyProblem(key, value);
    setOwn(carrier, name, value as Value);
    return "";
  },
  has: (carrier: Carrier, key: unknown): boolean => Object.hasOwn(carrier, keyToText(key) ?? ""),
  keys: (carrier: Carrier): readonly string[] => Object.keys(carrier),
  get: (carrier: Carrier, key: unknown): unknown => carrier[keyToText(key) ?? ""],
  identify: () => false,
};

/** Keys become strings as in OPA: numbers in their JSON form, booleans by name; null and collections cannot be keys. */
function keyToText(key: unknown): string | undefined {
  if (typeof key === "string") return key;
  if (typeof key === "boolean") return String(key);
  return isNumber(key as Value) ? numberToText(key as RegoNumber) : undefined;
}

function describeKeyProblem(key: unknown, value: unknown): string {
  if (key !== null) return `yaml: invalid map key: ${formatAsGo(key)}`;
  return `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${value === null ? "<nil>" : formatAsGo(value)}`;
}

/** A value as Go's `%#v` shows it. */
function formatAsGo(value: unknown): string {
  if (value === null) return "interface {}(nil)";
  if (typeof value === "string") return quoteString(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(formatAsGo).join(", ")}}`;
  const entries = Object.entries(value).map(([key, member]) => `${quoteString(key)}:${formatAsGo(member)}`);
  return `map[interface {}]interface {}{${entries.join(", ")}}`;
}

const sequence = {
  create: (): unknown[] => [],
  addItem: (items: unknown[], item: unknown): void => {
    items.push(item);
  },
  identify: () => false,
};

/** The scalars of YAML 1.1 as OPA reads them, and tags that only name a type: unknown ones (`!foo`) do not matter. */
const schema = CORE_SCHEMA.withTags(
  nullTag,
  booleanTag,
  integerTag,
  floatTag,
  mergeTag,
  timestampTag,
  binaryTag,
  defineMappingTag("tag:yaml.org,2002:map", mapping),
  defineMappingTag("tag:yaml.org,2002:set", mapping),
  defineSequenceTag("tag:yaml.org,2002:omap", sequence),
  defineScalarTag("tag:", { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  defineScalarTag("!", { matchByTagPrefix: true, resolve: (source) => source, identify: () => false }),
  defineSequenceTag("!", { matchByTagPrefix: true, ...sequence }),
  defineMappingTag("!", { matchByTagPrefix: true, ...mapping }),
);
