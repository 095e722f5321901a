/**
 * Bundles go to and fro between rego-ts and an `opa` binary of 1.20.2: what one builds the other loads, with equal answers, and both write the same files.
 * Skipped where there is no `opa` on the PATH (set `OPA` to name one).
 */
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addBundles } from "../../src/bundle/add-bundles.ts";
import { BundleError } from "../../src/bundle/bundle-error.ts";
import { resolveLimits } from "../../src/bundle/limits.ts";
import { loadBundle } from "../../src/bundle/load-bundle.ts";
import { readArchive } from "../../src/bundle/read-archive.ts";
import { archiveOf } from "../../src/bundle/testing/make-archive.ts";
import type { Verification } from "../../src/bundle/verify-signatures.ts";
import { type BuildFlags, runBuild } from "../../src/cli/run-build.ts";
import { BuildError } from "../../src/cli/signing-flags.ts";
import { Engine } from "../../src/index.ts";

const opa = process.env["OPA"] ?? "opa";
const hasOpa = spawnSync(opa, ["version"], { encoding: "utf8" }).stdout?.includes("Version: 1.20.2") === true;

const folder = mkdtempSync(join(tmpdir(), "rego-ts-bundles-"));
const here = process.cwd();

const v0 = "package old.p\n\nimport future.keywords.in\n\nallow { input.user in data.old.users }\n\nset[x] { x := data.old.users[_] }\n";
const v1 =
  "# METADATA\n# title: fresh\npackage fresh.p\n\n# a comment\nallow if input.user == data.fresh.owner # another\n\nnumbers := [data.fresh.big, 1.50]\n";

/** Folders of bundles. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: {
    "data.json": '{"a": {"b": [1.0, "<&>", "é\\u2028"]}}',
    "a/c/data.json": "12345678901234567890123",
    "x/y.rego": "package x\np := data.a if true\nq contains 1",
  },
  yaml: {
    "a/data.yaml": "x: yes\nlist: [1, 2.50, 0x1f, ~]\nday: 2020-01-01\n",
    "b/data.yml": "- {k: v}\n- |\n  text\n",
    "p.rego": "package p\nq := data.b[0]",
  },
  rooted: {
    ".manifest": '{"revision": "r<1>", "roots": ["/fresh/", "other"], "metadata": {"z": 1, "a": [{"y": "<"}]}}',
    "fresh/data.json": '{"owner": "ines", "big": 123456789012345678901234567890}',
    "p.rego": v1,
  },
  old: { ".manifest": '{"roots": ["old"], "rego_version": 0}', "old/data.json": '{"users": ["ines", "tom"]}', "old.rego": v0 },
  v1: { ".manifest": '{"roots": ["v1"], "rego_version": 1}', "p.rego": "package v1\np if data.old.p.allow" },
  mixed: {
    ".manifest": '{"file_rego_versions": {"/old/*.rego": 0}}',
    "old/old.rego": v0,
    "old/data.json": '{"users": ["ines"]}',
    "fresh/deep/er/p.rego": v1,
    "fresh/data.json": '{"owner": "ines", "big": 1e3}',
  },
  names: {
    [`${"long/".repeat(35)}data.json`]: "1",
    "ünïcode/data.json": '"ö"',
    "ünïcode/p.rego": 'package u.p\nx := "ü"',
    ".hidden/x/data.json": "[2]",
    "a b/data.json": "3",
  },
  empty: {},
};

beforeAll(() => {
  process.chdir(folder);
  for (const [name, files] of Object.entries(folders)) {
    mkdirSync(name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(name, file)), { recursive: true });
      writeFileSync(join(name, file), text);
    }
  }
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

const defaults: BuildFlags = {
  bundle: true,
  claimsFile: "",
  entrypoint: [],
  excludeFilesVerify: [],
  followSymlinks: false,
  format: "json",
  ignore: [],
  optimize: 0,
  output: "",
  planAddons: [],
  scope: "",
  signingAlg: "RS256",
  signingKey: "",
  signingPlugin: "",
  target: "rego",
  v0Compatible: false,
  verificationKey: "",
  verificationKeyId: "default",
};

/** The same build by flags of the command, and as the flags that it reads. */
interface Build {
  readonly name: string;
  readonly paths: readonly string[];
  readonly args?: readonly string[];
  readonly flags?: Partial<BuildFlags>;
}

