import { stringifyJson } from "../values/json.ts";
import { isNumber } from "../values/kind.ts";
import type { Value } from "../values/value.ts";

/** JSON to print whose objects have their keys in a given order, as Go prints structs; `value` is a Rego value and prints as one. */
export type Output =
  | { readonly fields: readonly (readonly [name: string, output: Output | undefined])[] }
  | { readonly items: readonly Output[] }
  | { readonly value: Value };

/** Prints with two blanks a level; fields that are undefined are left out. */
export function formatOutput(output: Output, prefix = ""): string {
  if ("value" in output) return stringifyJson(output.value, { indent: "  ", prefix });
  const inner = `${prefix}  `;
  if ("items" in output)
    return formatLines(
      "[",
      output.items.map((item) => formatOutput(item, inner)),
      "]",
      prefix,
    );
  const lines = output.fields.flatMap(([name, field]) =>
    field === undefined ? [] : [`${stringifyJson(name)}: ${formatOutput(field, inner)}`],
  );
  return formatLines("{", lines, "}", prefix);
}

function formatLines(open: string, lines: readonly string[], close: string, prefix: string): string {
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => `${prefix}  ${line}`).join(",\n")}\n${prefix}${close}`;
}

/** Plain data with the keys of objects in the order in which they were set. */
export function toOutput(data: unknown): Output {
  if (Array.isArray(data)) return { items: data.map(toOutput) };
  if (typeof data === "object" && data !== null && !isNumber(data as Value))
    return { fields: Object.entries(data).map(([name, item]) => [name, toOutput(item)]) };
  return { value: data as Value };
}
