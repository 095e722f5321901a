import fc from "fast-check";
import { expect, it } from "vitest";
import { anyValue } from "../values/testing/any-value.ts";
import type { Value } from "../values/value.ts";
import { allBuiltins } from "./all-builtins.ts";
import { BuiltinFailure } from "./context.ts";
import { makeTestContext } from "./testing/call-text.ts";

const context = makeTestContext();

/** More often than not operands of the right kind, so that the implementation is reached. */
it.each(allBuiltins.map((builtin) => [builtin.name, builtin] as const))("%s answers or fails, whatever it is given", async (_, builtin) => {
  const operands = fc.tuple(...builtin.args.map(() => anyValue));
  await fc.assert(
    fc.asyncProperty(operands, async (values: readonly Value[]) => {
      if (builtin.kind === "relation") {
        expect(builtin.enumerate(values, context, () => false)).toBe(false);
        return;
      }
      const answer = await builtin.call(...([...values, context] as Parameters<typeof builtin.call>));
      if (answer instanceof BuiltinFailure && !answer.code.startsWith("eval_internal") && !answer.code.startsWith("eval_conflict")) {
        expect(answer.message.startsWith(`${builtin.name}: `)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
