/** Builtins that are printed in place: what they do with plain JS numbers and strings. Anything else goes to the builtin. */
import type { ValueNode } from "../plan/nodes.ts";
import { compareValues } from "../values/compare.ts";
import { equalsValues } from "../values/equals.ts";
import { isArray, isSet } from "../values/kind.ts";
import type { Value } from "../values/value.ts";
import type { Site } from "./site.ts";
import type { Atom } from "./source-writer.ts";

const comparisons: Readonly<Record<string, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
const arithmetic: Readonly<Record<string, string>> = { plus: "+", minus: "-", mul: "*" };

/** An expression that is true or false, for a builtin that compares two operands; undefined for others. */
export function printComparison(site: Site, name: string, left: Atom, right: Atom): string | undefined {
  if (name === "equal") return printEquality(site, left, right);
  if (name === "neq") return `!${printEquality(site, left, right)}`;
  const sign = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (sign === undefined) return undefined;
  const compare = site.writer.capture(compareValues);
  return `(typeof ${left} === "number" && typeof ${right} === "number" ? ${left} ${sign} ${right} : ${compare}(${left}, ${right}) ${sign} 0)`;
}

/** An expression that is true if both are equal. */
export function printEquality(site: Site, left: Atom, right: Atom): string {
  const equals = site.writer.capture(equalsValues);
  return `(${left} === ${right} || (typeof ${left} !== "string" && typeof ${right} !== "string" && ${equals}(${left}, ${right})))`;
}

/** An expression that is true if an atom, maybe undefined, equals a constant; undefined where the constant is not that simple. */
export function printConstantTest(atom: Atom, constant: Value): string | undefined {
  if (typeof constant === "string") return `${atom} === ${JSON.stringify(constant)}`;
  return typeof constant === "boolean" || constant === null ? `${atom} === ${String(constant)}` : undefined;
}

/** Elements that are written out as comparisons; more are looked up in a JS Set. */
const maximalComparisons = 6;

/**
 * `x in collection`: an expression that is true or false for a text `x` in constants, or in an array; otherwise undefined. The whole is undefined
 * for other builtins.
 */
function printMembership(
  site: Site,
  node: ValueNode & { readonly kind: "builtin" },
  [member, collection]: readonly Atom[],
): string | undefined {
  if (node.name !== "internal.member_2" || member === undefined || collection === undefined) return undefined;
  const constant = node.args[1]?.kind === "constant" ? node.args[1].value : undefined;
  if (constant === undefined) {
    return `(typeof ${member} === "string" && Array.isArray(${collection}) ? (query.spend(${collection}.length), ${collection}.includes(${member})) : undefined)`;
  }
  const elements = isArray(constant) || isSet(constant) ? [...constant] : [];
  if (elements.length === 0) return undefined;
  const texts = elements.filter((element) => typeof element === "string");
  const test =
    texts.length <= maximalComparisons
      ? texts.map((text) => `${member} === ${JSON.stringify(text)}`).join(" || ") || "false"
      : `${site.writer.capture(new Set(texts))}.has(${member})`;
  return `(typeof ${member} === "string" ? (${test}) : undefined)`;
}

/** The value of a builtin where the operands are such that it is done in place; the expression is undefined where they are not. */
export function printQuickly(site: Site, node: ValueNode & { readonly kind: "builtin" }, args: readonly Atom[]): string | undefined {
  const [left, right] = args;
  if (left === undefined) return undefined;
  if (node.name === "count") return `(Array.isArray(${left}) ? ${left}.length : undefined)`;
  if (right === undefined || args.length > 2) return undefined;
  const membership = printMembership(site, node, args);
  if (membership !== undefined) return membership;
  const sign = Object.hasOwn(arithmetic, node.name) ? arithmetic[node.name] : undefined;
  if (sign !== undefined) {
    const safe = [left, right].map((atom) => (/^\d+$/.test(atom) ? "true" : `Number.isSafeInteger(${atom})`)).join(" && ");
    // The sum of safe integers is exact where it is one itself; `-0` is no Rego number.
    return `(${safe} && Number.isSafeInteger(${left} ${sign} ${right}) ? (${left} ${sign} ${right}) + 0 : undefined)`;
  }
  const method = Object.hasOwn(textTests, node.name) ? textTests[node.name] : undefined;
  if (method === undefined) return undefined;
  return `(typeof ${left} === "string" && typeof ${right} === "string" ? ${left}.${method}(${right}) : undefined)`;
}

const textTests: Readonly<Record<string, string>> = { startswith: "startsWith", endswith: "endsWith", contains: "includes" };
