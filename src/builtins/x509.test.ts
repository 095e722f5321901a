import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { stringifyJson } from "../values/json.ts";
import type { Value } from "../values/value.ts";
import type { CallCase } from "./testing/call-table.ts";
import { callBuiltin, checkNothingThrows, failure } from "./testing/call-table.ts";
import { certificateRequest, certificates, privateKeys, publicKeys } from "./testing/signing-keys.ts";
import { answers } from "./testing/x509-answers.ts";
import { x509Builtins } from "./x509.ts";

const { root, intermediate, server, client, outside, excluded, critical } = certificates;
const encode = (text: string): string => btoa(text);
const derOf = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

async function call(name: string, ...operands: readonly Value[]): Promise<unknown> {
  return await callBuiltin(x509Builtins, `crypto.${name}`, operands);
}

describe("whole answers are those of OPA, byte for byte", () => {
  it.each([
    ["x509.parse_certificates", [server], answers.server],
    ["x509.parse_certificates", [encode(server)], answers.server],
    ["x509.parse_certificates", [derOf(server)], answers.server],
    ["x509.parse_certificates", [intermediate], answers.intermediate],
    ["x509.parse_certificate_request", [certificateRequest], answers.request],
    ["x509.parse_certificate_request", [encode(certificateRequest)], answers.request],
    ["x509.parse_certificate_request", [derOf(certificateRequest)], answers.request],
    ["parse_private_keys", [privateKeys.rsa + privateKeys.p256Sec1 + privateKeys.ed25519], answers.keys],
    ["parse_private_keys", [encode(privateKeys.rsaPkcs1 + privateKeys.p256 + privateKeys.ed25519)], answers.keys],
    ["x509.parse_keypair", [certificates.ed25519, privateKeys.ed25519], answers.keyPair],
    ["x509.parse_keypair", [encode(certificates.ed25519), encode(privateKeys.ed25519)], answers.keyPair],
    ["x509.parse_keypair", [derOf(certificates.ed25519), derOf(privateKeys.ed25519)], answers.keyPair],
  ] as const)("crypto.%s (%#)", async (name, operands, expected) => {
    expect(stringifyJson((await call(name, ...operands)) as Value)).toBe(expected);
  });
});

const parse = "crypto.x509.parse_certificates";
const request = "crypto.x509.parse_certificate_request";
const pair = "crypto.x509.parse_keypair";
const withOptions = "crypto.x509.parse_and_verify_certificates_with_options";
const noParameters =
  "{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}";
const firstKey = "crypto.x509.parse_rsa_private_key";
const keys = "crypto.parse_private_keys";
const tls = "crypto.x509.parse_keypair: tls:";

