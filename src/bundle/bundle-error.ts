/** What kind of thing is wrong with a bundle. */
export type BundleErrorCode =
  /** The archive cannot be read: no gzip, broken or cut off, or with entries that no bundle has. */
  | "archive"
  /** It is larger than the limits allow. */
  | "limit"
  /** A module, a document or the manifest cannot be read; documents or roots contradict each other. */
  | "content"
  /** The signature is missing, is not that of the key, or is not that of the files. */
  | "signature"
  /** OPA would read it; rego-ts does not. */
  | "unsupported";

/** Why a bundle cannot be read, written or used, in OPA's words where OPA has some. `cause` is the error behind it, where there is one. */
export class BundleError extends Error {
  override readonly name = "BundleError";
  readonly code: BundleErrorCode;

  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The same error with words before its text. */
  within(words: string): BundleError {
    return new BundleError(this.code, `${words}: ${this.message}`, { cause: this });
  }
}

const content = (message: string, cause?: unknown): BundleError => new BundleError("content", message, optionsOf(cause));
const archive = (message: string, cause?: unknown): BundleError =>
  new BundleError("archive", `bundle read failed: ${message}`, optionsOf(cause));
const signature = (message: string, cause?: unknown): BundleError => new BundleError("signature", message, optionsOf(cause));
const limit = (message: string): BundleError => new BundleError("limit", message);
const unsupported = (message: string): BundleError => new BundleError("unsupported", message);

function optionsOf(cause: unknown): ErrorOptions | undefined {
  return cause === undefined ? undefined : { cause };
}

/** The text of `error`, which was thrown by a reader of documents. */
function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Go prints lists of words like this. */
const list = (words: readonly string[]): string => `[${words.join(" ")}]`;

/** A name of an archive, of which an error shows no more than its start: it may be a megabyte. */
const quote = (name: string): string => JSON.stringify(name.length > 300 ? `${name.slice(0, 300)}…` : name);

