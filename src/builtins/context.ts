import type { Value } from "../values/value.ts";

/** What touches the platform. Everything non-deterministic comes through it, so that a test or a sandbox can pin or forbid it. */
export interface Host {
  /** Nanoseconds since the epoch, for `time.now_ns`. */
  readonly nowNs: () => bigint;
  /** Fills the array with random bytes, for `uuid.rfc4122`, `rand.intn` and signatures. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** The environment as `opa.runtime` shows it. */
  readonly environment: () => Readonly<Record<string, string>>;
  /** The IANA name of the machine's time zone, for zones called `Local`; absent: UTC. */
  readonly timeZone?: (() => string) | undefined;
  /** The IP addresses of a host's name, for `net.lookup_ip_addr`; absent: there are none to ask for. Rejects with the resolver's error. */
  readonly lookupAddress?: ((name: string) => Promise<readonly string[]>) | undefined;
  /** Receives one `print` call's text; absent: print calls are not evaluated, as in OPA without a print hook. */
  readonly print?: ((text: string, location: string) => void) | undefined;
}

/** What a builtin may ask of the query that calls it. */
export interface BuiltinContext {
  readonly host: Host;
  /** The time of the query in nanoseconds since the epoch: the same for each call in one query. */
  readonly nowNs: bigint;
  /** A cache that lives as long as the query, for builtins that must answer the same (or need not work) twice. Keys start with the builtin's name. */
  readonly queryCache: Map<string, unknown>;
  /** Caches that live as long as the engine (compiled regular expressions, globs, parsed schemas). Bounded by their users. */
  readonly engineCache: Map<string, unknown>;
  /** Counts work against the step budget and looks at deadline and abort signal; throws the cancel error. Call it in any loop that an operand's size does not bound. */
  readonly tick: (steps: number) => void;
  /** Where the call stands, `file:row`, for what `print` hands to the host. */
  readonly location?: string | undefined;
}

/** Builtin and type errors are undefined in default mode; the other two end the query in any mode. */
export type FailureCode = "eval_builtin_error" | "eval_type_error" | "eval_conflict_error" | "eval_internal_error";

/** A Rego-level failure that a builtin returns: undefined in default mode, the end of the query in strict mode. Never thrown. */
export class BuiltinFailure {
  readonly code: FailureCode;
  readonly message: string;

  constructor(message: string, code: FailureCode = "eval_builtin_error") {
    this.message = message;
    this.code = code;
  }
}

/** What a builtin answers: a value, `undefined`, or a failure. */
export type BuiltinResult = Value | undefined | BuiltinFailure;
