import { formatValue } from "../values/format.ts";
import { stringifyJson } from "../values/json.ts";
import { kindOf } from "../values/kind.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import type { RegoObject, Value } from "../values/value.ts";
import type { BuiltinFailure, BuiltinResult } from "./context.ts";
import { failOperand } from "./failure.ts";

/** A value as JSON text. Indented when `pretty` says so, or when it says nothing and `indent` or `prefix` are there. */
export function marshalWithOptions(value: Value, options: RegoObject): BuiltinResult {
  for (const [index, key] of sortedKeys(options).entries()) {
    const failure = checkOption(options, key, index);
    if (failure !== undefined) return failure;
  }
  const indent = getProperty(options, "indent");
  const prefix = getProperty(options, "prefix") ?? "";
  const pretty = getProperty(options, "pretty") ?? (indent !== undefined || prefix !== "" || getProperty(options, "prefix") !== undefined);
  if (pretty !== true) return stringifyJson(value);
  return `${String(prefix)}${stringifyJson(value, { indent: String(indent ?? "\t"), prefix: String(prefix) })}`;
}

function checkOption(options: RegoObject, key: Value, index: number): BuiltinFailure | undefined {
  if (typeof key !== "string") {
    return failOperand(2, `failed to stringify key ${formatValue(key)} at index ${index}: operand 0 must be string but got ${kindOf(key)}`);
  }
  const value = getProperty(options, key) ?? null;
  switch (key) {
    case "pretty":
      return typeof value === "boolean" ? undefined : failOperand(2, 'key "pretty" failed cast to bool');
    case "indent":
    case "prefix":
      if (typeof value === "string") return undefined;
      return failOperand(2, `key "${key}" failed cast to string: operand 0 must be string but got ${kindOf(value)}`);
    default:
      return failOperand(2, `object contained unknown key ${formatValue(key)}`);
  }
}
