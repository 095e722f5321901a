import { formatValue } from "../../values/format.ts";
import { quoteString } from "../../values/go-quote.ts";
import { isNumber, kindOf } from "../../values/kind.ts";
import { numberToText, toBigInt } from "../../values/number.ts";
import { getProperty, sortedKeys } from "../../values/object.ts";
import { makeSet } from "../../values/rego-set.ts";
import type { RegoObject, Value } from "../../values/value.ts";
import { BuiltinFailure } from "../context.ts";
import { parseGoDuration } from "../time/duration.ts";
import { requestFieldNames } from "./field-names.ts";
import { operandProblem, SendProblem } from "./send-problem.ts";

const requiredFields: readonly string[] = ["method", "url"];

/** The fields of a request object, each read in OPA's way. All readers throw SendProblems with OPA's texts. */
export class RequestFields {
  readonly request: RegoObject;

  constructor(request: RegoObject) {
    this.request = request;
  }

  /** Refuses fields that do not exist, and requests without method or URL. */
  checkNames(): void {
    const unknown = sortedKeys(this.request).filter((key) => !requestFieldNames.has(key));
    if (unknown.length > 0) throw operandProblem(`invalid request parameters(s): ${formatValue(makeSet(unknown))}`);
    const missing = requiredFields.filter((name) => this.get(name) === undefined);
    if (missing.length > 0) throw operandProblem(`missing required request parameters(s): ${formatValue(makeSet(missing))}`);
  }

  get(name: string): Value | undefined {
    return getProperty(this.request, name);
  }

  /** A text; empty if there is none. */
  text(name: string): string {
    return this.optionalText(name) ?? "";
  }

  optionalText(name: string): string | undefined {
    const value = this.get(name);
    if (value !== undefined && typeof value !== "string") throw new SendProblem(`"${name}" must be a string`);
    return value;
  }

  /** A boolean; false if there is none. */
  flag(name: string): boolean {
    const value = this.get(name) ?? false;
    if (typeof value !== "boolean") throw new SendProblem(`invalid value for "${name}" field`);
    return value;
  }

  /** Whether a problem is a failure of the builtin; otherwise it is a response that describes it. */
  raisesErrors(): boolean {
    const value = this.get("raise_error") ?? true;
    if (typeof value !== "boolean") throw new SendProblem("invalid value for raise_error field");
    return value;
  }

  /** A boolean, for which also 0 and 1 stand. */
  looseFlag(name: string): boolean | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === "boolean") return value;
    if (value === 0 || value === 1) return value === 1;
    throw new SendProblem(`strconv.ParseBool: parsing ${quoteString(formatValue(value))}: invalid syntax`);
  }

  /** How often a failed exchange is made again. */
  retries(): bigint {
    const value = this.get("max_retry_attempts") ?? 0;
    const count = isNumber(value) ? toInt64(value) : undefined;
    if (count === undefined || count < 0n) {
      throw new SendProblem(`invalid value ${formatValue(value)} for field "max_retry_attempts"`, { isLocated: false });
    }
    return count;
  }

  /** How long an exchange may take, in nanoseconds; zero or less: as long as it takes. */
  timeoutNs(): bigint {
    const value = this.get("timeout") ?? defaultTimeout;
    if (isNumber(value)) {
      const count = toInt64(value);
      if (count === undefined) throw new SendProblem(`invalid timeout number value ${numberToText(value)}, must be int64`);
      return count;
    }
    if (typeof value !== "string") throw operandProblem(`'timeout' must be one of {string, number} but got ${kindOf(value)}`);
    if (/^[+-]?\d{1,30}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value)) return BigInt(value);
    const duration = parseGoDuration(value);
    if (duration instanceof BuiltinFailure) throw new SendProblem(`invalid timeout value ${quoteString(value)}: ${duration.message}`);
    return duration;
  }

  /** For how many seconds the cache holds what `force_cache` puts there. */
  forcedSeconds(): bigint {
    const value = this.get("force_cache_duration_seconds");
    if (value === undefined) throw new SendProblem("'force_cache' set but 'force_cache_duration_seconds' parameter is missing");
    const seconds = isNumber(value) ? toInt64(value) : undefined;
    if (seconds === undefined) throw new SendProblem(`strconv.ParseInt: parsing ${quoteString(formatValue(value))}: invalid syntax`);
    return seconds;
  }
}

const defaultTimeout = "5s";

function toInt64(value: Parameters<typeof toBigInt>[0]): bigint | undefined {
  const integer = toBigInt(value);
  return integer !== undefined && BigInt.asIntN(64, integer) === integer ? integer : undefined;
}
