import { anyType, numberType, objectOf, stringType } from "../types/types.ts";
import { formatValue } from "../values/format.ts";
import { isNumber, isObject, kindOf } from "../values/kind.ts";
import { toInteger64 } from "../values/number.ts";
import { getProperty, sortedKeys } from "../values/object.ts";
import { makeObject } from "../values/object-builder.ts";
import { makeSet } from "../values/rego-set.ts";
import type { RegoObject, Value } from "../values/value.ts";
import type { AwsConfiguration } from "./aws/sign-request.ts";
import { readBody, signHeaders } from "./aws/sign-request.ts";
import type { BuiltinResult } from "./context.ts";
import { BuiltinFailure } from "./context.ts";
import type { Builtin } from "./define.ts";
import { arg, builtin } from "./define.ts";
import { fail, failOperand } from "./failure.ts";
import { requestFieldNames } from "./http/field-names.ts";
import type { Instant } from "./time/instant.ts";
import { instantOf } from "./time/instant.ts";
import { utc } from "./time/zone.ts";
import { parseUrl } from "./uri/parse-url.ts";
import { UrlError } from "./uri/percent-encoding.ts";

/** The builtins for Amazon Web Services. */
export const awsBuiltins: readonly Builtin[] = [
  builtin(
    "providers.aws.sign_req",
    "Signs a request for `http.send` as AWS asks for it (signature version 4).",
    [
      arg("request", objectOf(stringType, anyType), "a request as `http.send` takes it"),
      // OPA counts each of these as the first operand.
      arg("aws_config", objectOf(stringType, anyType), "keys, service and region", { unchecked: true }),
      arg("time_ns", numberType, "when it is signed, in nanoseconds since the epoch", { unchecked: true }),
    ],
    arg("signed_request", objectOf(anyType, anyType), "the request with the headers that prove who sends it"),
    signRequest,
  ),
];

/** Looks at the operands in OPA's order: what is wrong with several of them is told of the first one of that order. */
function signRequest(request: RegoObject, configuration: Value, time: Value): BuiltinResult {
  if (!isObject(configuration)) return failOperand(1, `must be object but got ${kindOf(configuration)}`);
  const wrong = checkTexts(configuration, configurationNames, 2, "AWS config");
  if (wrong !== undefined) return wrong;
  const instant = readTime(time);
  if (instant instanceof BuiltinFailure) return instant;
  const unfit = checkRequest(request);
  if (unfit !== undefined) return unfit;
  const headers = getProperty(request, "headers") ?? {};
  if (!isObject(headers)) return failOperand(0, `must be object but got ${kindOf(headers)}`);
  try {
    const url = parseUrl(textOf(request, "url"));
    const settings = readConfiguration(configuration);
    if (settings instanceof BuiltinFailure) return settings;
    const unsigned = { method: textOf(request, "method"), url, headers, body: readBody(request) };
    const signed = signHeaders(unsigned, settings, instant);
    return makeObject([...sortedKeys(request).map((key) => [key, getProperty(request, key) as Value] as const), ["headers", signed]]);
  } catch (error) {
    if (error instanceof UrlError) return fail(error.message);
    throw error;
  }
}

function checkRequest(request: RegoObject): BuiltinFailure | undefined {
  const unknown = sortedKeys(request).filter((key) => !requestFieldNames.has(key));
  if (unknown.length > 0) return failOperand(1, `invalid request parameters(s): ${formatValue(makeSet(unknown))}`);
  return checkTexts(request, ["method", "url"], 1, "request");
}

function checkTexts(object: RegoObject, names: readonly string[], position: number, described: string): BuiltinFailure | undefined {
  const missing = names.filter((name) => getProperty(object, name) === undefined);
  if (missing.length > 0) return failOperand(position, `missing required ${described} parameters(s): ${formatValue(makeSet(missing))}`);
  const invalid = names.filter((name) => typeof getProperty(object, name) !== "string");
  if (invalid.length > 0) {
    return failOperand(position, `invalid values for required ${described} parameters(s): ${formatValue(makeSet(invalid))}`);
  }
  return undefined;
}

const configurationNames = ["aws_access_key", "aws_secret_access_key", "aws_region", "aws_service"];

/** The settings, of which the texts have been checked. */
function readConfiguration(configuration: RegoObject): AwsConfiguration | BuiltinFailure {
  const unsigned = getProperty(configuration, "disable_payload_signing");
  if (unsigned !== undefined && typeof unsigned !== "boolean")
    return failOperand(2, "invalid value for 'disable_payload_signing' in AWS config");
  return {
    accessKey: textOf(configuration, "aws_access_key"),
    secretKey: textOf(configuration, "aws_secret_access_key"),
    sessionToken: textOf(configuration, "aws_session_token"),
    service: textOf(configuration, "aws_service"),
    region: textOf(configuration, "aws_region"),
    signsPayload: unsigned !== true,
  };
}

/** OPA takes only what is written as an integer, and fits into 64 bits. */
function readTime(time: Value): Instant | BuiltinFailure {
  if (!isNumber(time)) return failOperand(1, `must be number but got ${kindOf(time)}`);
  if (toInteger64(time) === undefined) return failOperand(3, "could not convert time_ns value into a unix timestamp");
  return instantOf(time, utc);
}

function textOf(object: RegoObject, name: string): string {
  const value = getProperty(object, name);
  return typeof value === "string" ? value : "";
}
