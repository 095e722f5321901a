import type { BuiltinResult } from "../builtins/context.ts";
import { equalsValues } from "../values/equals.ts";
import { hashValue } from "../values/hash.ts";
import type { Value } from "../values/value.ts";

/** One call of an asynchronous builtin: on its way, or answered. */
export interface AsyncCall {
  readonly args: readonly Value[];
  /** Settles when the call is answered; never rejects. */
  readonly done: Promise<void>;
  answered: boolean;
  result: BuiltinResult;
  /** What the builtin threw, to be thrown again where it was called. */
  error: unknown;
}

/** The calls of asynchronous builtins in one query, by name and arguments: the same call is made once. */
export class AsyncResults {
  private readonly byName = new Map<string, Map<number, AsyncCall[]>>();
  private waiting: AsyncCall[] = [];

  /** The call with these arguments, made now if it is new. */
  request(name: string, args: readonly Value[], make: () => Promise<BuiltinResult>): AsyncCall {
    let calls = this.byName.get(name);
    if (calls === undefined) {
      calls = new Map();
      this.byName.set(name, calls);
    }
    const hash = hashValue(args);
    const bucket = calls.get(hash) ?? [];
    calls.set(hash, bucket);
    const known = bucket.find((call) => equalsValues(call.args, args));
    if (known !== undefined) return known;
    const call: AsyncCall = start(args, make);
    bucket.push(call);
    this.waiting.push(call);
    return call;
  }

  /** Waits for all calls that are on their way. */
  async settle(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    await Promise.all(waiting.map((call) => call.done));
  }
}

function start(args: readonly Value[], make: () => Promise<BuiltinResult>): AsyncCall {
  const call = { args, answered: false, result: undefined as BuiltinResult, error: undefined as unknown, done: Promise.resolve() };
  call.done = make().then(
    (result) => {
      call.result = result;
      call.answered = true;
    },
    (error: unknown) => {
      call.error = error;
      call.answered = true;
    },
  );
  return call;
}
