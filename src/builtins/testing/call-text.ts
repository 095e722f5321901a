import type { Term } from "../../ast/nodes.ts";
import { parseTerm } from "../../parser/parse.ts";
import { formatValue } from "../../values/format.ts";
import { parseNumber } from "../../values/number.ts";
import { makeObject } from "../../values/object-builder.ts";
import { makeSet } from "../../values/rego-set.ts";
import type { Value } from "../../values/value.ts";
import { type BuiltinContext, BuiltinFailure, type BuiltinResult } from "../context.ts";
import type { Builtin } from "../define.ts";
import { BuiltinRegistry } from "../registry.ts";

/** A context without clock and chance: the random bytes are 1, 2, 3, …. What is printed is thrown away. */
export function makeTestContext(changes: Partial<BuiltinContext> = {}): BuiltinContext {
  return {
    host: {
      nowNs: () => 1_700_000_000_000_000_000n,
      randomBytes: (length) => Uint8Array.from({ length }, (_, at) => at + 1),
      environment: () => ({ HOME: "/home" }),
    },
    nowNs: 1_700_000_000_000_000_000n,
    queryCache: new Map(),
    engineCache: new Map(),
    tick: () => undefined,
    ...changes,
  };
}

/**
 * Calls a builtin as the Rego text says (`count([1, 2])`) and tells the answer: a value as Rego text, `undefined`, or code and text of
 * the failure.
 */
export function callBuiltin(builtins: Iterable<Builtin>, text: string, context: BuiltinContext = makeTestContext()): string {
  const term = parseTerm(text);
  if (term.kind !== "call") throw new TypeError(`not a call: ${text}`);
  const name = term.operator.terms.map((part) => (part.kind === "var" ? part.name : part.kind === "string" ? part.value : "")).join(".");
  const builtin = new BuiltinRegistry(builtins).implementation(name);
  if (builtin?.kind !== "sync") throw new TypeError(`no such builtin: ${name}`);
  return describeAnswer(builtin.call(...term.args.map(readGroundTerm), context));
}

/** An answer of a builtin as text. */
function describeAnswer(answer: BuiltinResult): string {
  if (answer instanceof BuiltinFailure) return `${answer.code}: ${answer.message}`;
  return answer === undefined ? "undefined" : formatValue(answer);
}

/** The value of a term without variables. */
function readGroundTerm(term: Term): Value {
  switch (term.kind) {
    case "null":
      return null;
    case "boolean":
    case "string":
      return term.value;
    case "number":
      return parseNumber(term.text) ?? 0;
    case "array":
      return term.items.map(readGroundTerm);
    case "set":
      return makeSet(term.items.map(readGroundTerm));
    case "object":
      return makeObject(term.entries.map(({ key, value }) => [readGroundTerm(key), readGroundTerm(value)] as const));
    case "call":
      // `set()` is the only call that is a value.
      return makeSet([]);
    default:
      throw new TypeError(`not a ground term: ${term.kind}`);
  }
}
