import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { PlainObject } from "../values/value.ts";
import { hashFile, hashFiles } from "./file-hash.ts";
import { readBundle } from "./read-bundle.ts";
import { type Signing, signFiles } from "./sign-files.ts";
import { archiveOf } from "./testing/make-archive.ts";
import type { SignedFile, Verification } from "./verify-signatures.ts";
import { writeBundle } from "./write-bundle.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curves = Object.fromEntries(["P-256", "P-384", "P-521"].map((namedCurve) => [namedCurve, generateKeyPairSync("ec", { namedCurve })]));
const pem = (key: KeyObject | undefined, type: "pkcs1" | "pkcs8" | "sec1" | "spki"): string =>
  String(key?.export({ type: type as "pkcs1", format: "pem" }));
const rsaKeys = [pem(rsa.privateKey, "pkcs8"), pem(rsa.publicKey, "spki")] as const;
const ecKeys = (curve: string) => [pem(curves[curve]?.privateKey, "pkcs8"), pem(curves[curve]?.publicKey, "spki")] as const;

const files = {
  "/a/data.json": '{"b": [1.0, "<é"], "a": null}',
  "/a/data.yml": "c: 1",
  "/x.rego": "package x",
  "/.manifest": '{"revision": "1"}',
};

const pairs: readonly (readonly [algorithm: string, privateKey: string, publicKey: string])[] = [
  ...["HS256", "HS384", "HS512"].map((name) => [name, "secret", "secret"] as const),
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((name) => [name, ...rsaKeys] as const),
  ["ES256", ...ecKeys("P-256")],
  ["ES384", ...ecKeys("P-384")],
  ["ES512", ...ecKeys("P-521")],
  ["RS256", pem(rsa.privateKey, "pkcs1"), pem(rsa.publicKey, "pkcs1")],
  ["RS256", rsaKeys[0], rsaKeys[0]],
  ["ES256", pem(curves["P-256"]?.privateKey, "sec1"), pem(curves["P-256"]?.privateKey, "sec1")],
];

/** The bundle with a signature, of its files or of others. */
async function sign(signing: Signing, signed?: readonly SignedFile[]): Promise<Uint8Array> {
  const entries = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const token = await signFiles(signed ?? (await hashFiles(entries)), signing);
  return archiveOf({ ...files, "/.signatures.json": JSON.stringify({ signatures: [token] }) });
}

describe("signs and verifies", () => {
  test.each(pairs)("%s", async (algorithm, key, publicKey) => {
    const bytes = await sign({ key, algorithm, keyId: "k" });
    const { data } = await readBundle(bytes, { verification: { keys: { k: { key: publicKey, algorithm } } } });
    expect(data).toMatchObject({ a: { c: 1 } });
  });
});

test("a bundle that was written with a signature", async () => {
  const bundle = await readBundle(files);
  const bytes = await writeBundle(bundle, { signing: { key: "s", algorithm: "HS256", keyId: "k" } });
  expect(await writeBundle(bundle, { signing: { key: "s", algorithm: "HS256", keyId: "k" } })).toStrictEqual(bytes);
  const read = await readBundle(bytes, { verification: { keys: { k: { key: "s", algorithm: "HS256" } } } });
  expect(read.data).toStrictEqual(bundle.data);
});

const hs = { key: "secret", algorithm: "HS256" } as const;
const verify = (more: Partial<Verification> = {}): Verification => ({ keys: { k: hs }, ...more });
const about = (hash: string, algorithm = "SHA-256"): readonly SignedFile[] => [{ name: "a/data.json", hash, algorithm }];
const claims = (more: PlainObject): Signing => ({ ...hs, keyId: "k", claims: more });

/** What OPA says where a signature does not hold. */
const failures: readonly (readonly [string, () => Promise<Uint8Array>, Verification | undefined, string])[] = [
  ["no signature", async () => archiveOf(files), verify(), "bundle missing .signatures.json file"],
  ["no key", () => sign({ ...hs, keyId: "k" }), undefined, "verification key not provided"],
  ["another secret", () => sign({ ...hs, key: "other", keyId: "k" }), verify(), "failed to verify JWT signature: invalid HMAC signature"],
  [
    "another algorithm",
    () => sign({ ...hs, algorithm: "HS512", keyId: "k" }),
    verify(),
    "failed to verify JWT signature: invalid HMAC signature",
  ],
  ["a key of another name", () => sign({ ...hs, keyId: "l" }), verify(), "verification key corresponding to ID l not found"],
  [
    "no key of the name that is asked for",
    () => sign({ ...hs, keyId: "k" }),
    verify({ keyId: "m" }),
    "verification key corresponding to ID m not found",
  ],
  ["no name of a key", () => sign(hs), verify(), "verification key ID is empty"],
  [
    "an unknown algorithm",
    () => sign({ ...hs, keyId: "k" }),
    { keys: { k: { key: "secret", algorithm: "none" } } },
    "unknown signature algorithm: none",
  ],
  [
    "an empty secret",
    () => sign({ ...hs, keyId: "k" }),
    { keys: { k: { key: "", algorithm: "HS256" } } },
    "failed to verify JWT signature: the secret of HS256 is empty",
  ],
  [
    "a secret where a key should be",
    () => sign({ ...hs, keyId: "k" }),
    { keys: { k: { key: "secret" } } },
    "failed to parse PEM block containing the key",
  ],
  [
    "a public key taken for a secret",
    () => sign({ key: rsaKeys[1], algorithm: "HS256", keyId: "k" }),
    { keys: { k: { key: rsaKeys[1] } } },
    "failed to verify JWT signature: crypto/rsa: verification error",
  ],
  ["another scope", () => sign(claims({ keyid: "k", scope: "read" })), verify({ scope: "write" }), "scope mismatch"],
  ["another scope of the key", () => sign(claims({ scope: "read" })), { keys: { k: { ...hs, scope: "write" } } }, "scope mismatch"],
  ["a scope that is not asked for", () => sign(claims({ scope: "read" })), verify(), "scope mismatch"],
  ["no such file", () => sign({ ...hs, keyId: "k" }, []), verify(), "file a/data.json not included in bundle signature"],
  ["no hash", () => sign({ ...hs, keyId: "k" }, about("", "")), verify(), "no hashing algorithm provided for file a/data.json"],
  ["an unknown hash", () => sign({ ...hs, keyId: "k" }, about("", "CRC")), verify(), "unsupported hashing algorithm: CRC"],
  ["hex of odd length", () => sign({ ...hs, keyId: "k" }, about("abc")), verify(), "encoding/hex: odd length hex string"],
  ["no hex", () => sign({ ...hs, keyId: "k" }, about("xy")), verify(), "encoding/hex: invalid byte: U+0078 'x'"],
];

