import { isArray, isObject, isSet, kindOf } from "../../values/kind.ts";
import { sortedEntries } from "../../values/object.ts";
import { RegoSetBuilder } from "../../values/rego-set.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { fail, failOperand } from "../failure.ts";
import { containsText } from "./contains.ts";
import { isInIPv4Block, readIPv4, readIPv4Block } from "./ipv4.ts";

/**
 * The pairs of what in the first operand contains what in the second one. Each is a string, or an array, a set or an object of strings
 * or of arrays that begin with one. A pair names an element by its index, by itself in a set, or by its key. Other operands are empty.
 */
export function matchCidrs(cidrs: Value, addresses: Value, { tick }: BuiltinContext): BuiltinResult {
  const pairs = new RegoSetBuilder();
  // Each address is read once, whatever the number of blocks.
  const others = Array.from(elementsOf(addresses), ([name, element]) => {
    const text = textOfElement(element, 2);
    return { name, text, address: typeof text === "string" ? readIPv4(text, 0, text.length) : -1 };
  });
  for (const [name, element] of elementsOf(cidrs)) {
    const cidr = textOfElement(element, 1);
    if (cidr instanceof BuiltinFailure) return cidr;
    const block = typeof cidr === "string" ? readIPv4Block(cidr) : -1;
    tick(others.length);
    for (const other of others) {
      if (other.text instanceof BuiltinFailure) return other.text;
      const isKnown = block >= 0 && other.address >= 0;
      const contained = isKnown ? isInIPv4Block(block, other.address) : compareTexts(cidr, other.text);
      if (contained instanceof BuiltinFailure) return contained;
      if (contained) pairs.add([name, other.name]);
    }
  }
  return pairs.finish();
}

/** The names and values of an operand's elements. */
function elementsOf(operand: Value): Iterable<readonly [Value, Value]> {
  if (typeof operand === "string") return [[operand, operand]];
  if (isArray(operand)) return operand.entries();
  if (isSet(operand)) return operand.sorted().map((element) => [element, element]);
  return isObject(operand) ? sortedEntries(operand) : [];
}

function textOfElement(element: Value, position: number): Value | BuiltinFailure {
  if (typeof element === "string") return element;
  const first = isArray(element) ? element[0] : undefined;
  return first === undefined ? fail(`operand ${position}: element must be string or non-empty array`) : first;
}

function compareTexts(cidr: Value, address: Value): boolean | BuiltinFailure {
  // OPA counts both as the first operand.
  return typeof cidr === "string" ? containsText(cidr, address) : failOperand(1, `must be string but got ${kindOf(cidr)}`);
}
