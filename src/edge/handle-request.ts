/** What stands between a request and what it asks for. Knows nothing of how a policy is made: it takes whatever decides. */
import { checkOptions, isFunction, isLookedAtLater, isOneOf, type OptionRules } from "../options/check-options.ts";
import { type Decision, denyPlainly, readDecision } from "./read-decision.ts";
import { type RequestInputOptions, requestToInput } from "./request-to-input.ts";

/** What decides on an input. */
export interface Policy {
  /** The decision; `undefined` where no rule makes one. May reject. */
  readonly evaluate: (input: unknown) => Promise<unknown>;
}

/** The `fetch` of a worker; the later arguments are the platform's and are only passed on. */
export type RequestHandler<Env = unknown, Context = unknown> = (request: Request, env?: Env, context?: Context) => Promise<Response>;

/** What a handler does beside asking its policy. */
export interface RequestHandlerOptions<Env, Context> extends RequestInputOptions {
  /** Answers requests that are allowed; the request is unread. What it throws is the caller's. Default: `fetch(request)`. */
  readonly onAllow?: ((request: Request, env: Env, context: Context, decision: unknown) => Response | Promise<Response>) | undefined;
  /** Makes the input of the policy, say, of what {@link requestToInput} makes and a key of the environment. Must not read the request's own body. Default: {@link requestToInput}. */
  readonly toInput?: ((request: Request, env: Env, context: Context) => unknown) | undefined;
  /**
   * What becomes of a request whose body the policy cannot see (`body_error`). `"decide"`: the policy decides, and has to look at `input.body_error` if it
   * depends on bodies. `"deny"`: it is denied. Default: `"decide"`.
   */
  readonly onBodyError?: "decide" | "deny" | undefined;
  /** Is told of all that keeps the policy from deciding, which is answered as a denial: of policies that cannot be loaded, at once; of evaluations that fail. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const handlerRules: OptionRules<RequestHandlerOptions<unknown, unknown>> = {
  maximalBodyBytes: isLookedAtLater,
  onAllow: isFunction,
  onBodyError: isOneOf("decide", "deny"),
  onError: isFunction,
  toInput: isFunction,
};

/**
 * Makes a handler of requests that loads its policy now, once. Where that fails all requests are answered with the status 503; what is not allowed,
 * undefined or fails with 403. It rejects with nothing but what `onAllow` throws, so that no platform lets a request pass since its check failed.
 */
export function createRequestHandler<Env = unknown, Context = unknown>(
  load: () => Policy,
  options: RequestHandlerOptions<Env, Context> = {},
): RequestHandler<Env, Context> {
  checkOptions<RequestHandlerOptions<Env, Context>>("a handler of requests", options, handlerRules);
  const { onAllow = passOn, onBodyError = "decide", toInput = (request: Request) => requestToInput(request, options), onError } = options;
  const policy = attempt(load, onError);
  return async (request, env, context) => {
    if (policy === undefined) return new Response(`{"error": "Policy not ready yet."}`, { status: 503, headers: jsonType });
    let value: unknown;
    let decision: Decision = denyPlainly();
    try {
      const input = await toInput(request, env as Env, context as Context);
      if (onBodyError === "decide" || !hasBodyError(input)) {
        value = await policy.evaluate(input);
        decision = readDecision(value);
      }
    } catch (error) {
      report(error, onError);
    }
    if (decision.allow) return onAllow(request, env as Env, context as Context, value);
    const { status, headers, body } = decision;
    return new Response(body, { status, headers });
  };
}

const jsonType = { "content-type": "application/json" };

function passOn(request: Request): Promise<Response> {
  return fetch(request);
}

function attempt<Result>(make: () => Result, onError: ((error: unknown) => unknown) | undefined): Result | undefined {
  try {
    return make();
  } catch (error) {
    report(error, onError);
    return undefined;
  }
}

/** Tells of an error. One who listens and fails, at once or later, has no say in what is answered. */
function report(error: unknown, onError: ((error: unknown) => unknown) | undefined): void {
  const fail = (failure: unknown): void => {
    printError(error);
    printError(failure);
  };
  try {
    if (onError === undefined) printError(error);
    else Promise.resolve(onError(error)).catch(fail);
  } catch (failure) {
    fail(failure);
  }
}

function hasBodyError(input: unknown): boolean {
  return typeof input === "object" && input !== null && "body_error" in input;
}

function printError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: where nobody listens the platform's log is the only place
  console.error(error);
}