/** What OPA 1.20.2 says about texts that will not do. */
const refusals: readonly (readonly [title: string, ...CallCase])[] = [
  ["nothing", parse, [""], []],
  ["no base64", parse, ["foobar"], failure(`${parse}: illegal base64 data at input byte 4`)],
  ["no certificate", parse, ["aGVsbG8="], failure(`${parse}: x509: malformed certificate`)],
  ["an empty sequence", parse, ["MAA="], failure(`${parse}: x509: malformed tbs certificate`)],
  ["a key", parse, [privateKeys.p256], failure(`${parse}: PEM block type is 'PRIVATE KEY', expected CERTIFICATE`)],
  ["a block that does not end", parse, ["-----BEGIN CERTIFICATE-----"], []],
  ["text before the block", parse, [`x\n${server}`], failure(`${parse}: illegal base64 data at input byte 2`)],
  ["a number", parse, [1], failure(`${parse}: operand 1 must be string but got number`)],
  ["an empty request", request, [""], failure(`${request}: asn1: syntax error: sequence truncated`)],
  ["a certificate as a request", request, [server], failure(`${request}: illegal base64 data at input byte 0`)],
  [
    "a certificate in base64 as a request",
    request,
    [encode(server)],
    failure(`${request}: invalid PEM-encoded certificate signing request`),
  ],
  [
    "the bytes of a certificate as a request",
    request,
    [derOf(server)],
    failure(`${request}: asn1: structure error: tags don't match (2 vs {class:2 tag:0 length:3 isCompound:true}) ${noParameters} int @2`),
  ],
  [
    "the bytes of a key as a request",
    request,
    [derOf(privateKeys.p256)],
    failure(
      `${request}: asn1: structure error: tags don't match (16 vs {class:0 tag:2 length:1 isCompound:false}) ${noParameters} tbsCertificateRequest @2`,
    ),
  ],
  ["a number as a key", pair, ["x", 2], failure(`${pair}: operand 1 must be string but got number`)],
  [
    "wrong options and no certificates",
    withOptions,
    ["", { KeyUsages: 1 }],
    failure(`${withOptions}: 'KeyUsages' should be an Array or Set`),
  ],
  ["wrong options and what is no certificate", withOptions, ["YQ==", { KeyUsages: 1 }], [false, []]],
  ["a key of another kind", pair, [certificates.rsa, privateKeys.p256], failure(`${tls} private key type does not match public key type`)],
  ["another key", pair, [certificates.ecdsa, privateKeys.p384], failure(`${tls} private key does not match public key`)],
  ["no key", pair, [certificates.ecdsa, ""], failure(`${tls} failed to parse private key`)],
  [
    "certificate and key changed places",
    pair,
    [privateKeys.p256, certificates.ecdsa],
    failure(
      `${tls} failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched`,
    ),
  ],
  [
    "a certificate as a key",
    pair,
    [certificates.ecdsa, certificates.ecdsa],
    failure(`${tls} found a certificate rather than a key in the PEM for the private key`),
  ],
  [
    "a public key as a key",
    pair,
    [certificates.ecdsa, publicKeys.p256],
    failure(
      `${tls} failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [PUBLIC KEY]`,
    ),
  ],
  ["no text", firstKey, [""], failure(`${firstKey}: input PEM data was empty`)],
  ["no base64", firstKey, ["x"], failure(`${firstKey}: illegal base64 data at input byte 0`)],
  ["no key", firstKey, [publicKeys.rsa], null],
  [
    "PKCS #1 in a block of PKCS #8",
    firstKey,
    [privateKeys.rsaPkcs1.replaceAll("RSA ", "")],
    failure(`${firstKey}: x509: failed to parse private key (use ParsePKCS1PrivateKey instead for this key format)`),
  ],
  ["no text", keys, [""], null],
  ["no key", keys, ["nope"], []],
];

it.each(refusals)("%s: %s", async (_, name, operands, expected) => {
  expect(await callBuiltin(x509Builtins, name, operands)).toEqual(expected);
});

it.each([
  [privateKeys.p256, { kty: "EC", crv: "P-256" }, ["x", "y", "d"]],
  [privateKeys.ed25519, { kty: "OKP", crv: "Ed25519" }, ["x", "d"]],
  [privateKeys.rsa, { kty: "RSA", e: "AQAB" }, ["n", "d", "p", "q", "dp", "dq", "qi"]],
])("a private key as a JSON Web Key (%#)", async (pem, fixed, others) => {
  const answer = (await call("x509.parse_rsa_private_key", pem)) as Record<string, unknown>;
  expect(answer).toMatchObject(fixed);
  expect(Object.keys(answer).sort()).toEqual([...Object.keys(fixed), ...others].sort());
});

const inTime = 1_900_000_000_000_000_000n;
const chain = (...parts: readonly string[]): string => parts.join("");

