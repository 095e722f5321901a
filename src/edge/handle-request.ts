/** What stands between a request and what it asks for. Knows nothing of how a policy is made: it takes whatever decides. */
import { type Decision, denyPlainly, readDecision } from "./read-decision.ts";
import { type RequestInputOptions, requestToInput } from "./request-to-input.ts";

/** What decides on an input. */
export interface Policy {
  /** The decision; `undefined` where no rule makes one. May reject. */
  readonly evaluate: (input: unknown) => Promise<unknown>;
}

/** The `fetch` of a worker; the later arguments are the platform's and are only passed on. */
export type RequestHandler<Env, Context> = (request: Request, env: Env, context: Context) => Promise<Response>;

/** What a handler does beside asking its policy. */
export interface RequestHandlerOptions<Env, Context> extends RequestInputOptions {
  /** Answers requests that are allowed; the request is unread. What it throws is the caller's. Default: `fetch(request)`. */
  readonly onAllow?: ((request: Request, env: Env, context: Context, decision: unknown) => Response | Promise<Response>) | undefined;
  /** Makes the input of the policy, say, of what {@link requestToInput} makes and a key of the environment. Must not read the request's own body. Default: {@link requestToInput}. */
  readonly toInput?: ((request: Request, env: Env, context: Context) => unknown) | undefined;
  /** Is told of all that keeps the policy from deciding, which is answered as a denial: of policies that cannot be loaded, at once; of evaluations that fail. Default: `console.error`. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Makes a handler of requests that loads its policy now, once. Where that fails all requests are answered with the status 503; what is not allowed,
 * undefined or fails with 403. It rejects with nothing but what `onAllow` throws, so that no platform lets a request pass since its check failed.
 */
export function createRequestHandler<Env = unknown, Context = unknown>(
  load: () => Policy,
  options: RequestHandlerOptions<Env, Context> = {},
): RequestHandler<Env, Context> {
  const { onAllow = passOn, toInput = (request: Request) => requestToInput(request, options), onError } = options;
  const policy = attempt(load, onError);
  return async (request, env, context) => {
    if (policy === undefined) return new Response(`{"error": "Policy not ready yet."}`, { status: 503, headers: jsonType });
    let value: unknown;
    let decision: Decision = denyPlainly();
    try {
      value = await policy.evaluate(await toInput(request, env, context));
      decision = readDecision(value);
    } catch (error) {
      report(error, onError);
    }
    if (decision.allow) return onAllow(request, env, context, value);
    const { status, headers, body } = decision;
    return new Response(body, { status, headers });
  };
}

const jsonType = { "content-type": "application/json" };

function passOn(request: Request): Promise<Response> {
  return fetch(request);
}

function attempt<Result>(make: () => Result, onError: ((error: unknown) => void) | undefined): Result | undefined {
  try {
    return make();
  } catch (error) {
    report(error, onError);
    return undefined;
  }
}

/** Tells of an error. One who listens and fails has no say in what is answered. */
function report(error: unknown, onError: ((error: unknown) => void) | undefined): void {
  try {
    if (onError === undefined) printError(error);
    else onError(error);
  } catch (failure) {
    printError(error);
    printError(failure);
  }
}

function printError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: where nobody listens the platform's log is the only place
  console.error(error);
}
