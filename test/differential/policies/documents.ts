import type { Fragment } from "./fragment.ts";
import { list, term, text } from "./fragment.ts";
import type { Random } from "./random.ts";
import type { Shape } from "./shape.ts";
import { anyShape, arrayOf, booleanShape, numberShape, objectOf, record, stringShape } from "./shape.ts";

/** Strings that keys and values are taken from: few, so that look-ups and joins find something. */
export const words = ["a", "b", "c", "ab", "x1"] as const;
const rareWords = ["", "é", "日本", "A B", "__proto__", "constructor", "toString", "0", "1", 'q"\\', "😀", "\u2028"] as const;
const commonNumbers = ["0", "1", "2", "3", "4", "-1", "10"] as const;
/** Without exponents where JSON.parse would forget them: OPA keeps the spelling, and shows it in the text of keys. */
const rareNumbers = [
  "0.5",
  "-2.25",
  "0.1",
  "1000",
  "1000000000000000000000",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "-9007199254740993",
  "18446744073709551616",
  "123456789012345678901234567890",
  "0.30000000000000004",
  "1e-7",
  "3.14159",
] as const;

const row = record({ id: stringShape, n: numberShape, tags: arrayOf(stringShape), on: booleanShape, peer: stringShape });

/** What `input` and `data.docs` look like. */
export const documentShape: Shape = record({
  n: numberShape,
  s: stringShape,
  on: booleanShape,
  nums: arrayOf(numberShape),
  strs: arrayOf(stringShape),
  map: objectOf(numberShape),
  rows: arrayOf(row),
  byid: objectOf(row),
  matrix: arrayOf(arrayOf(numberShape)),
  groups: objectOf(arrayOf(stringShape)),
  mixed: arrayOf(anyShape),
  deep: record({ x: record({ y: objectOf(numberShape), z: anyShape }), w: arrayOf(row) }),
});

/** Base documents that lie beside the rules of a package, below its path. */
export const siblingShape: Shape = record({ base: objectOf(numberShape), list: arrayOf(stringShape), common: row });

export function makeNumberText(random: Random): string {
  return random.chance(0.12) ? random.pick(rareNumbers) : random.pick(commonNumbers);
}

export function makeStringText(random: Random): string {
  return JSON.stringify(random.chance(0.06) ? random.pick(rareWords) : random.pick(words));
}

/** A JSON document of about that shape; parts are missing or other than expected now and then. */
export function makeDocument(random: Random, shape: Shape): Fragment {
  if (random.chance(0.02)) return makeAnything(random, 1);
  switch (shape.kind) {
    case "number":
      return makeNumberText(random);
    case "string":
      return makeStringText(random);
    case "boolean":
      return random.pick(["true", "true", "false"]);
    case "any":
      return makeAnything(random, 2);
    case "array":
    case "set":
      return array(random.repeat(random.between(0, 4), () => makeDocument(random, shape.of)));
    case "object": {
      const keys = random.chance(0.1) ? [...words, random.pick(rareWords)] : words;
      return object(keys.filter(() => random.chance(0.5)).map((key) => [key, makeDocument(random, shape.of)]));
    }
    case "record": {
      const fields = Object.entries(shape.fields).filter(() => random.chance(0.95));
      return object(fields.map(([key, field]) => [key, makeDocument(random, field)]));
    }
  }
}

function makeAnything(random: Random, depth: number): Fragment {
  const scalar = (): Fragment =>
    random.weighted<() => Fragment>([
      [4, () => makeNumberText(random)],
      [4, () => makeStringText(random)],
      [1, () => "true"],
      [2, () => "false"],
      [2, () => "null"],
    ])();
  if (depth === 0 || random.chance(0.5)) return scalar();
  const parts = random.repeat(random.between(0, 3), () => makeAnything(random, depth - 1));
  return random.chance(0.5) ? array(parts) : object(parts.map((part, index) => [words[index] as string, part]));
}

function array(items: readonly Fragment[]): Fragment {
  return term(text`[${list(items, ",")}]`);
}

function object(entries: readonly (readonly [string, Fragment])[]): Fragment {
  const items = entries.map(([key, value]) => text`${JSON.stringify(key)}:${value}`);
  return term(text`{${list(items, ",")}}`);
}
