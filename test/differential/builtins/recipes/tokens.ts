import { createHmac } from "node:crypto";
import {
  certificateRequest,
  certificates,
  privateJwks,
  privateKeys,
  publicJwks,
  publicKeys,
  signedTokens,
} from "../../../../src/builtins/testing/signing-keys.ts";
import type { Recipes } from "../recipe.ts";
import { forEach, literal, quote, quoteAll } from "../recipe.ts";

const encode = (text: string): string => Buffer.from(text).toString("base64url");
const secretToken = (header: string, payload: string, secret = "secret"): string => {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
};
const header = '{"alg":"HS256","typ":"JWT"}';
/** 2023-11-14T22:13:20Z, in nanoseconds. */
const at = "1700000000000000000";
const payloads = [
  ...[
    '{"sub":"a"}',
    '{"iss":"i","aud":"x","exp":1700000100,"nbf":1699999900}',
    '{"iss":"j","aud":["x","y"],"exp":1600000000}',
    '{"nbf":1800000000}',
    '{"exp":"soon"}',
    '{"exp":1700000100.5}',
    '{"aud":1}',
    '{"n":12345678901234567890}',
    "[]",
    "1",
    "x",
    "",
  ],
  ...['{"a":1,"a":2}', '{"iss":1}', '{"exp":null}', '{"nbf":"x"}', '{"é":"日"}'],
];
const tokens = [
  ...payloads.map((payload) => secretToken(header, payload)),
  ...[
    '{"alg":"none"}',
    '{"alg":"HS256","crit":["x"]}',
    '{"alg":1}',
    "{}",
    "[]",
    "x",
    '{"alg":"HS256","kid":"k1"}',
    '{"alg":"HS256","typ":"JWT","cty":"JWT"}',
    '{"alg":"HS999"}',
    '{"alg":"HS256","enc":"A128GCM"}',
  ].map((each) => secretToken(each, '{"sub":"a"}')),
  ...[
    "",
    "a",
    "a.b",
    "a.b.c",
    "a.b.c.d",
    "..",
    `${encode(header)}..`,
    `${encode(header)}.${encode("{}")}.!`,
    `${encode(header)}=.${encode("{}")}.YQ`,
    " . . ",
    "é.é.é",
    `${secretToken(header, "{}")}\n`,
  ],
];
const signed = Object.values(signedTokens);
const damaged = signed.flatMap((token) => [`${token.slice(0, -4)}AAAA`, token.slice(0, token.lastIndexOf(".") + 1)]);
const keySet = (...keys: readonly string[]): string => `{"keys":[${keys.join()}]}`;
const publicTexts = [
  ...[...Object.values(certificates), ...Object.values(publicKeys), ...Object.values(publicJwks)],
  ...[
    keySet(...Object.values(publicJwks)),
    keySet(),
    "{}",
    "",
    "x",
    "[]",
    privateKeys.rsa,
    '{"kty":"oct","k":"c2VjcmV0"}',
    '{"kty":"nope"}',
    `${publicKeys.rsa}x`,
  ],
];
const secrets = quoteAll("secret", "", "other", "é", '{"kty":"oct","k":"c2VjcmV0"}');

const constraints = [
  ...[
    { secret: "secret" },
    { secret: "secret", alg: "HS256" },
    { secret: "secret", alg: "HS512" },
    { secret: "secret", iss: "i" },
    { secret: "secret", aud: "x" },
    { secret: "secret", iss: "j", aud: "y", time: 1600000000000000000 },
    { secret: "secret", time: 1500000000000000000 },
  ],
  ...[
    { secret: 1 },
    {},
    { cert: "x" },
    { cert: publicKeys.rsa },
    { cert: certificates.rsa },
    { cert: keySet(...Object.values(publicJwks)) },
    { cert: publicJwks.p256, alg: "ES256" },
    { cert: publicKeys.ed25519, alg: "EdDSA" },
    { nope: 1, secret: "secret" },
  ],
  ...[
    { secret: "secret", cert: publicKeys.rsa },
    { secret: "secret", time: "x" },
    { secret: "secret", alg: 1 },
    { secret: "other" },
    { secret: "secret", aud: ["x"] },
    { secret: "secret", iss: 1 },
  ],
].map((constraint) => literal({ time: Number(at), ...constraint }).replace('"time":1700000000000000000', `"time":${at}`));

