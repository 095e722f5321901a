import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseJson, stringifyJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure, titled } from "./testing/call-table.ts";
import { certificates, privateJwks, privateKeys, publicJwks, publicKeys, signedTokens } from "./testing/signing-keys.ts";
import { tokenBuiltins } from "./tokens.ts";

const encode = (text: string): string => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const makeToken = (header: string, payload: string, signature = "aa"): string => `${encode(header)}.${encode(payload)}.${signature}`;
const keySet = (...keys: readonly string[]): string => `{"keys":[${keys.join()}]}`;
const withMembers = (key: string, members: Record<string, Value>): string => JSON.stringify({ ...JSON.parse(key), ...members });

async function call(name: string, ...operands: readonly Value[]): Promise<unknown> {
  return await callBuiltin(tokenBuiltins, `io.jwt.${name}`, operands);
}

const { RS256, ES256, EdDSA, HS256 } = signedTokens;

describe("verifies what OpenSSL signed, with every form of key", () => {
  it.each([
    ["hs256", signedTokens.HS256, ["secret"]],
    ["hs384", signedTokens.HS384, ["secret"]],
    ["hs512", signedTokens.HS512, ["secret"]],
    ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map(
      (name) => [name.toLowerCase(), signedTokens[name as "RS256"], [certificates.rsa, publicKeys.rsa, publicJwks.rsa]] as const,
    ),
    ["ps256", signedTokens.PS256WithShortSalt, [publicKeys.rsa]],
    ["es256", signedTokens.ES256, [certificates.ecdsa, publicKeys.p256, publicJwks.p256]],
    ["es384", signedTokens.ES384, [certificates.root, publicKeys.p384, publicJwks.p384]],
    ["es512", signedTokens.ES512, [certificates.intermediate, publicKeys.p521, publicJwks.p521]],
    ["eddsa", signedTokens.EdDSA, [certificates.ed25519, publicKeys.ed25519, publicJwks.ed25519]],
  ] as const)("verify_%s", async (name, token, keys) => {
    for (const key of keys) {
      expect(await call(`verify_${name}`, token, key)).toBe(true);
      if (key.startsWith("{")) expect(await call(`verify_${name}`, token, keySet(publicJwks.p521, publicJwks.rsa, key))).toBe(true);
    }
    const [header, payload] = token.split(".");
    expect(await call(`verify_${name}`, `${header}.${payload}.AAAA`, keys[0] ?? "")).toBe(false);
    expect(await call(`verify_${name}`, token.replace(`.${payload}.`, `.${encode('{"sub":"b"}')}.`), keys[0] ?? "")).toBe(false);
  });
});

const noJwk = "failed to parse a JWK key (set): jwk.ParseString: failed to parse string: jwk.Parse:";
const rsaProblem = (problem: string): unknown => failure(`io.jwt.verify_rs256: ${problem}`);

/** What OPA 1.20.2 answers about keys for a token of RS256. */
const keyCases: readonly (readonly [title: string, key: string, expected: unknown])[] = [
  ["another key", publicKeys.p256, false],
  ["no keys", keySet(), false],
  ["a secret", '{"kty":"oct","k":"c2VjcmV0"}', false],
  ["a private key", privateJwks.rsa, false],
  ["a key for another algorithm", withMembers(publicJwks.rsa, { alg: "RS384" }), false],
  ["a key for this algorithm", withMembers(publicJwks.rsa, { alg: "RS256", use: "enc", key_ops: ["sign"], more: 1 }), true],
  ["text after the key", `${publicJwks.rsa} {}`, true],
  ["text before the block", `x\n${publicKeys.rsa}`, true],
  ["text after the block", `${publicKeys.rsa}\n`, rsaProblem("extra data after a PEM certificate block")],
  ["a private block", privateKeys.rsa, rsaProblem("failed to extract a Key from the PEM certificate")],
  [
    "a broken certificate",
    certificates.rsa.replace("MII", "MIJ"),
    rsaProblem("failed to parse a PEM certificate: x509: malformed certificate"),
  ],
  [
    "nothing",
    "",
    rsaProblem(`${noJwk} failed to parse sole key: jwk.ParseKey: jwk.Parse: failed to probe data: probe: failed to unmarshal data: EOF`),
  ],
  ["no key", "{}", rsaProblem(`${noJwk} failed to parse sole key: jwk.ParseKey: invalid key type from JSON ()`)],
  [
    "no such kind of key in a set",
    keySet(publicJwks.rsa, '{"kty":"x"}'),
    rsaProblem(`${noJwk} failed to unmarshal JWK set: failed to decode key #1 in "keys": jwk.ParseKey: invalid key type from JSON (x)`),
  ],
  [
    "a member that is missing",
    '{"kty":"RSA","e":"AQAB"}',
    rsaProblem(
      `${noJwk} failed to parse sole key: jwk.ParseKey: failed to unmarshal JSON into key (*jwk.rsaPublicKey): failed to unmarshal JSON into key (*jwk.rsaPublicKey): required field n is missing`,
    ),
  ],
  [
    "a point that is not on the curve",
    withMembers(publicJwks.p256, { y: JSON.parse(publicJwks.p256).x }),
    rsaProblem(
      `${noJwk} failed to parse sole key: jwk.ParseKey: jwk.Parse: key validation failed: key validation failed: jwk.ECDSAPublicKey: invalid ECDSA public key: P256 point not on curve`,
    ),
  ],
];

