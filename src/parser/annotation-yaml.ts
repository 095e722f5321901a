import { CORE_SCHEMA, defineScalarTag, load, mergeTag, NOT_RESOLVED, YAMLException } from "js-yaml";
import { describeYamlProblem, type YamlMark } from "../values/yaml-problem.ts";

/** What is wrong with the YAML of a METADATA block; the lines that the text names count from the first after `METADATA`. */
export class AnnotationYamlError extends Error {
  override readonly name = "AnnotationYamlError";
}

/** Reads the YAML of a METADATA block: 1.2 booleans, 1.1 numbers, timestamps as RFC 3339 texts, merge keys; keys become strings. */
export function readAnnotationYaml(text: string): unknown {
  try {
    const document = load(text, { schema });
    refuseAliasing(document, text);
    return document;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { mark, reason } = error;
    throw new AnnotationYamlError(
      reason === "duplicated mapping key" ? describeDuplicate(text, mark) : describeYamlProblem(text, reason, mark),
      { cause: error },
    );
  }
}

/** More values than this, of which hardly one is written: a bomb of aliases, which would go off where METADATA becomes a term of the policy. */
const [freeValues, mostOfOne] = [1_000, 100];

/** Counts values with those of aliases as often as they stand; refuses far too many, and what contains itself. */
function refuseAliasing(document: unknown, text: string): void {
  const sizes = new Map<object, number>();
  const measure = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 1;
    const known = sizes.get(value);
    if (known === 0) throw new AnnotationYamlError(`yaml: anchor '${/&(\w+)[\s\S]*\*\1/.exec(text)?.[1] ?? ""}' value contains itself`);
    if (known !== undefined) return known;
    sizes.set(value, 0);
    let size = 1;
    for (const item of Object.values(value)) size += measure(item);
    sizes.set(value, size);
    return size;
  };
  const size = measure(document);
  if (size > freeValues && size > mostOfOne * sizes.size) throw new AnnotationYamlError("yaml: document contains excessive aliasing");
}

/** A key that a mapping has twice, and the lines of both. */
function describeDuplicate(text: string, mark: YamlMark | undefined): string {
  const { line = 0, position = 0 } = mark ?? {};
  const key = /^(?:"([^"\n]*)"|'([^'\n]*)'|([^:\n]*))/.exec(text.slice(position));
  const name = (key?.[1] ?? key?.[2] ?? key?.[3] ?? "").trim();
  const before = text.slice(0, position);
  const first = Math.max(...[`${name}:`, `"${name}":`, `'${name}':`].map((form) => before.lastIndexOf(form)));
  const firstLine = before.slice(0, Math.max(0, first)).split("\n").length;
  return `yaml: unmarshal errors:\n  line ${line + 1}: mapping key ${JSON.stringify(name)} already defined at line ${firstLine}`;
}

const INTEGER = /^([+-]?)(?:0x([0-9a-fA-F]+)|0b([01]+)|0o?([0-7]+)|(0|[1-9][0-9]*))$/;

const integerTag = defineScalarTag("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: [..."+-0123456789"],
  resolve: (source) => resolveInteger(source) ?? NOT_RESOLVED,
  identify: () => false,
});

function resolveInteger(source: string): number | bigint | undefined {
  const match = INTEGER.exec(source.replaceAll("_", ""));
  if (match === null || source.startsWith("_")) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal = "0"] = match;
  const value = BigInt(hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal);
  const signed = sign === "-" ? -value : value;
  const isSafe = signed >= BigInt(Number.MIN_SAFE_INTEGER) && signed <= BigInt(Number.MAX_SAFE_INTEGER);
  if (isSafe) return Number(signed);
  // Go reads 64 bits exactly and makes a double of what is longer.
  return signed >= -(2n ** 63n) && signed < 2n ** 64n ? signed : Number(signed);
}

const TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?\s*(Z|[+-]\d{2}:\d{2})?)?$/;

const timestampTag = defineScalarTag("tag:yaml.org,2002:timestamp", {
  implicit: true,
  implicitFirstChars: [..."0123456789"],
  resolve: (source) => formatTimestamp(source) ?? NOT_RESOLVED,
  identify: () => false,
});

function formatTimestamp(source: string): string | undefined {
  const match = TIMESTAMP.exec(source);
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const [m, d, h, min, s] = [month, day, hour, minute, second].map((part) => part.padStart(2, "0"));
  const digits = fraction.replace(/0+$/, "");
  return `${year}-${m}-${d}T${h}:${min}:${s}${digits === "" ? "" : `.${digits}`}${zone}`;
}

const schema = CORE_SCHEMA.withTags(integerTag, timestampTag, mergeTag);
