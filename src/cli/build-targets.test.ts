import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { core } from "../builtins/core-group.ts";
import { loadPolicy } from "../compiled/compiled-policy.ts";
import { type BuildFlags, runBuild } from "./run-build.ts";
import { BuildError } from "./signing-flags.ts";

const folder = mkdtempSync(join(tmpdir(), "rego-ts-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(join(folder, "authz.rego"), "package authz\nallow if input.user in data.users\n");
writeFileSync(join(folder, "data.json"), '{"users": ["ines"], "size": 12345678901234567890}');

const flags: BuildFlags = {
  bundle: true,
  claimsFile: "",
  entrypoint: ["authz/allow"],
  excludeFilesVerify: [],
  followSymlinks: false,
  format: "json",
  ignore: [],
  optimize: 0,
  planAddons: [],
  scope: "",
  signingAlg: "RS256",
  signingKey: "",
  signingPlugin: "",
  target: "compiled",
  v0Compatible: false,
  verificationKey: "",
  verificationKeyId: "default",
};

function build(changed: Partial<BuildFlags> = {}) {
  return runBuild([folder], { ...flags, ...changed }, () => undefined);
}

test("-t compiled writes policies with their data, as the evaluator loads them", async () => {
  const { path, bytes } = await build({ revision: "r7" });
  expect(path).toBe("policy.json");
  const policy = loadPolicy(new TextDecoder().decode(bytes), { builtins: [core] });
  expect([policy.revision, policy.entrypoints]).toEqual(["r7", ["authz/allow"]]);
  expect(policy.prepare("authz/allow").evaluateSync({ user: "ines" })).toBe(true);
  expect(policy.prepare("authz/allow").evaluateSync({ user: "tom" })).toBe(undefined);
  expect((await build({ output: "other.json" })).path).toBe("other.json");
  expect((await build({ target: "rego" })).path).toBe("bundle.tar.gz");
});

test.each<[string, Partial<BuildFlags>, string]>([
  ["no entrypoint", { entrypoint: [] }, "a compiled policy has at least one entrypoint"],
  ["no such entrypoint", { entrypoint: ["authz/alow"] }, 'entrypoint "authz/alow" does not refer to a rule or policy decision'],
  [
    "a signature",
    { signingKey: "secret", signingAlg: "HS256" },
    "compiled policies are not signed: sign the bundle that they are made of, or the program",
  ],
  [
    "WebAssembly",
    { target: "wasm" },
    "the target wasm is not supported: policies are evaluated as they are, never as WebAssembly: use -t rego, or -t compiled",
  ],
])("%s: refused", async (_, changed, message) => {
  await expect(build(changed)).rejects.toThrow(new BuildError(message));
});
