/** Source for values, one case for each kind of plan node. */

import type { PathKey } from "../compile/program.ts";
import { getBase, knownPath, selectStored } from "../eval/link-select.ts";
import { constantsFirst, lookupReplaced } from "../eval/link-values.ts";
import type { ValueNode } from "../plan/nodes.ts";
import { getValue } from "../values/object.ts";
import { ObjectBuilder } from "../values/object-builder.ts";
import { RegoSetBuilder } from "../values/rego-set.ts";
import type { Value } from "../values/value.ts";
import { printBuiltinCall, printFunctionCall } from "./print-calls.ts";
import { printComprehension } from "./print-comprehensions.ts";
import { printComparison } from "./print-operators.ts";
import { leaveIfUndefined, once, printLinked, printOwner } from "./print-parts.ts";
import { ambiguousNames } from "./runtime.ts";
import { refuseWaiting, type Site, slotName } from "./site.ts";
import { type Atom, type Leave, quote } from "./source-writer.ts";

/** Works a value out; leaves where it is undefined. */
export function printValue(site: Site, node: ValueNode, leave: Leave): Atom {
  switch (node.kind) {
    case "constant":
      return printConstant(site, node.value);
    case "local":
      return slotName(site, node.slot);
    case "array": {
      const items = node.items.map((item) => printValue(site, item, leave));
      return site.writer.let(`[${items.join(", ")}]`);
    }
    case "set":
      return printSet(site, node, leave);
    case "object":
      return printObject(site, node, leave);
    case "comprehension":
      return printComprehension(site, node);
    case "builtin":
      return printBuiltin(site, node, leave);
    case "function":
      return printFunctionCall(site, node, leave);
    case "lookup":
      return printLookup(site, node, leave);
    case "select":
      if (constantPath(node) === undefined) return printSelect(site, node, leave);
      return leaveIfUndefined(site, printMaybe(site, node), leave);
    default:
      return leaveIfUndefined(site, printMaybe(site, node), leave);
  }
}

/** Works a value out that may be undefined. */
export function printMaybe(site: Site, node: ValueNode): Atom {
  const { writer, layer } = site;
  switch (node.kind) {
    case "constant":
    case "local":
      return printValue(site, node, "");
    case "undefined":
      return "undefined";
    case "input":
      return once(site, "input", () => writer.let(`${layer}.input`, "input"));
    case "base":
      return printBase(site, node.path);
    case "rule": {
      refuseWaiting(site, node.group);
      return once(site, `rule ${node.group.id}`, () => writer.let(printRule(site, node)));
    }
    case "select": {
      const path = constantPath(node);
      if (path === undefined) break;
      return once(site, path, () => printStep(site, printMaybe(site, node.base), node.key.kind === "constant" ? node.key.value : ""));
    }
    case "document":
    case "dynamic":
      refuseWaiting(site, undefined);
      return printLinked(site, node);
    default:
      break;
  }
  const result = writer.fresh("t");
  const label = writer.fresh("L");
  writer.line(`let ${result};`);
  writer.block(`${label}:`, () => writer.line(`${result} = ${printValue(site, node, `break ${label};`)};`));
  return result;
}

/** The value of a rule: where nothing is replaced, its function can be called at once, and a constant is just there. */
function printRule({ writer, linker, layer, source }: Site, node: ValueNode & { readonly kind: "rule" }): string {
  const { direct } = linker.group(node.group);
  const linked = `${writer.capture(linker.value(node, source))}(${layer})`;
  return direct === undefined ? linked : `${layer}.plain ? ${writer.capture(direct)}(${layer}) : ${linked}`;
}

/** A base document. As in OPA's storage, a number selects the key that it is written as, and digits select from an array. */
function printBase(site: Site, path: readonly PathKey[]): Atom {
  const { writer, layer } = site;
  return once(site, `base ${JSON.stringify(path)}`, () => {
    const last = path.at(-1);
    if (last === undefined) return writer.let(`${layer}.data`, "data");
    if (path.every((key) => typeof key === "string" && !isIndexLike(key))) return printStep(site, printBase(site, path.slice(0, -1)), last);
    return writer.let(`${writer.capture(getBase)}(${layer}, ${writer.capture(path)})`, "data");
  });
}

/** Where constant keys lead from the input or a base document, as a text; undefined for other references. */
export function constantPath(node: ValueNode): string | undefined {
  if (node.kind === "input") return "input";
  if (node.kind === "base") return `base ${JSON.stringify(node.path)}`;
  if (node.kind !== "select" || node.stored || node.key.kind !== "constant") return undefined;
  const { value } = node.key;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const base = constantPath(node.base);
  return base === undefined ? undefined : `${base} ${JSON.stringify(value)}`;
}

/** Texts and arrays have characters and items by such keys. */
function isIndexLike(key: string): boolean {
  return /^\d+$/.test(key);
}

