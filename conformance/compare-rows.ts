import { stringifyJson } from "../src/values/json.ts";
import { normalizeNumber } from "../src/values/number.ts";
import type { PlainObject, Value } from "../src/values/value.ts";
import { mapNumbers } from "./map-numbers.ts";

/**
 * Compares two result sets binding by binding, without regard to the order of rows. Variables that start with `$` are generated and do
 * not count. Values are equal when their JSON is: keys are sorted, sets are sorted arrays, and it does not count how a number is written.
 * With `sortBindings`, arrays that are values of bindings are sorted first.
 */
export function equalRows(actual: readonly PlainObject[], expected: readonly PlainObject[], sortBindings: boolean): boolean {
  const left = canonicalRows(actual, sortBindings);
  const right = canonicalRows(expected, sortBindings);
  return left.length === right.length && left.every((row, at) => row === right[at]);
}

function canonicalRows(rows: readonly PlainObject[], sortBindings: boolean): readonly string[] {
  return rows.map((row) => canonicalRow(row, sortBindings)).sort();
}

function canonicalRow(row: PlainObject, sortBindings: boolean): string {
  return Object.keys(row)
    .filter((name) => !name.startsWith("$"))
    .sort()
    .map((name) => `${name} = ${canonicalValue(row[name] ?? null, sortBindings)}`)
    .join("\n");
}

function canonicalValue(value: Value, sorted: boolean): string {
  const plain = mapNumbers(value, normalizeNumber);
  return sorted && Array.isArray(plain)
    ? plain
        .map((item: Value) => stringifyJson(item))
        .sort()
        .join("\n")
    : stringifyJson(plain);
}