/** Those whose signature is the same each time: no ECDSA, no PSS. */
const signing: readonly (readonly [string, string, string])[] = [
  ['{"alg":"HS256"}', '{"sub":"a"}', '{"kty":"oct","k":"c2VjcmV0"}'],
  ['{"typ":"JWT","alg":"HS384"}', '{"b":1,"a":[1.5,null,"<é>"]}', '{"kty":"oct","k":"c2VjcmV0"}'],
  ['{"alg":"HS512","kid":"k","typ":"JWT"}', "{}", '{"kty":"oct","k":"AQ"}'],
  ['{"alg":"RS256"}', '{"sub":"a"}', privateJwks.rsa],
  ['{"alg":"RS384","typ":"text/plain"}', '{"n":12345678901234567890}', privateJwks.rsa],
  ['{"alg":"RS512"}', '{"x":1e3}', privateJwks.rsa],
  ['{"alg":"EdDSA"}', '{"sub":"a"}', privateJwks.ed25519],
  ['{"alg":"none"}', "{}", '{"kty":"oct","k":"AQ"}'],
  ['{"alg":"HS256"}', "{}", privateJwks.rsa],
  ['{"alg":"RS256"}', "{}", publicJwks.rsa],
  ['{"alg":"nope"}', "{}", '{"kty":"oct","k":"AQ"}'],
  ["{}", "{}", '{"kty":"oct","k":"AQ"}'],
  ['{"alg":1}', "{}", '{"kty":"oct","k":"AQ"}'],
  ['{"alg":"HS256"}', "{}", "{}"],
  ['{"alg":"HS256"}', "{}", '{"kty":"nope"}'],
  ['{"alg":"HS256"}', "{}", '{"kty":"oct"}'],
  ['{"alg":"HS256","typ":1}', "{}", '{"kty":"oct","k":"AQ"}'],
  ['{"alg":"HS256","typ":"JWT"}', '"text"', '{"kty":"oct","k":"AQ"}'],
  ['{"alg":"HS256","x":{"b":1,"a":2}}', "[1]", '{"kty":"oct","k":"AQ","alg":"HS512"}'],
  ['{"alg":"ES256"}', "{}", '{"kty":"oct","k":"AQ"}'],
];
const rawSigning = [
  ...signing.map((call) => call.map(quote)),
  ...[
    ["", "{}", "{}"],
    ["x", "{}", '{"kty":"oct","k":"AQ"}'],
    ['{"alg":"HS256"}', "x", '{"kty":"oct","k":"AQ"}'],
    ['{"alg":"HS256"}', "{}", "x"],
    ['{"alg":"HS256","typ":"JWT"}', "x", '{"kty":"oct","k":"AQ"}'],
    ['{"alg":"HS256"}', "", '{"kty":"oct","k":"AQ"}'],
  ].map((call) => call.map(quote)),
];