const hmac = { args: ["--signing-alg", "HS256", "--signing-key", "secret"], flags: { signingAlg: "HS256", signingKey: "secret" } } as const;
const builds: readonly Build[] = [
  ...Object.keys(folders).map((name) => ({ name, paths: [name] })),
  { name: "two", paths: ["rooted", "old"] },
  { name: "in the order of names", paths: ["./rooted", "old"] },
  { name: "a revision", paths: ["plain"], args: ["-r", "7"], flags: { revision: "7" } },
  { name: "names to ignore", paths: ["plain"], args: ["--ignore", "*.rego"], flags: { ignore: ["*.rego"] } },
  { name: "the old language", paths: ["old", "v1"], args: ["--v0-compatible"], flags: { v0Compatible: true } },
  { name: "signed", paths: ["mixed"], ...hmac },
  {
    name: "signed, the key has a name",
    paths: ["rooted"],
    args: [...hmac.args, "--verification-key-id", "k"],
    flags: { ...hmac.flags, verificationKeyId: "k" },
  },
];

function runOpa(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(opa, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`opa ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

function buildByOpa({ name, paths, args = [] }: Build): string {
  const archive = `opa-${name}.tar.gz`;
  runOpa("build", "-b", ...paths, "-o", archive, ...args);
  return archive;
}

async function buildHere({ name, paths, flags }: Build): Promise<string> {
  const archive = `rego-${name}.tar.gz`;
  writeFileSync(archive, (await runBuild(paths, { ...defaults, ...flags }, () => undefined)).bytes);
  return archive;
}

async function contentsOf(archive: string): Promise<readonly (readonly [string, string])[]> {
  const { files } = await readArchive(readFileSync(archive), resolveLimits());
  return files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);
}

/** All that the engine answers with a bundle, as `opa eval` prints it. */
async function answerHere(archive: string): Promise<unknown> {
  const engine = new Engine();
  addBundles(engine, { [archive]: await loadBundle(archive, { verification: false }) });
  return { result: await engine.prepare("x = data", {}).query({ user: "ines" }) };
}

function answerOfOpa(archive: string): unknown {
  writeFileSync("input.json", '{"user": "ines"}');
  const { result } = JSON.parse(runOpa("eval", "-b", archive, "-i", "input.json", "x = data"));
  return { result };
}

function normalize(answer: unknown): unknown {
  return (answer as { readonly result: readonly { readonly bindings: object }[] }).result.map(({ bindings }) => bindings);
}

describe.skipIf(!hasOpa)("with opa (skipped where there is no opa 1.20.2)", () => {
  test.each(builds)("both build the same files: $name", async (build) => {
    expect(await contentsOf(await buildHere(build))).toStrictEqual(await contentsOf(buildByOpa(build)));
  });

  test.each(builds)("what opa builds loads here, with equal answers: $name", async (build) => {
    const archive = buildByOpa(build);
    expect(normalize(await answerHere(archive))).toStrictEqual(normalize(answerOfOpa(archive)));
  });

  test.each(builds)("what is built here loads in opa, with equal answers: $name", async (build) => {
    const archive = await buildHere(build);
    expect(normalize(answerOfOpa(archive))).toStrictEqual(normalize(await answerHere(archive)));
    const names = (text: string, from: string): string => text.replaceAll(from, "ARCHIVE");
    expect(names(runOpa("inspect", "-f", "json", archive), archive)).toBe(
      names(runOpa("inspect", "-f", "json", buildByOpa(build)), `opa-${build.name}.tar.gz`),
    );
  });

  const rsa = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const ec = generateKeyPairSync("ec", {
    namedCurve: "P-384",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  test.each([
    ["RS256", rsa],
    ["PS512", rsa],
    ["ES384", ec],
  ])("each verifies the other's signature: %s", async (algorithm, { privateKey, publicKey }) => {
    writeFileSync("private.pem", privateKey);
    writeFileSync("public.pem", publicKey);
    const name = `signed ${algorithm}`;
    const ours = await buildHere({ name, paths: ["rooted"], flags: { signingAlg: algorithm, signingKey: "private.pem" } });
    runOpa("build", "-b", ours, "--verification-key", "public.pem", "--signing-alg", algorithm, "-o", "verified.tar.gz");
    const theirs = buildByOpa({ name, paths: ["rooted"], args: ["--signing-alg", algorithm, "--signing-key", "private.pem"] });
    const verification = { keys: { default: { key: publicKey, algorithm } } };
    expect((await loadBundle(theirs, { verification })).manifest.revision).toBe("r<1>");
    await expect(loadBundle(theirs, { verification: { keys: { default: { key: rsa.publicKey, algorithm: "RS512" } } } })).rejects.toThrow(
      "failed to verify JWT signature",
    );
  });

  /** Signed bundles that are changed, and how they are verified. */
  const failures: readonly (readonly [string, Readonly<Record<string, string | undefined>>, Partial<BuildFlags>])[] = [
    ["as it was", {}, {}],
    ["another secret", {}, { verificationKey: "other" }],
    ["another name of the key", {}, { verificationKeyId: "k" }],
    ["a scope", {}, { scope: "write" }],
    ["another algorithm", {}, { signingAlg: "HS384" }],
    ["an unknown algorithm", {}, { signingAlg: "XX" }],
    ["no key in the text", {}, { signingAlg: "ES256" }],
    [
      "a document that is written otherwise",
      { "/data.json": '{  "fresh": {"big": 123456789012345678901234567890, "owner": "\\u0069nes"}}' },
      {},
    ],
    ["another document", { "/data.json": '{"fresh": {"owner": "tom"}}' }, {}],
    ["another module", { "/rooted/p.rego": "package fresh" }, {}],
    ["a module less", { "/rooted/p.rego": undefined }, {}],
    ["a module more", { "/q.rego": "package fresh.q" }, {}],
    ["a module more, which need not be signed", { "/q.rego": "package fresh.q" }, { excludeFilesVerify: ["*.rego"] }],
    ["another manifest", { "/.manifest": "{}" }, {}],
    ["no signature", { "/.signatures.json": undefined }, {}],
    ["an empty signature", { "/.signatures.json": '{"signatures": []}' }, {}],
    ["two signatures", { "/.signatures.json": '{"signatures": ["a.b.c", "a.b.c"]}' }, {}],
    ["a verifier that is not there", { "/.signatures.json": '{"signatures": ["a.b.c"], "plugin": "x"}' }, {}],
    ["broken JSON", { "/.signatures.json": "{" }, {}],
    ["numbers for signatures", { "/.signatures.json": '{"signatures": [1]}' }, {}],
    ["a payload that is no base64", { "/.signatures.json": '{"signatures": ["e30.*.c"]}' }, {}],
    ["a payload that is no JSON", { "/.signatures.json": '{"signatures": ["e30.e30x.c"]}' }, {}],
    ["a payload of another type", { "/.signatures.json": '{"signatures": ["e30.W10.c"]}' }, {}],
    ["a signature that is no base64", { "/.signatures.json": '{"signatures": ["e30.e30.a"]}' }, {}],
  ];

  test.each(failures)("both say the same of signatures: %s", async (name, changes, more) => {
    const signed = await contentsOf(buildByOpa({ name: "to change", paths: ["rooted"], args: hmac.args }));
    const files = Object.entries({ ...Object.fromEntries(signed), ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    writeFileSync("changed.tar.gz", archiveOf(Object.fromEntries(files)));
    const flags = { ...defaults, signingAlg: "HS256", verificationKey: "secret", ...more };
    const args = [
      "--signing-alg",
      flags.signingAlg,
      "--verification-key",
      flags.verificationKey,
      "--verification-key-id",
      flags.verificationKeyId,
    ];
    const { stdout } = spawnSync(
      opa,
      [
        "build",
        "-b",
        "changed.tar.gz",
        "-o",
        "out.tar.gz",
        ...args,
        "--scope",
        flags.scope,
        ...flags.excludeFilesVerify.flatMap((each) => ["--exclude-files-verify", each]),
      ],
      { encoding: "utf8" },
    );
    const ours = await runBuild(["changed.tar.gz"], flags, () => undefined).then(
      () => "",
      (error: unknown) => {
        if (error instanceof BuildError) return `error: ${error.message}\n`;
        throw error;
      },
    );
    expect([name, ours]).toStrictEqual([name, stdout]);
  });
});

test("a bundle that is not there", async () => {
  const verification: Verification = { keys: {} };
  await expect(loadBundle("nowhere", { verification })).rejects.toThrow(
    new BundleError("content", 'error reading "nowhere": stat nowhere: no such file or directory'),
  );
});