it.each(keyCases)("verify_rs256 with %s", async (_, key, expected) => {
  expect(await call("verify_rs256", RS256, key)).toEqual(expected);
});

const decode = "io.jwt.decode";
const inner = makeToken('{"alg":"HS256"}', '{"n":12345678901234567890123}');

/** What OPA 1.20.2 answers. */
const decodeCases: readonly CallCase[] = [
  [decode, [inner], [{ alg: "HS256" }, { n: 12345678901234567890123n }, "69"]],
  [decode, [makeToken('{"cty":"JWT"}', `"${inner}"`)], [{ alg: "HS256" }, { n: 12345678901234567890123n }, "69"]],
  [decode, [makeToken('{"cty":"jwt"}', "{}")], [{ cty: "jwt" }, {}, "69"]],
  [decode, ["e30=.e30=.aa=="], [{}, {}, "69"]],
  [decode, ["e30.e30."], [{}, {}, ""]],
  [decode, [""], failure(`${decode}: encoded JWT had no period separators`)],
  [decode, ["a.b.c.d"], failure(`${decode}: encoded JWT must have 3 sections, found 4`)],
  [decode, ["a.b.c"], failure(`${decode}: JWT header had invalid encoding: illegal base64url string: a`)],
  [decode, ["aa=.b.c"], failure(`${decode}: JWT header had invalid encoding: illegal base64 data at input byte 3`)],
  [decode, ["aaaé.b.c"], failure(`${decode}: JWT header had invalid encoding: illegal base64url string: aaaé`)],
  [decode, ["W10.e30.aa"], failure(`${decode}: bad JWT header: decoded JSON type was not an Object`)],
  [decode, ["eyJlbmMiOjF9.e30.aa"], failure(`${decode}: JWT is a JWE object, which is not supported`)],
  [decode, ["e30.a+b.aa"], failure(`${decode}: JWT payload had invalid encoding: illegal base64 data at input byte 1`)],
  [decode, ["e30.MQ.aa"], failure(`${decode}: decoded JSON type was not an Object`)],
  [decode, ["e30.e30geA.aa"], failure(`${decode}: invalid JSON: invalid character 'x' looking for beginning of value`)],
  [decode, ["e30.e30.a"], failure(`${decode}: JWT signature had invalid encoding: illegal base64url string: a`)],
  ["io.jwt.verify_hs256", ["e30.e30.a", "s"], failure("io.jwt.verify_hs256: illegal base64url string: a")],
  ["io.jwt.verify_hs256", ["x.y.", ""], false],
];

it.each(titled(decodeCases))("%s", async (_, name, operands, expected) => {
  expect(await callBuiltin(tokenBuiltins, name, operands)).toEqual(expected);
});

const refusal = [false, {}, {}];
const accepted = (algorithm: string): unknown => [true, { alg: algorithm }, { sub: "a" }];
const problem = (text: string): unknown => failure(`io.jwt.decode_verify: ${text}`);
const secret = { secret: "secret" };

