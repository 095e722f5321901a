import { isArray, isObject, isSet, kindOf } from "../../values/kind.ts";
import { sortedEntries } from "../../values/object.ts";
import { RegoSetBuilder } from "../../values/rego-set.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import { fail, failOperand } from "../failure.ts";
import { containsText } from "./contains.ts";

/**
 * The pairs of what in the first operand contains what in the second one. Each is a string, or an array, a set or an object of strings
 * or of arrays that begin with one. A pair names an element by its index, by itself in a set, or by its key. Other operands are empty.
 */
export function matchCidrs(cidrs: Value, addresses: Value, { tick }: BuiltinContext): BuiltinResult {
  const pairs = new RegoSetBuilder();
  for (const [cidrName, cidrElement] of elementsOf(cidrs)) {
    const cidr = textOfElement(cidrElement, 1);
    if (cidr instanceof BuiltinFailure) return cidr;
    for (const [addressName, addressElement] of elementsOf(addresses)) {
      tick(1);
      const address = textOfElement(addressElement, 2);
      if (address instanceof BuiltinFailure) return address;
      const contained = compareTexts(cidr, address);
      if (contained instanceof BuiltinFailure) return contained;
      if (contained) pairs.add([cidrName, addressName]);
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
