import type { Value } from "../values/value.ts";
import type { HttpRequest, HttpResponse } from "./http/transport.ts";

/** What touches the platform. Everything non-deterministic comes through it, so that a test or a sandbox can pin or forbid it. */
export interface Host {
  /** Nanoseconds since the epoch, for `time.now_ns`. */
  readonly nowNs: () => bigint;
  /** Fills the array with random bytes, for `uuid.rfc4122`, `rand.intn` and signatures. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** The environment as `opa.runtime` shows it. Absent: the host knows nothing of itself, and `opa.runtime` is empty. */
  readonly environment?: (() => Readonly<Record<string, string>>) | undefined;
  /** The IANA name of the machine's time zone, for zones called `Local`; absent: UTC. */
  readonly timeZone?: (() => string) | undefined;
  /** The IP addresses of a host's name, for `net.lookup_ip_addr`; absent: there are none to ask for. Rejects with the resolver's error. */
  readonly lookupAddress?: ((name: string) => Promise<readonly string[]>) | undefined;
  /** Makes an HTTP request, for `http.send`; absent: there is no net. Rejects with HttpError, in Go's words. */
  readonly http?: ((request: HttpRequest) => Promise<HttpResponse>) | undefined;
  /** The text of a file that a policy names (certificates); absent: there are no files. Rejects in Go's words: `open x: no such file or directory`. */
  readonly readFile?: ((path: string) => Promise<string>) | undefined;
  /** Receives one `print` call's text; absent: print calls are not evaluated, as in OPA without a print hook. */
  readonly print?: ((text: string, location: string) => void) | undefined;
}

/** What a builtin may ask of the query that calls it. */
export interface BuiltinContext {
  readonly host: Host;
  /** The language version of texts that a builtin parses. */
  readonly regoVersion?: 0 | 1 | undefined;
  /** The time of the query in nanoseconds since the epoch: the same for each call in one query. */
  readonly nowNs: bigint;
  /** A cache that lives as long as the query, for builtins that must answer the same (or need not work) twice. Keys start with the builtin's name. */
  readonly queryCache: Map<string, unknown>;
  /** Caches that live as long as the engine (compiled regular expressions, globs, parsed schemas). Bounded by their users. */
  readonly engineCache: Map<string, unknown>;
  /** Counts work against the step budget and looks at deadline and abort signal; throws the cancel error. Call it in any loop that an operand's size does not bound. */
  readonly tick: (steps: number) => void;
  /**
   * Counts a text or list of so many bytes that a builtin makes: against the step budget, 64 bytes a step, and against the bound on the size of answers, which
   * values on the way have, too. Texts that are answered are counted by themselves.
   */
  readonly claim?: ((bytes: number) => void) | undefined;
  /**
   * Where the call stands, `file:row`, or its text where there is no file. An asynchronous builtin reads it before it waits for anything.
   */
  readonly location?: string | undefined;
  /** Aborted when the query is, or when its time is up: what waits need wait no longer. */
  readonly signal?: AbortSignal | undefined;
  /** The only hosts that may be asked over the net, by name or address without port; absent: any. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The longest body that a server may answer with; bytes. */
  readonly maximalResponseBytes?: number | undefined;
  /** What is kept for later queries; absent: nothing. */
  readonly interQueryCache?: BuiltinCache | undefined;
}

/**
 * What a host throws from one of its functions to forbid it: the evaluation ends with the text, whatever builtins that fail do otherwise. An undefined
 * `time.now_ns()` would make a rule that denies undefined, too.
 */
export class HostRefusal extends Error {
  override readonly name = "HostRefusal";
}

/** Answers that outlive a query, for builtins that say how long they are good. */
export interface BuiltinCache {
  /** What was kept, unless it had to make room. Keys start with the builtin's name; all that one builtin keeps has one type. */
  readonly get: (key: string) => unknown;
  /** Keeps something that takes about so many bytes. */
  readonly set: (key: string, value: unknown, bytes: number) => void;
}

/** Builtin and type errors are undefined in default mode; the other two end the query in any mode. */
export type FailureCode = "eval_builtin_error" | "eval_type_error" | "eval_conflict_error" | "eval_internal_error";

/** A Rego-level failure that a builtin returns: undefined in default mode, the end of the query in strict mode. Never thrown. */
export class BuiltinFailure {
  readonly code: FailureCode;
  readonly message: string;
  /** What went wrong below, as it was thrown: the `cause` of the error that a program is given. */
  readonly cause: unknown;

  constructor(message: string, code: FailureCode = "eval_builtin_error", options: ErrorOptions = {}) {
    this.message = message;
    this.code = code;
    this.cause = options.cause;
  }
}

/** What a builtin answers: a value, `undefined`, or a failure. */
export type BuiltinResult = Value | undefined | BuiltinFailure;
