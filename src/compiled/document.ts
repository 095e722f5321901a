/** The form of a compiled policy: JSON, to be written by `write-policy.ts` and read by `read-policy.ts` of the same version. */
export interface CompiledPolicyDocument {
  readonly format: typeof documentFormat;
  readonly version: typeof documentVersion;
  /** A name for this state of the policy. */
  readonly revision?: string;
  /** The language version of texts that builtins parse. */
  readonly regoVersion: 0 | 1;
  /** The builtins that are called, and the group that each is part of: `core`, `jwt`; nothing for builtins of the user's. */
  readonly builtins: Readonly<Record<string, string>>;
  /** The functions and builtins that some `with` replaces. */
  readonly replaced: readonly string[];
  /** Files, each with its places: rows and columns one after the other. */
  readonly sources: readonly (readonly [file: string, places: readonly number[]])[];
  /** The tree of documents, as far as it is looked into. */
  readonly nodes: readonly unknown[];
  /** Rules, by the numbers that plans have for them. */
  readonly groups: readonly unknown[];
  /** What each `with` replaces, and the numbers of the groups that depend on it. */
  readonly affected: readonly (readonly [targets: readonly string[], groups: readonly number[]])[];
  /** The groups that may call an asynchronous builtin. */
  readonly waiting: readonly number[];
  /** The base documents, where they were compiled with the policy: `["json", …]` as they are, or `["constant", …]` as constants are written. */
  readonly data?: readonly ["json" | "constant", unknown];
  /** The only hosts that `http.send` may ask, as the engine had it that compiled the policy; absent: any. */
  readonly allowNet?: readonly string[];
  /** Does the first failure of a builtin end the evaluation? As the engine had it. */
  readonly strictBuiltinErrors: boolean;
  /** By entrypoint (`authz/allow`): the text of the query, its plan, and how deep its rules stand in one another. */
  readonly queries: Readonly<Record<string, readonly [text: string, plan: unknown, depth: number]>>;
}

export const documentFormat = "rego-ts compiled policy";

/** Raised with every change to plans: a document is read by what wrote it, or not at all. */
export const documentVersion = 1;