describe("decode_verify", () => {
  it.each([
    ["a secret", HS256, secret, accepted("HS256")],
    ["another secret", HS256, { secret: "x" }, refusal],
    ["a certificate", RS256, { cert: certificates.rsa }, accepted("RS256")],
    ["a public key", ES256, { cert: publicKeys.p256, alg: "ES256" }, accepted("ES256")],
    ["a set of keys", EdDSA, { cert: keySet(publicJwks.rsa, publicJwks.ed25519) }, accepted("EdDSA")],
    ["a secret in a set", HS256, { cert: keySet('{"kty":"oct","k":"c2VjcmV0"}') }, accepted("HS256")],
    ["the private key", RS256, { cert: privateJwks.rsa }, accepted("RS256")],
    ["a short salt", signedTokens.PS256WithShortSalt, { cert: publicKeys.rsa }, refusal],
    ["another algorithm", RS256, { cert: publicKeys.rsa, alg: "PS256" }, refusal],
    ["a public key as the secret", RS256, { secret: publicKeys.rsa }, refusal],
    ["an issuer who is missing", HS256, { ...secret, iss: "a" }, refusal],
    ["an audience that is missing", HS256, { ...secret, aud: "a" }, refusal],
    ["a token without a signature", makeToken('{"alg":"none"}', "{}", ""), secret, refusal],
    ["a token without an algorithm", makeToken("{}", "{}"), secret, refusal],
    ["nothing demanded", HS256, {}, problem("no key constraint")],
    ["two keys", HS256, { ...secret, cert: publicKeys.rsa }, problem("duplicate key constraints")],
    ["a key that is no text", HS256, { cert: 1 }, problem("cert constraint: must be a string")],
    ["audiences", HS256, { ...secret, aud: ["a"] }, problem("aud constraint: must be a string")],
    ["a time before all times", HS256, { ...secret, time: -1 }, problem("token time constraint: must not be negative")],
    ["something else", HS256, { ...secret, b: 1, kid: "a" }, problem("unknown token validation constraint: b")],
    ["a header with a wrong member", makeToken('{"alg":"HS256","kid":1}', "{}"), secret, problem("kid: must be a string")],
    ["an empty list of critical members", makeToken('{"alg":"HS256","crit":[]}', "{}"), secret, problem("crit: must be a nonempty list")],
  ])("%s", async (_, token, constraints, expected) => {
    expect(await call("decode_verify", token, constraints)).toEqual(expected);
  });

  const claims: readonly (readonly [payload: string, constraints: Record<string, Value>, expected: unknown])[] = [
    ['{"iss":"a"}', { iss: "a" }, true],
    ['{"iss":1}', { iss: "a" }, false],
    ['{"aud":"a"}', {}, false],
    ['{"aud":["b","a"]}', { aud: "a" }, true],
    ['{"aud":["b"]}', { aud: "a" }, false],
    ['{"exp":1}', { time: 999_999_999 }, true],
    ['{"exp":1}', { time: 1_000_000_000 }, false],
    ['{"exp":1589385770.123456789}', { time: 1_589_385_770_123_456_788n }, true],
    ['{"exp":1589385770.123456789}', { time: 1_589_385_770_123_456_789n }, false],
    ['{"nbf":1}', { time: 1_000_000_000 }, true],
    ['{"nbf":1.0000000005}', { time: 1_000_000_000 }, false],
    ['{"exp":1e400}', {}, true],
    ['{"exp":"1"}', {}, problem("exp value must be a number")],
    ['{"exp":"1"}', { iss: "a" }, false],
    ['{"nbf":null}', {}, problem("nbf value must be a number")],
    ["[]", {}, problem("decoded JSON type was not an Object")],
  ];

  it.each(claims)("%s (%#)", async (payload, constraints, expected) => {
    const token = await call("encode_sign_raw", '{"alg":"HS256"}', payload, '{"kty":"oct","k":"c2VjcmV0"}');
    const answer = await call("decode_verify", token as string, { ...secret, ...constraints });
    expect(typeof expected === "boolean" ? (answer as Value[])[0] : answer).toEqual(expected);
  });

  const named = (id: string, key: string): string => withMembers(key, { kid: id });
  it.each([
    ["the named key", keySet(named("b", publicJwks.p256), named("a", publicJwks.rsa)), true],
    ["only the first one of that name", keySet(named("a", publicJwks.p256), named("a", publicJwks.rsa)), false],
    ["any key when none has the name", keySet(publicJwks.p256, named("b", publicJwks.rsa)), true],
  ])("tries %s", async (_, cert, expected) => {
    const token = await call("encode_sign", { alg: "RS256", kid: "a" }, {}, parseJson(privateJwks.rsa));
    expect(((await call("decode_verify", token as string, { cert })) as Value[])[0]).toBe(expected);
  });

  it("verifies each token of nested ones", async () => {
    const key = '{"kty":"oct","k":"c2VjcmV0"}';
    const wrap = (token: string): Promise<unknown> => call("encode_sign_raw", '{"alg":"HS256","typ":"x","cty":"Jwt"}', token, key);
    expect(await call("decode_verify", (await wrap(HS256)) as string, secret)).toEqual(accepted("HS256"));
    expect(await call("decode_verify", (await wrap(RS256)) as string, secret)).toEqual(refusal);
  });
});

