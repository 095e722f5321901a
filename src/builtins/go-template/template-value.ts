import type { GoValue } from "../go-format/go-value.ts";
import { nameType } from "../go-format/go-value.ts";

/**
 * What an expression of a template is: a Go value, `undefined` for what is not there (a missing key, `nil`). An element of a map or slice
 * is boxed in an interface: error texts then name that type, and a null is there.
 */
export interface TemplateValue {
  readonly value: GoValue | undefined;
  readonly boxed: boolean;
}

export const missing: TemplateValue = { value: undefined, boxed: false };

export function unboxed(value: GoValue): TemplateValue {
  return { value, boxed: false };
}

export function boxed(value: GoValue): TemplateValue {
  return { value, boxed: true };
}

/** Takes a value out of its interface; a null in it is then missing. */
export function unbox({ value }: TemplateValue): GoValue | undefined {
  return value?.kind === "nil" ? undefined : value;
}

/** The type that error texts name. */
export function nameStaticType({ value, boxed: isBoxed }: TemplateValue): string {
  return isBoxed || value === undefined ? "interface {}" : nameType(value);
}

/** Whether `if` and `with` take a value for true: not when it is zero or empty. */
export function isTrue(value: GoValue | undefined): boolean {
  switch (value?.kind) {
    case undefined:
    case "nil":
      return false;
    case "bool":
      return value.value;
    case "int":
    case "bigInt":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "string":
      return value.value !== "";
    case "slice":
      return value.items.length > 0;
    case "map":
      return value.entries.size > 0;
    default:
      return value satisfies never;
  }
}