/** The names in the chain, or that there is none; each answer is that of OPA 1.20.2. */
const verifications: readonly (readonly [title: string, certificates: string, options: Record<string, Value>, names: readonly string[]])[] =
  [
    ["a server", chain(root, intermediate, server), {}, ["server", "Test Intermediate", "Test Root"]],
    ["base64", encode(chain(root, intermediate, server)), {}, ["server", "Test Intermediate", "Test Root"]],
    ["others between", chain(root, client, intermediate, outside, server), {}, ["server", "Test Intermediate", "Test Root"]],
    ["an intermediate one as the root", chain(intermediate, server), {}, ["server", "Test Intermediate"]],
    ["the root itself", chain(root, root), {}, ["Test Root"]],
    ["one alone", root, {}, []],
    ["in the wrong order", chain(server, intermediate, root), {}, []],
    ["without the intermediate one", chain(root, server), {}, []],
    ["another root", chain(certificates.rsa, intermediate, server), {}, []],
    ["a client's", chain(root, intermediate, client), {}, []],
    [
      "a client's for a client",
      chain(root, intermediate, client),
      { KeyUsages: ["KeyUsageClientAuth"] },
      ["client", "Test Intermediate", "Test Root"],
    ],
    ["any use", chain(root, intermediate, client), { KeyUsages: ["KeyUsageAny"] }, ["client", "Test Intermediate", "Test Root"]],
    ["a name that is not permitted", chain(root, intermediate, outside), {}, []],
    ["a name that is excluded", chain(root, intermediate, excluded), {}, []],
    ["an unknown critical extension", chain(root, intermediate, critical), {}, []],
    ["its name", chain(root, intermediate, server), { DNSName: "WWW.example.com." }, ["server", "Test Intermediate", "Test Root"]],
    [
      "a name that its pattern fits",
      chain(root, intermediate, server),
      { DNSName: "a.api.example.com" },
      ["server", "Test Intermediate", "Test Root"],
    ],
    ["a name below that", chain(root, intermediate, server), { DNSName: "a.b.api.example.com" }, []],
    ["its address", chain(root, intermediate, server), { DNSName: "[10.1.2.3]" }, ["server", "Test Intermediate", "Test Root"]],
    ["another address", chain(root, intermediate, server), { DNSName: "10.1.2.4" }, []],
    ["too early", chain(root, intermediate, server), { CurrentTime: 0 }, []],
    ["too late", chain(root, intermediate, server), { CurrentTime: 9_000_000_000_000_000_000n }, []],
    ["no certificates", "aGVsbG8=", { anything: 1 }, []],
  ];

it.each(verifications)("verifies %s", async (_, text, options, names) => {
  const answer = await call("x509.parse_and_verify_certificates_with_options", text, { CurrentTime: inTime, ...options });
  const [isValid, found] = answer as [boolean, { Subject: { CommonName: string } }[]];
  expect(found.map((each) => each.Subject.CommonName)).toEqual(names);
  expect(isValid).toBe(names.length > 0);
});

it.each([
  [{ DNSName: 1 }, "'DNSName' should be a string"],
  [{ CurrentTime: "a" }, "'CurrentTime' should be a number"],
  [{ CurrentTime: 1.5 }, "'CurrentTime' should be a valid int64 number"],
  [{ MaxConstraintComparisons: "a" }, "'MaxConstraintComparisons' should be a number"],
  [{ MaxConstraintComparisons: 1.5 }, "'MaxConstraintComparisons' should be a valid number"],
  [{ KeyUsages: "KeyUsageAny" }, "'KeyUsages' should be an Array or Set"],
  [{ KeyUsages: ["a", "KeyUsageAny", "b"] }, "invalid entries for 'KeyUsages' found: [a b]"],
  [{ dnsName: "a" }, "invalid key option"],
])("refuses the options %j", async (options, problem) => {
  expect(await callBuiltin(x509Builtins, withOptions, [chain(root, intermediate, server), options])).toEqual(
    failure(`${withOptions}: ${problem}`),
  );
});

/** Certificates and keys with a few bytes changed. */
const damaged = fc
  .tuple(
    fc.constantFrom(server, intermediate, certificateRequest, privateKeys.p256, privateKeys.rsaPkcs1),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  )
  .map(([pem, changes]) => {
    const bytes = Uint8Array.from(atob(derOf(pem)), (character) => character.charCodeAt(0));
    for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
    const text = btoa(String.fromCharCode(...bytes));
    const label = /BEGIN ([^-]+)/.exec(pem)?.[1] ?? "";
    return place(changes.length, text, label);
  });

/** Base64 of DER or PEM, by turns. */
function place(turn: number, text: string, label: string): string {
  return turn % 2 === 0 ? text : `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

test("nothing throws", async () => {
  await checkNothingThrows(x509Builtins, damaged);
}, 60_000);