describe("looks at its operands in OPA's order", () => {
  it.each([
    ["verify_rs256", ["a.b", 1], "encoded JWT must have 3 sections, found 2"],
    ["verify_rs256", ["a.b.!", 1], "operand 2 must be string but got number"],
    ["verify_hs256", ["a.b", 1], "operand 2 must be string but got number"],
    ["decode_verify", [1, { secret: 1 }], "secret constraint: must be a string"],
    ["decode_verify", [1, { secret: "x" }], "operand 1 must be string but got number"],
    ["decode_verify", [1, 1], "operand 2 must be object but got number"],
    ["encode_sign_raw", [1, 2, 3], "operand 3 must be string but got number"],
    ["encode_sign_raw", [1, 2, "x"], "operand 1 must be string but got number"],
    ["encode_sign_raw", ["x", 2, "x"], "operand 2 must be string but got number"],
  ] as const)("%s %j", async (name, operands, expected) => {
    expect(await call(name, ...operands)).toEqual(failure(`io.jwt.${name}: ${expected}`));
  });
});

describe("encode_sign", () => {
  // Those of Go's Ed25519 keys are bytes.
  it.each([
    ["a private key", privateJwks.ed25519, "eyJhbGciOiJIUzI1NiJ9.e30.D9UuN-ACaHd9ZK5ykFi38Hl7cAkmUJnvAZS5-pgwuQs"],
    ["a public key", publicJwks.ed25519, "eyJhbGciOiJIUzI1NiJ9.e30.Fs6v5OWOVmw4JQwH2nScM1fjEhQR0d4E0wOcNnXK4F0"],
  ])("takes %s of Ed25519 for a secret", async (_, key, expected) => {
    expect(await call("encode_sign_raw", '{"alg":"HS256"}', "{}", key)).toBe(expected);
  });

  it.each([
    ["HS256", '{"kty":"oct","k":"c2VjcmV0"}', "hs256", "secret"],
    ["RS256", privateJwks.rsa, "rs256", publicKeys.rsa],
    ["RS384", privateJwks.rsa, "rs384", publicKeys.rsa],
    ["RS512", privateJwks.rsa, "rs512", publicKeys.rsa],
    ["PS256", privateJwks.rsa, "ps256", publicKeys.rsa],
    ["PS384", privateJwks.rsa, "ps384", publicKeys.rsa],
    ["PS512", privateJwks.rsa, "ps512", publicKeys.rsa],
    ["ES256", privateJwks.p256, "es256", publicKeys.p256],
    ["ES384", privateJwks.p384, "es384", publicKeys.p384],
    ["ES512", privateJwks.p521, "es512", publicKeys.p521],
    ["EdDSA", privateJwks.ed25519, "eddsa", publicKeys.ed25519],
  ])("%s", async (alg, key, name, verificationKey) => {
    const token = (await call("encode_sign", { typ: "JWT", alg }, { b: "<é", a: [1e21, 2n ** 70n] }, parseJson(key))) as string;
    const [header = "", payload = ""] = token.split(".").map((part) => atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    expect(header).toBe(`{"alg":"${alg}","typ":"JWT"}`);
    expect(payload).toBe(`{"a":[1e+21,1180591620717411303424],"b":"\\u003c\u00c3\u00a9"}`);
    expect(await call(`verify_${name}`, token, verificationKey)).toBe(true);
  });

  it("gives the same token as OpenSSL where there is only one", async () => {
    const claims = { sub: "a" };
    expect(await call("encode_sign", { alg: "RS256" }, claims, parseJson(privateJwks.rsa))).toBe(RS256);
    expect(await call("encode_sign", { alg: "EdDSA" }, claims, parseJson(privateJwks.ed25519))).toBe(EdDSA);
    expect(await call("encode_sign", { alg: "HS512" }, claims, { keys: [{ kty: "oct", k: "c2VjcmV0" }] })).toBe(signedTokens.HS512);
  });

  const oct = '{"kty":"oct","k":"cw"}';
  const unread = "missing or invalid 'alg' header: cannot parse JSON:";
  it.each([
    ["", "{}", oct, `${unread} cannot parse empty string; unparsed tail: ""`],
    ['{"alg":"HS256"', "{}", oct, `${unread} cannot parse object: unexpected end of object; unparsed tail: ""`],
    [
      '{"alg":}',
      "{}",
      oct,
      `${unread} cannot parse object: cannot parse object value: cannot parse number: unexpected char: "}"; unparsed tail: "}"`,
    ],
    ['{"alg":"HS256"} x', "{}", oct, `missing or invalid 'alg' header: unexpected tail: "x"`],
    ["[]", "{}", oct, `missing or invalid 'alg' header: jwsbb: header "alg" not found`],
    ['{"alg":1}', "{}", oct, "missing or invalid 'alg' header: value doesn't contain string; it contains number"],
    ['{"alg":"none"}', "x", oct, "unknown JWS algorithm: none"],
    ['{"alg":"HS256"}', "x", oct, "type is JWT but payload is not JSON"],
    ['{"alg":"HS256"}', "{}", keySet(), "no keys found in JWK set"],
    [
      '{"alg":"HS256"}',
      "{}",
      "",
      "jwk.Parse: failed to parse sole key: jwk.ParseKey: jwk.Parse: failed to probe data: probe: failed to unmarshal data: EOF",
    ],
    [
      '{"alg":"RS256"}',
      "{}",
      oct,
      "jwsbb.Sign: invalid key type *jwk.symmetricKey. *rsa.PrivateKey is required: failed to produce rsa.PrivateKey from *jwk.symmetricKey: jwk.Export: no suitable exporter found for key type '*jwk.symmetricKey'",
    ],
    ['{"alg":"RS256"}', "{}", withMembers(privateJwks.rsa, { d: "AQAB" }), "crypto/rsa: d does not match dP"],
    [
      '{"alg":"ES256"}',
      "{}",
      publicJwks.ed25519,
      "jwsbb.Sign: invalid key type *jwk.okpPublicKey. *ecdsa.PrivateKey is required: keyconv: failed to produce ecdsa.PrivateKey from *jwk.okpPublicKey: jwk.Export: failed to assign key: argument to AssignIfCompatible() must be compatible with ed25519.PublicKey (was *ecdsa.PrivateKey)",
    ],
    [
      '{"alg":"EdDSA"}',
      "{}",
      withMembers(privateJwks.ed25519, { x: JSON.parse(publicJwks.p256).x }),
      "jwsbb.Sign: invalid key type *jwk.okpPrivateKey. ed25519.PrivateKey is required: failed to produce ed25519.PrivateKey from *jwk.okpPrivateKey: jwk.Export: failed to export jwk.Key to raw format: jwk.OKPPrivateKey: failed to build private key: ed25519: invalid x value given d value",
    ],
  ])("encode_sign_raw(%s, %s, …) (%#)", async (header, payload, key, expected) => {
    expect(await call("encode_sign_raw", header, payload, key)).toEqual(failure(`io.jwt.encode_sign_raw: ${expected}`));
  });

  it("keeps the header as it is written, and takes the first of equal members", async () => {
    const token = await call("encode_sign_raw", ' {"alg":"\\u0048S256","alg":1, "typ":"text"}', "x", oct);
    expect(token).toBe("IHsiYWxnIjoiXHUwMDQ4UzI1NiIsImFsZyI6MSwgInR5cCI6InRleHQifQ.eA.0CDIoJ9C6cv_LRwFQuQ0PXhQ2Zmybw6tOaA0jnT5VW8");
  });
});

test("nothing throws", async () => {
  const texts = Object.values({ ...signedTokens, ...publicJwks, ...publicKeys, ...privateJwks });
  const near = fc.constantFrom<Value>(
    ...texts,
    ...texts.map((text) => text.slice(0, -9)),
    '{"alg":"HS256"}',
    '{"alg":"ES256","crit":["a"]}',
  );
  const objects = fc.constantFrom<Value>({ alg: "PS256" }, { cert: publicKeys.rsa }, secret, ...Object.values(privateJwks).map(parseJson));
  await checkNothingThrows(tokenBuiltins, near, objects, fc.json().map(stringifyJson));
}, 120_000);
