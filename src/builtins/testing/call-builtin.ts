import fc from "fast-check";
import { formatValue } from "../../values/format.ts";
import { makeSet } from "../../values/rego-set.ts";
import type { Value } from "../../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "../context.ts";
import { BuiltinFailure } from "../context.ts";
import type { Builtin } from "../define.ts";

/** A call and what it answers: a value, `undefined`, or the text of its failure in {@link failure}. */
export type CallCase = readonly [name: string, operands: readonly Value[], expected: unknown];

/** A context whose clock stands still and whose random bytes are zeros. */
export function makeContext(changes: Partial<BuiltinContext> = {}): BuiltinContext {
  return {
    host: { nowNs: () => 0n, randomBytes: (length) => new Uint8Array(length), environment: () => ({}) },
    nowNs: 1_700_000_000_123_456_789n,
    queryCache: new Map(),
    engineCache: new Map(),
    tick: () => undefined,
    ...changes,
  };
}

/** What a call answers; a failure as its text. */
export async function callBuiltin(
  builtins: readonly Builtin[],
  name: string,
  operands: readonly Value[],
  context = makeContext(),
): Promise<unknown> {
  const found = builtins.find((each) => each.name === name);
  if (found === undefined || found.kind === "relation") throw new Error(`there is no function ${name}`);
  const call = found.call as (...operands: readonly unknown[]) => BuiltinResult | Promise<BuiltinResult>;
  const answer = await call(...operands, context);
  return answer instanceof BuiltinFailure ? failure(answer.message) : answer;
}

/** Cases with a title: the call as Rego writes it. */
export function titled(cases: readonly CallCase[]): (readonly [title: string, ...CallCase])[] {
  return cases.map(([name, operands, expected]) => [`${name}(${operands.map(formatValue).join(", ")})`, name, operands, expected]);
}

/** A failure in a table of cases. */
export function failure(text: string): unknown {
  return { failure: text };
}

/** Values of every kind; among them the given ones, which come nearer to what the builtin takes. */
export function arbitraryValue(...near: readonly fc.Arbitrary<Value>[]): fc.Arbitrary<Value> {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).filter((value) => value > 2n ** 53n || value < -(2n ** 53n)),
    ...near,
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("__proto__", "constructor")), tie("value"), { maxKeys: 3 }),
      fc.array(tie("value"), { maxLength: 3 }).map(makeSet),
    ),
  }));
  return value;
}

/** Throws unless every call with random operands answers: a builtin never throws. */
export async function checkNothingThrows(builtins: readonly Builtin[], ...near: readonly fc.Arbitrary<Value>[]): Promise<void> {
  for (const each of builtins) {
    const operands = fc.tuple(...each.args.map(() => arbitraryValue(...near)));
    await fc.assert(
      fc.asyncProperty(operands, async (values) => {
        await callBuiltin(builtins, each.name, values);
      }),
      { numRuns: 150 },
    );
  }
}
