import { formatValue } from "../../values/format.ts";
import type { RegoObject, Value } from "../../values/value.ts";
import type { BuiltinContext, BuiltinResult } from "../context.ts";
import {
  type CachedResponse,
  type Caching,
  makeCachedResponse,
  readCaching,
  readValidators,
  refreshResponse,
  sizeOfResponse,
} from "./caching.ts";
import { readDecoding } from "./decode-body.ts";
import { exchange } from "./exchange.ts";
import { checkFields, prepareRequest } from "./prepare-request.ts";
import { RequestFields } from "./request-fields.ts";
import { requestKey } from "./request-key.ts";
import { toErrorValue, toResponseValue } from "./response-value.ts";
import { retryExchange } from "./retry.ts";
import { SendProblem } from "./send-problem.ts";
import { shareAnswer } from "./share-answers.ts";
import type { HttpHeader, HttpResponse } from "./transport.ts";

/** `http.send`: the response to a request object, a failure, or an object that describes the failure. */
export async function sendRequest(request: RegoObject, context: BuiltinContext): Promise<BuiltinResult> {
  const { location } = context;
  const fields = new RequestFields(request);
  let raises = true;
  try {
    raises = fields.raisesErrors();
    fields.checkNames();
    const key = requestKey(fields);
    return await shareAnswer(context, key, () => answerRequest(fields, key, context));
  } catch (error) {
    if (!(error instanceof SendProblem)) throw error;
    return raises ? error.toFailure() : toErrorValue(error, location);
  }
}

async function answerRequest(fields: RequestFields, key: Value, context: BuiltinContext): Promise<Value> {
  const caching = readCaching(fields);
  const response =
    caching === undefined || context.interQueryCache === undefined
      ? await askServer(fields, [], context)
      : await askCache(fields, caching, `http.send ${formatValue(key)}`, context);
  return toResponseValue(response, readDecoding(fields));
}

/** A response that was kept as long as it is fresh; otherwise the server's, and what it allows to be kept is. */
async function askCache(fields: RequestFields, caching: Caching, key: string, context: BuiltinContext): Promise<HttpResponse> {
  const { interQueryCache, nowNs } = context;
  const now = Number(nowNs / 1_000_000n);
  const known = interQueryCache?.get(key) as CachedResponse | undefined;
  if (known !== undefined && now < known.expiresAt) {
    checkFields(fields, context.allowedHosts);
    return known.response;
  }
  const validators = known === undefined ? undefined : readValidators(known);
  const answer = await askServer(fields, validators ?? [], context);
  const isStillGood = known !== undefined && validators !== undefined && answer.statusCode === 304;
  const response = isStillGood ? refreshResponse(known.response, answer) : answer;
  const cached = makeCachedResponse(response, caching, now);
  if (cached !== undefined) interQueryCache?.set(key, cached, 2 * key.length + sizeOfResponse(response));
  return response;
}

async function askServer(fields: RequestFields, validators: readonly HttpHeader[], context: BuiltinContext): Promise<HttpResponse> {
  const request = await prepareRequest(checkFields(fields, context.allowedHosts), fields, context);
  const headers = new Map([...request.headers, ...validators]);
  return retryExchange(() => exchange({ ...request, headers }, context), fields.retries(), context.signal);
}