const blocks = [...Object.values(certificates), certificateRequest, ...Object.values(privateKeys), ...Object.values(publicKeys)];
const chains = [
  `${certificates.root}${certificates.intermediate}${certificates.server}`,
  `${certificates.root}${certificates.intermediate}${certificates.client}`,
  `${certificates.root}${certificates.intermediate}${certificates.outside}`,
  `${certificates.root}${certificates.intermediate}${certificates.excluded}`,
  `${certificates.intermediate}${certificates.server}`,
  `${certificates.root}${certificates.server}`,
  `${certificates.root}${certificates.root}`,
];
const bodyOf = (block: string): string => block.replace(/-----.*-----/g, "").replace(/\s/g, "");
const pemTexts = quoteAll(
  ...[...blocks, ...chains, ...blocks.map(bodyOf), ...chains.map((chain) => Buffer.from(chain).toString("base64"))],
  ...[
    "",
    "x",
    "YQ==",
    "-----BEGIN CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n",
    `${certificates.rsa}x`,
    `x\n${certificates.rsa}`,
    certificates.rsa.replace("MII", "MIJ"),
    certificates.rsa.slice(0, 300),
  ],
  ...blocks.map((block) => block.replaceAll("\n", "\r\n")),
);
const verifyOptions = [
  ...[
    "{}",
    '{"DNSName": "www.example.com"}',
    '{"DNSName": "x.api.example.com"}',
    '{"DNSName": "nope.example"}',
    '{"CurrentTime": 1800000000000000000}',
    '{"CurrentTime": 0}',
    '{"MaxConstraintComparisons": 1}',
    '{"KeyUsages": ["KeyUsageServerAuth"]}',
  ],
  ...[
    '{"KeyUsages": ["KeyUsageClientAuth"]}',
    '{"KeyUsages": ["KeyUsageAny"]}',
    '{"KeyUsages": ["nope"]}',
    '{"KeyUsages": 1}',
    '{"nope": 1}',
    '{"DNSName": 1}',
    '{"CurrentTime": "x"}',
    '{"KeyUsages": ["KeyUsageCodeSigning", "KeyUsageServerAuth"]}',
    '{"DNSName": "10.1.2.3"}',
  ],
];
/** The certificates are valid from the day on which they were made: without a time, answers depend on the day. */
const chainTime = '"CurrentTime": 2000000000000000000';
const timedOptions = verifyOptions.map((options) =>
  options.includes("CurrentTime") ? options : options === "{}" ? `{${chainTime}}` : `${options.slice(0, -1)}, ${chainTime}}`,
);

export const tokenRecipes: Recipes = {
  "io.jwt.decode": { operands: [quoteAll(...tokens, ...signed, ...damaged)] },
  ...forEach(["io.jwt.verify_hs256", "io.jwt.verify_hs384", "io.jwt.verify_hs512"], {
    operands: [quoteAll(...tokens, ...signed.slice(0, 3)), secrets],
  }),
  ...Object.fromEntries(
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"].map((algorithm) => {
      const token = signedTokens[algorithm as keyof typeof signedTokens];
      return [
        `io.jwt.verify_${algorithm.toLowerCase()}`,
        {
          operands: [quoteAll(...signed, ...damaged, ...tokens.slice(-14)), quoteAll(...publicTexts)],
          calls: publicTexts.map((key) => [quote(token), quote(key)]),
        },
      ];
    }),
  ),
  "io.jwt.decode_verify": { operands: [quoteAll(...tokens, ...signed), constraints] },
  "io.jwt.encode_sign": { calls: signing, operands: [undefined, undefined, undefined] },
  "io.jwt.encode_sign_raw": { calls: rawSigning },
  ...forEach(
    [
      "crypto.x509.parse_certificates",
      "crypto.x509.parse_certificate_request",
      "crypto.x509.parse_rsa_private_key",
      "crypto.parse_private_keys",
    ],
    { operands: [pemTexts] },
  ),
  "crypto.x509.parse_and_verify_certificates": { operands: [pemTexts] },
  "crypto.x509.parse_and_verify_certificates_with_options": {
    operands: [quoteAll(...chains, ...chains.map((chain) => Buffer.from(chain).toString("base64")), "x", certificates.rsa), timedOptions],
  },
  "crypto.x509.parse_keypair": {
    operands: [quoteAll(...Object.values(certificates), ...chains, "x", ""), quoteAll(...Object.values(privateKeys), "x", "")],
    calls: Object.values(certificates).flatMap((certificate) =>
      Object.values(privateKeys)
        .slice(0, 3)
        .map((key) => [quote(certificate), quote(key)]),
    ),
  },
};
