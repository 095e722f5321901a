import { BuiltinFailure } from "../builtins/context.ts";
import { GlobMatcher } from "../builtins/glob/glob-matcher.ts";
import { readGlob } from "../builtins/glob/glob-tokens.ts";
import { parseFirstJson, stringifyJson } from "../values/json.ts";
import { JsonError } from "../values/json-reader.ts";
import { compareStrings } from "../values/string-order.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { bundleErrors } from "./bundle-error.ts";
import { StructReader } from "./struct-reader.ts";

/** What a bundle says of itself in its `.manifest`. */
export interface Manifest {
  /** "" where it says none. */
  readonly revision: string;
  /** The parts of `data` that are the bundle's, `authz/roles`; `""` is all of it, and what holds where it names none. */
  readonly roots: readonly string[];
  /** WebAssembly modules, and the rules that they stand for. */
  readonly wasm: readonly WasmResolver[];
  /** The version of Rego of files for which there is no other. */
  readonly regoVersion: number | undefined;
  /** Versions of single files, by globs over their paths; those of OPA, in which `*` takes slashes too. */
  readonly fileRegoVersions: Readonly<Record<string, number>>;
  readonly metadata: PlainObject | undefined;
}

/** A rule of a bundle that is WebAssembly. */
export interface WasmResolver {
  readonly entrypoint: string;
  readonly module: string;
  /** METADATA of the entrypoint, as it is written in the manifest. */
  readonly annotations?: Value | undefined;
}

/** What holds without a manifest. */
export const emptyManifest: Manifest = {
  revision: "",
  roots: [""],
  wasm: [],
  regoVersion: undefined,
  fileRegoVersions: {},
  metadata: undefined,
};

/** Reads a manifest, as OPA does only the first JSON value. Throws BundleError. */
export function readManifest(text: string): Manifest {
  try {
    return toManifest(parseFirstJson(text));
  } catch (error) {
    if (error instanceof JsonError) throw bundleErrors.manifest(error);
    throw error;
  }
}

function toManifest(value: Value): Manifest {
  const reader = StructReader.open(value, "bundle.Manifest", "Manifest");
  return {
    revision: reader.text("revision") ?? "",
    // No slashes at the start and the end.
    roots: reader.list("roots", "[]string", (item, path) => reader.asText(item, path))?.map((root) => root.replace(/^\/+|\/+$/g, "")) ?? [
      "",
    ],
    wasm: reader.list("wasm", "[]bundle.WasmResolver", readResolver) ?? [],
    regoVersion: reader.integer("rego_version"),
    fileRegoVersions: reader.record("file_rego_versions", "map[string]int", (item, path) => reader.asInteger(item, path)) ?? {},
    metadata: reader.object("metadata"),
  };
}

function readResolver(value: Value, path: string): WasmResolver {
  const reader = StructReader.open(value, "bundle.WasmResolver", "WasmResolver", path);
  const annotations = reader.value("annotations");
  return {
    entrypoint: reader.text("entrypoint") ?? "",
    module: reader.text("module") ?? "",
    ...(annotations !== undefined && { annotations }),
  };
}

/** A manifest's fields in the order in which OPA writes them, without those that are empty. */
export function describeManifest(manifest: Manifest): readonly (readonly [name: string, value: Value])[] {
  const { revision, roots, wasm, regoVersion, fileRegoVersions, metadata } = manifest;
  const isUsed = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length > 0;
  return [
    ["revision", revision],
    ["roots", roots],
    ...(wasm.length > 0 ? ([["wasm", wasm.map(describeResolver)]] as const) : []),
    ...(regoVersion === undefined ? [] : ([["rego_version", regoVersion]] as const)),
    ...(isUsed(fileRegoVersions) ? ([["file_rego_versions", fileRegoVersions]] as const) : []),
    ...(isUsed(metadata) ? ([["metadata", metadata as PlainObject]] as const) : []),
  ];
}

/** Members that are empty are left out. */
function describeResolver({ entrypoint, module, annotations }: WasmResolver): PlainObject {
  return {
    ...(entrypoint !== "" && { entrypoint }),
    ...(module !== "" && { module }),
    ...(annotations !== undefined && { annotations }),
  };
}

/** The JSON text of a manifest, as OPA writes it. */
export function writeManifest(manifest: Manifest): string {
  return `{${describeManifest(manifest)
    .map(([name, value]) => `${stringifyJson(name)}:${name === "wasm" ? writeResolvers(manifest.wasm) : stringifyJson(value)}`)
    .join(",")}}`;
}

/** Their members are in the order of Go's struct, which is not that of names. */
function writeResolvers(resolvers: readonly WasmResolver[]): string {
  const write = (resolver: WasmResolver): string =>
    Object.entries(describeResolver(resolver))
      .map(([name, value]) => `${stringifyJson(name)}:${stringifyJson(value)}`)
      .join(",");
  return `[${resolvers.map((resolver) => `{${write(resolver)}}`).join(",")}]`;
}

/** Tells the version of Rego in which a file of the bundle is written. */
export type VersionOfFile = (path: string) => 0 | 1;

/** Compiles what a manifest says of versions; `otherwise` holds for files of which it says nothing. Throws BundleError for a glob that is none. */
export function compileVersions({ fileRegoVersions, regoVersion }: Manifest, otherwise: 0 | 1): VersionOfFile {
  // OPA tries them in this order, and the first counts.
  const globs = Object.keys(fileRegoVersions)
    .sort(compareStrings)
    .map((pattern) => ({ matcher: compileGlob(pattern), version: fileRegoVersions[pattern] as number }));
  return (path) => {
    const version = globs.find(({ matcher }) => matcher.matches(path, { tick: () => undefined }))?.version ?? regoVersion ?? otherwise;
    if (version !== 0 && version !== 1) throw bundleErrors.unknownVersion(version, path);
    return version;
  };
}

function compileGlob(pattern: string): GlobMatcher {
  const tokens = readGlob(pattern);
  if (tokens instanceof BuiltinFailure) throw bundleErrors.brokenGlob(pattern, tokens.message);
  return new GlobMatcher(tokens, []);
}
