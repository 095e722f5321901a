import type { GoValue } from "../go-format/go-value.ts";
import { nameType } from "../go-format/go-value.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateValue } from "./template-value.ts";
import { boxed, unbox, unboxed } from "./template-value.ts";

/** `len`. */
export function measure(item: TemplateValue): bigint {
  const value = unbox(item);
  if (value === undefined) throw new TemplateError(item.boxed ? "len of nil pointer" : "reflect: call of reflect.Value.Type on zero Value");
  switch (value.kind) {
    case "string":
      return BigInt(encode(value.value).length);
    case "slice":
      return BigInt(value.items.length);
    case "map":
      return BigInt(value.entries.size);
    default:
      throw new TemplateError(`len of type ${nameType(value)}`);
  }
}

/** `index`: the element that is reached by the indexes one after the other. */
export function indexValue(item: TemplateValue, indexes: readonly TemplateValue[]): TemplateValue {
  if (unbox(item) === undefined) throw new TemplateError("index of untyped nil");
  let reached = item;
  for (const index of indexes) {
    const value = unbox(reached);
    if (value === undefined) throw new TemplateError("index of nil pointer");
    reached = indexOnce(value, unbox(index));
  }
  return reached;
}

/** `slice`: a part of a text or list, by one or two indexes, of a list also by three. */
export function sliceValue(item: TemplateValue, indexes: readonly TemplateValue[]): GoValue {
  const value = unbox(item);
  if (value === undefined) throw new TemplateError("slice of untyped nil");
  if (indexes.length > 3) throw new TemplateError(`too many slice indexes: ${indexes.length}`);
  if (value.kind !== "string" && value.kind !== "slice") throw new TemplateError(`can't slice item of type ${nameType(value)}`);
  if (value.kind === "string" && indexes.length === 3) throw new TemplateError("cannot 3-index slice a string");
  const bytes = value.kind === "string" ? encode(value.value) : undefined;
  const length = bytes?.length ?? (value.kind === "slice" ? value.items.length : 0);
  const [start = 0, end = length, capacity = length] = indexes.map((index) => toIndex(unboxIndex(index), length));
  if (start > end) throw new TemplateError(`invalid slice index: ${start} > ${end}`);
  if (end > capacity) throw new TemplateError(`invalid slice index: ${end} > ${capacity}`);
  if (value.kind === "slice") return { kind: "slice", items: value.items.slice(start, end) };
  return { ...value, value: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes?.subarray(start, end)) };
}

function indexOnce(value: GoValue, index: GoValue | undefined): TemplateValue {
  switch (value.kind) {
    case "slice": {
      const item = value.items[toIndex(index, value.items.length)];
      if (item === undefined) throw new TemplateError("reflect: slice index out of range");
      return boxed(item);
    }
    case "string": {
      const bytes = encode(value.value);
      const byte = bytes[toIndex(index, bytes.length)];
      if (byte === undefined) throw new TemplateError("reflect: string index out of range");
      return unboxed({ kind: "int", type: "uint8", value: BigInt(byte) });
    }
    case "map": {
      if (index === undefined) throw new TemplateError("value is nil; should be of type string");
      if (index.kind !== "string" || index.type !== "string")
        throw new TemplateError(`value has type ${nameType(index)}; should be string`);
      return boxed(value.entries.get(index.value) ?? { kind: "nil" });
    }
    default:
      throw new TemplateError(`can't index item of type ${nameType(value)}`);
  }
}

/** An index of `slice` must not be an element of a map or list. */
function unboxIndex({ value, boxed: isBoxed }: TemplateValue): GoValue | undefined {
  if (isBoxed) throw new TemplateError("cannot index slice/array with type interface {}");
  return value;
}

/** One past the last element is no mistake yet: slices may end there. */
function toIndex(index: GoValue | undefined, length: number): number {
  if (index === undefined) throw new TemplateError("cannot index slice/array with nil");
  if (index.kind !== "int") throw new TemplateError(`cannot index slice/array with type ${nameType(index)}`);
  if (index.value < 0n || index.value > BigInt(length)) throw new TemplateError(`index out of range: ${index.value}`);
  return Number(index.value);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