describe("refuses", () => {
  test.each(failures)("%s", async (_, make, verification, message) => {
    await expect(readBundle(await make(), { verification })).rejects.toMatchObject({ name: "BundleError", code: "signature", message });
  });
});

test.each<[string, readonly string[], string]>([
  ["no token", [], ".signatures.json: missing JWT (expected exactly one)"],
  ["two tokens", ["a.b.c", "a.b.c"], ".signatures.json: multiple JWTs not supported (expected exactly one)"],
])("%s", async (_, signatures, message) => {
  const bytes = archiveOf({ ...files, "/.signatures.json": JSON.stringify({ signatures }) });
  await expect(readBundle(bytes, { verification: verify() })).rejects.toMatchObject({ message });
});

test("a file that was changed, one that is missing and one that is new", async () => {
  const signed = await hashFiles(Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })));
  const token = await signFiles(signed, { ...hs, keyId: "k" });
  const signatures = { "/.signatures.json": JSON.stringify({ signatures: [token] }) };
  const read = (given: Readonly<Record<string, string>>, verification = verify()): Promise<unknown> =>
    readBundle(archiveOf({ ...given, ...signatures }), { verification });
  const wanted = signed.find(({ name }) => name === "x.rego")?.hash;
  const got = await hashFile({ path: "x.rego", bytes: new TextEncoder().encode("package y") }, "SHA-256");
  await expect(read({ ...files, "/x.rego": "package y" })).rejects.toMatchObject({
    message: `x.rego: digest mismatch (want: ${wanted}, got: ${got})`,
  });
  const { "/x.rego": _, ...fewer } = files;
  await expect(read(fewer)).rejects.toMatchObject({
    message: "file(s) [x.rego] specified in bundle signatures but not found in the target bundle",
  });
  await expect(read({ ...files, "/new.txt": "" })).rejects.toMatchObject({ message: "file new.txt not included in bundle signature" });
  // Documents may be written otherwise, and some files need not be signed.
  expect(await read({ ...files, "/a/data.json": '{"a":null,"b":[1.0,"<\\u00e9"]}' })).toMatchObject({ data: { a: { a: null } } });
  expect(await read({ ...files, "/docs/new.txt": "" }, verify({ exclude: ["docs/*"] }))).toMatchObject({ data: { a: { a: null } } });
});

test("claims of any name are signed", async () => {
  const given = JSON.parse('{"__proto__": {"x": 1}, "keyid": "k", "constructor": 2}') as PlainObject;
  const token = await signFiles([], { ...hs, claims: given });
  expect(Buffer.from(token.split(".")[1] as string, "base64url").toString()).toBe(
    '{"__proto__":{"x":1},"constructor":2,"files":[],"keyid":"k"}',
  );
});

/** The hashes of "abc", from the standards that define them. */
test.each([
  ["MD5", "900150983cd24fb0d6963f7d28e17f72"],
  ["SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"],
  ["SHA-224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"],
  ["SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["SHA-512-224", "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"],
  ["SHA-512-256", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"],
])("%s", async (algorithm, expected) => {
  expect(await hashFile({ path: "a.txt", bytes: new TextEncoder().encode("abc") }, algorithm)).toBe(expected);
});

test.each<[string, Signing, string]>([
  ["an unknown algorithm", { key: "x", algorithm: "FOO" }, "unknown signature algorithm: FOO"],
  ["an empty secret", { key: "", algorithm: "HS512" }, "failed to import private key: the secret of HS512 is empty"],
  ["no PEM", { key: "x" }, "failed to parse PEM block containing the key"],
  ["a public key", { key: rsaKeys[1] }, "unsupported key type: PUBLIC KEY"],
])("does not sign with %s", async (_, signing, message) => {
  await expect(signFiles([], signing)).rejects.toMatchObject({ name: "BundleError", code: "signature", message });
});
