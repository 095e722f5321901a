/** Closures that call builtins and functions, replaced ones included. */
import { BuiltinFailure, type BuiltinResult } from "../builtins/context.ts";
import type { AsyncBuiltin, Builtin, SyncBuiltin } from "../builtins/define.ts";
import type { SourceText } from "../errors/source-text.ts";
import type { RuleGroup, ValueNode } from "../plan/nodes.ts";
import type { Value } from "../values/value.ts";
import type { Compute, Frame, Linker } from "./closures.ts";
import { mustWait, type Place } from "./errors.ts";
import type { Callee, Layer } from "./layer.ts";
import { linkOperator } from "./link-operators.ts";

/** A call of a builtin that has one answer. */
export function linkBuiltin(linker: Linker, node: ValueNode & { readonly kind: "builtin" }, source: SourceText): Compute {
  const builtin = linker.builtin(node.name);
  const place = { source, span: node.span };
  const args = node.args.map((arg) => linker.value(arg, source));
  const compute = linkBuiltinCall(builtin, args, place, linker.plan.observed !== undefined);
  if (!linker.plan.replaced.has(node.name)) return compute;
  return linkReplaceable(node.name, args, compute);
}

/** A call of a function of the program. */
export function linkFunction(linker: Linker, node: ValueNode & { readonly kind: "function" }, source: SourceText): Compute {
  const { group } = node;
  const args = node.args.map((arg) => linker.value(arg, source));
  const call: Callee = (layer, values) => linker.group(group).call(layer.ownerOf(group.id), values);
  const compute = linkCall(args, call);
  return linker.plan.replaced.has(`data.${group.path.join(".")}`) ? linkReplaceable(mockNameOf(group), args, compute) : compute;
}

function linkCall(args: readonly Compute[], call: Callee): Compute {
  const [first] = args;
  if (args.length === 1 && first !== undefined) {
    return (layer, frame) => {
      const value = first(layer, frame);
      return value === undefined ? undefined : call(layer, [value]);
    };
  }
  return (layer, frame) => {
    const values = computeAll(args, layer, frame);
    return values === undefined ? undefined : call(layer, values);
  };
}

/** Under which name a layer has the replacement of a function; builtins go by their own. */
export function mockNameOf(group: RuleGroup): string {
  return `#${group.id}`;
}

/** Looks first whether a `with` replaces what is called. */
function linkReplaceable(name: string, args: readonly Compute[], original: Compute): Compute {
  return (layer, frame) => {
    const mock = layer.mocks?.get(name);
    if (mock === undefined) return original(layer, frame);
    const values = computeAll(args, layer, frame);
    if (values === undefined) return undefined;
    if (mock.kind === "value") return mock.value;
    return mock.kind === "rule" ? mock.value(layer.without(name)) : mock.call(layer.unmocked(), values);
  };
}

/** All arguments; undefined if one is. */
export function computeAll(args: readonly Compute[], layer: Layer, frame: Frame): Value[] | undefined {
  const values: Value[] = [];
  for (const arg of args) {
    const value = arg(layer, frame);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A builtin as something that is called with its arguments worked out. */
export function makeCallee(builtin: Builtin, place: Place): Callee {
  switch (builtin.kind) {
    case "sync":
      return (layer, args) => finish(builtin.call(...args, layer.query), layer, place);
    case "async":
      return (layer, args) => callAsync(builtin, args, layer, place);
    case "relation":
      return () => {
        throw new TypeError(`the relation ${builtin.name} has no single answer`);
      };
    default:
      return builtin satisfies never;
  }
}

function finish(result: BuiltinResult, layer: Layer, place: Place): Value | undefined {
  return result instanceof BuiltinFailure ? layer.query.fail(result, place) : result;
}

/** The answer of an asynchronous builtin, if it is there; otherwise the call is under way, and this pass goes on without it. */
function callAsync(builtin: AsyncBuiltin, args: readonly Value[], layer: Layer, place: Place): Value | undefined {
  const { query } = layer;
  const now = builtin.answerNow?.(...args, query);
  if (now !== undefined) return finish(now.result, layer, place);
  if (query.isSync) throw mustWait(builtin.name, place);
  query.calling = place;
  const call = query.asyncResults.request(builtin.name, args, () => builtin.call(...args, query));
  if (!call.answered) {
    query.pending++;
    return undefined;
  }
  if (call.error !== undefined) throw call.error;
  return finish(call.result, layer, place);
}

function linkBuiltinCall(builtin: Builtin, args: readonly Compute[], place: Place, isObserved: boolean): Compute {
  const callee = makeCallee(builtin, place);
  if (builtin.kind !== "sync") return linkCall(args, callee);
  if (builtin.name === "internal.print") return linkPrint(builtin, args, place);
  if (builtin.name === "trace" && isObserved) return linkNote(args, callee);
  const [first, second, third] = args;
  const { call } = builtin;
  if (first !== undefined && args.length === 1) {
    return (layer, frame) => {
      const value = first(layer, frame);
      return value === undefined ? undefined : finish(call(value, layer.query), layer, place);
    };
  }
  if (first !== undefined && second !== undefined && args.length === 2) {
    const operator = linkOperator(builtin.name, first, second, (left, right, layer) =>
      finish(call(left, right, layer.query), layer, place),
    );
    if (operator !== undefined) return operator;
    return (layer, frame) => {
      const left = first(layer, frame);
      if (left === undefined) return undefined;
      const right = second(layer, frame);
      return right === undefined ? undefined : finish(call(left, right, layer.query), layer, place);
    };
  }
  if (first !== undefined && second !== undefined && third !== undefined && args.length === 3) {
    return (layer, frame) => {
      const a = first(layer, frame);
      if (a === undefined) return undefined;
      const b = second(layer, frame);
      if (b === undefined) return undefined;
      const c = third(layer, frame);
      return c === undefined ? undefined : finish(call(a, b, c, layer.query), layer, place);
    };
  }
  return linkCall(args, callee);
}

/** Printing is told where it stands. */
function linkPrint(builtin: SyncBuiltin, args: readonly Compute[], place: Place): Compute {
  const print = makeCallee(builtin, place);
  return (layer, frame) => {
    const values = computeAll(args, layer, frame);
    if (values === undefined) return undefined;
    layer.query.printing = place;
    print(layer, values);
    return true;
  };
}

/** `trace(note)`: tells the note to whom observes. */
function linkNote(args: readonly Compute[], callee: Callee): Compute {
  return (layer, frame) => {
    const values = computeAll(args, layer, frame);
    if (values === undefined) return undefined;
    const [note] = values;
    if (typeof note === "string") layer.query.observation?.tellHere("Note", note);
    return callee(layer, values);
  };
}