/** One step from a value that may be undefined. A name is read in place, so that each reference sees the few shapes that it meets. */
function printStep({ writer }: Site, base: Atom, key: Value): Atom {
  const get = writer.capture(getValue);
  if (typeof key === "number") return writer.let(`Array.isArray(${base}) ? ${base}[${key}] : ${get}(${base}, ${key})`);
  if (typeof key !== "string" || ambiguousNames.has(key) || isIndexLike(key)) {
    return writer.let(`${get}(${base}, ${typeof key === "string" ? quote(key) : writer.capture(key)})`);
  }
  const name = writer.fresh("t");
  writer.line(`let ${name} = ${base} === undefined || ${base} === null ? undefined : ${base}[${quote(key)}];`);
  writer.line(`if (${name} === undefined && ${base} !== undefined) ${name} = ${get}(${base}, ${quote(key)});`);
  return name;
}

function printSelect(site: Site, node: ValueNode & { readonly kind: "select" }, leave: Leave): Atom {
  const { writer, layer } = site;
  const base = printValue(site, node.base, leave);
  if (node.key.kind === "constant" && !node.stored) return leaveIfUndefined(site, printStep(site, base, node.key.value), leave);
  const key = printValue(site, node.key, leave);
  const get = writer.capture(getValue);
  const selected = node.stored
    ? `${writer.capture(selectStored)}(${base}, ${key}, ${layer}, ${writer.capture(knownPath(node.base))})`
    : `${get}(${base}, ${key})`;
  const item = `Array.isArray(${base}) && typeof ${key} === "number" ? ${base}[${key}] : ${selected}`;
  return leaveIfUndefined(site, writer.let(item), leave);
}

function printConstant({ writer }: Site, value: Value): Atom {
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean" || value === null) return String(value);
  // A sign would make an operator of it.
  return typeof value === "number" && value >= 0 && Number.isSafeInteger(value) ? String(value) : writer.capture(value);
}

function printSet(site: Site, node: ValueNode & { readonly kind: "set" }, leave: Leave): Atom {
  const { writer } = site;
  const builder = writer.let(`new ${writer.capture(RegoSetBuilder)}()`);
  for (const item of constantsFirst(node.items, (each) => each)) writer.line(`${builder}.add(${printValue(site, item, leave)});`);
  return writer.let(`${builder}.finish()`);
}

function printObject(site: Site, node: ValueNode & { readonly kind: "object" }, leave: Leave): Atom {
  const { writer } = site;
  const names = node.entries.map(([key]) => (key.kind === "constant" && typeof key.value === "string" ? key.value : undefined));
  if (names.every((name) => name !== undefined && name !== "__proto__") && new Set(names).size === names.length) {
    const entries = node.entries.map(([, value], at) => `${quote(names[at] ?? "")}: ${printValue(site, value, leave)}`);
    return writer.let(`{ ${entries.join(", ")} }`);
  }
  const builder = writer.let(`new ${writer.capture(ObjectBuilder)}()`);
  for (const [keyNode, valueNode] of constantsFirst(node.entries, ([key]) => key)) {
    const key = printValue(site, keyNode, leave);
    writer.line(`${builder}.set(${key}, ${printValue(site, valueNode, leave)});`);
  }
  return writer.let(`${builder}.finish()`);
}

/** One key of a set or an extent. */
function printLookup(site: Site, node: ValueNode & { readonly kind: "lookup" }, leave: Leave): Atom {
  const { writer, layer, linker } = site;
  const { group } = node;
  refuseWaiting(site, group);
  const key = printValue(site, node.key, leave);
  const evaluator = writer.capture(linker.group(group));
  const path = writer.capture(group.path);
  const stored = `${writer.capture(lookupReplaced)}(${layer}, ${path}, ${key}, ${node.asMember})`;
  const found = `${evaluator}.lookup(${printOwner(layer, group.id)}, ${key})`;
  return leaveIfUndefined(site, writer.let(`${layer}.shadows !== undefined && ${layer}.isShadowed(${path}) ? ${stored} : ${found}`), leave);
}

function printBuiltin(site: Site, node: ValueNode & { readonly kind: "builtin" }, leave: Leave): Atom {
  const { linker, writer } = site;
  if (node.name === "internal.print") return leaveIfUndefined(site, printLinked(site, node), leave);
  if (!linker.plan.replaced.has(node.name) && node.args.length === 2) {
    const [left, right] = node.args as readonly [ValueNode, ValueNode];
    if (printComparison(site, node.name, "a", "b") !== undefined) {
      const first = printValue(site, left, leave);
      const second = printValue(site, right, leave);
      return writer.let(printComparison(site, node.name, first, second) ?? "");
    }
  }
  return printBuiltinCall(site, node, leave);
}
