import { quoteString } from "../../values/go-quote.ts";
import { BuiltinFailure, type FailureCode } from "../context.ts";

/** Why a request got no response. Thrown inside this folder only; `http.send` turns it into a failure or an error object. */
export class SendProblem extends Error {
  override readonly name = "SendProblem";
  readonly kind: "network" | "internal";
  readonly failureCode: FailureCode;
  /** The error object's text names the place of the call. */
  readonly isLocated: boolean;
  /** The text of the failure where it is not that of the error object. */
  private readonly failureMessage: string | undefined;

  constructor(
    message: string,
    { kind = "internal", failureCode = "eval_builtin_error", isLocated = true, failureMessage, cause }: SendProblemOptions = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.failureCode = failureCode;
    this.isLocated = isLocated;
    this.failureMessage = failureMessage;
  }

  /** What `http.send` answers where errors are raised. */
  toFailure(): BuiltinFailure {
    return new BuiltinFailure(this.failureMessage ?? this.message, this.failureCode, this);
  }
}

interface SendProblemOptions extends ErrorOptions {
  readonly kind?: "network" | "internal";
  readonly failureCode?: FailureCode;
  readonly isLocated?: boolean;
  readonly failureMessage?: string;
}

/** Something is wrong with the request object as a whole. */
export function operandProblem(problem: string): SendProblem {
  return new SendProblem(`operand 1 ${problem}`, { failureCode: "eval_type_error" });
}

/** The host, the server or the net did not do their part; `method` and `url` as the error texts of Go's client have them. */
export function networkProblem(method: string, url: string, reason: string, cause?: unknown): SendProblem {
  return new SendProblem(`${titleMethod(method)} ${quoteString(url)}: ${reason}`, { kind: "network", cause });
}

/** No response in time. */
export function timeoutProblem(method: string, url: string, cause: unknown): SendProblem {
  return new SendProblem(
    `${titleMethod(method)} ${quoteString(url)}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    {
      kind: "network",
      failureMessage: `${titleMethod(method)} ${url}: request timed out`,
      cause,
    },
  );
}

/** A response came in part, but not all of it in time. */
export function bodyTimeoutProblem(cause: unknown): SendProblem {
  return new SendProblem("context deadline exceeded (Client.Timeout or context cancellation while reading body)", { cause });
}

function titleMethod(method: string): string {
  return method.slice(0, 1) + method.slice(1).toLowerCase();
}