/** All errors of bundles; in OPA's words, but for what OPA has no error for. */
export const bundleErrors = {
  // The archive.
  noGzip: (reason: string) => archive(`archive read failed: ${reason}`),
  cutOff: (cause?: unknown) => archive("unexpected EOF", cause),
  brokenGzip: (cause: unknown) => archive("gzip: the compressed data is broken", cause),
  brokenHeader: () => archive("archive/tar: invalid tar header"),
  brokenSource: (cause: unknown) => archive(textOf(cause), cause),
  foreignEntry: (name: string, kind: string) => archive(`archive entry ${quote(name)} is ${kind}: bundles have files and folders only`),
  foreignName: (name: string, reason: string) => archive(`archive entry ${quote(name)} ${reason}`),
  notUtf8: (cause: unknown) => archive("archive has a name that is not UTF-8", cause),
  twice: (name: string) => archive(`archive has ${quote(name)} twice`),
  // Files.
  unknownScheme: (path: string) => content(`unsupported URL scheme: ${path}`),
  noSuchPath: (path: string, reason: string, cause: unknown) => content(`error reading ${JSON.stringify(path)}: ${reason}`, cause),
  unreadable: (path: string, reason: string, cause: unknown) => content(`failed to open file ${path}: ${reason}`, cause),
  // Limits.
  fileTooLarge: (name: string, bytes: number, allowed: number) =>
    limit(`bundle file '${name}' size (${bytes} bytes) exceeded max size (${allowed} bytes)`),
  tooLarge: (allowed: number) => limit(`bundle exceeds the limit of ${allowed} bytes for all its files`),
  tooManyFiles: (allowed: number) => limit(`bundle exceeds the limit of ${allowed} files`),
  deepName: (name: string, allowed: number) => limit(`archive entry ${quote(name)} has more than ${allowed} parts in its path`),
  bomb: (ratio: number) => limit(`bundle archive expands to more than ${ratio} times its size`),
  // Manifest and roots.
  manifest: (cause: unknown) => content(`bundle load failed on manifest decode: ${textOf(cause)}`, cause),
  twoManifests: (first: string, second: string) =>
    content(`bundle contains multiple manifest files: ${JSON.stringify(first)} and ${JSON.stringify(second)}`),
  manifestOfOtherForm: (path: string) => unsupported(`manifests in the form of protocol buffers are not supported: ${path}`),
  overlappingRoots: (first: string, second: string) => content(`manifest has overlapped roots: '${first}' and '${second}'`),
  moduleOutside: (roots: readonly string[], name: string, file: string) =>
    content(`manifest roots ${list(roots)} do not permit '${name}' in module '${file}'`),
  dataOutside: (roots: readonly string[], path: string) =>
    content(`manifest roots ${list(roots)} do not permit data at path '/${path}' (hint: check bundle directory structure)`),
  noWasmModule: (module: string) => content(`manifest references wasm module '${module}' but the module file does not exist`),
  wasmOutside: (roots: readonly string[], entrypoint: string, module: string) =>
    content(`manifest roots ${list(roots)} do not permit '${entrypoint}' entrypoint for wasm module '${module}'`),
  wasmTwice: (entrypoint: string) => content(`entrypoint '${entrypoint}' cannot be used by more than one wasm module`),
  unknownVersion: (version: number, file: string) => content(`unknown bundle rego-version ${version} for file '${file}'`),
  brokenGlob: (pattern: string, reason: string) => content(`failed to compile glob pattern ${pattern}: ${reason}`),
  // Modules and documents.
  modules: (cause: Error) => content(cause.message, cause),
  document: (file: string, cause: unknown) => content(`bundle load failed on ${file}: ${textOf(cause)}`, cause),
  rootNoObject: (file: string) => content(`bundle load failed on ${file}: root value must be object`),
  conflict: (file: string, folders: string) => content(`bundle load failed on ${file}: failed to insert data file from path ${folders}`),
  mergeConflict: (folders: string) => content(`failed to insert data file from path ${folders}`),
  delta: (file: string) => unsupported(`delta bundles are not supported: ${file}`),
  // Several bundles.
  rootsInSeveral: (names: readonly string[], conflicts: readonly string[]) =>
    content(`detected overlapping roots in manifests for these bundles: [${names.join(", ")}] (${conflicts.join(", ")})`),
  emptyRoots: (names: readonly string[], withEmptyRoots: readonly string[]) =>
    content(
      `bundles [${names.join(", ")}] have overlapping roots and cannot be activated simultaneously because bundle(s) [${withEmptyRoots.join(", ")}] specify empty root paths ('') which overlap with any other bundle root`,
    ),
  noBundles: () => content("expected at least one bundle"),
  noWasmEngine: (entrypoints: readonly string[]) =>
    unsupported(`failed to initialize wasm module for entrypoints '${list(entrypoints)}': engine not found`),
  // Signatures.
  brokenSignatures: (cause: unknown) => signature(`bundle load failed on signatures decode: ${textOf(cause)}`, cause),
  notSigned: () => signature("bundle missing .signatures.json file"),
  noKey: () => signature("verification key not provided"),
  noToken: () => signature(".signatures.json: missing JWT (expected exactly one)"),
  severalTokens: () => signature(".signatures.json: multiple JWTs not supported (expected exactly one)"),
  noVerifier: (plugin: string) => signature(`no verifier exists under id ${plugin}`),
  noSigner: (plugin: string) => signature(`no signer exists under id ${plugin}`),
  noParts: (reason: string) => signature(`failed to split compact JWT: ${reason}`),
  brokenPart: (part: "payload" | "signature", reason: string) => signature(`failed to base64 decode JWT ${part}: ${reason}`),
  brokenKeyId: (reason: string) => signature(`failed to extract key ID from headers: ${reason}`),
  // Here Go says it without a word before.
  brokenPayload: (cause: unknown) => signature(textOf(cause).replace(/^error: /, ""), cause),
  noKeyId: () => signature("verification key ID is empty"),
  unknownKeyId: (id: string) => signature(`verification key corresponding to ID ${id} not found`),
  unknownAlgorithm: (name: string) => signature(`unknown signature algorithm: ${name}`),
  emptySecret: (use: "sign" | "verify", algorithm: string) =>
    signature(`failed to ${use === "sign" ? "import private key" : "verify JWT signature"}: the secret of ${algorithm} is empty`),
  noPem: () => signature("failed to parse PEM block containing the key"),
  foreignKey: (type: string) => signature(`unsupported key type: ${type}`),
  brokenKey: (cause: Error) => signature(cause.message, cause),
  wrongSignature: (reason: string) => signature(`failed to verify JWT signature: ${reason}`),
  wrongScope: () => signature("scope mismatch"),
  unsignedFile: (path: string) => signature(`file ${path} not included in bundle signature`),
  noHash: (path: string) => signature(`no hashing algorithm provided for file ${path}`),
  unknownHash: (name: string) => signature(`unsupported hashing algorithm: ${name}`),
  brokenHash: (reason: string) => signature(`encoding/hex: ${reason}`),
  unreadableFile: (cause: unknown) => signature(textOf(cause), cause),
  wrongHash: (path: string, wanted: string, found: string) => signature(`${path}: digest mismatch (want: ${wanted}, got: ${found})`),
  missingFiles: (paths: readonly string[]) =>
    signature(`file(s) ${list(paths)} specified in bundle signatures but not found in the target bundle`),
  cannotSign: (cause: Error) => signature(cause.message, cause),
} as const;
