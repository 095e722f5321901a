/** Keys and signed tokens for tests, made by Node. */
import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface SignedToken {
  readonly algorithm: string;
  readonly token: string;
  /** The constraint of `io.jwt.decode_verify` that has the key, and the key. */
  readonly constraint: "secret" | "cert";
  readonly key: string;
}

const payload = { sub: "ines" };
const secret = "a secret of thirty-two characters";

/** A token of each algorithm, signed with a new key. */
export function signTokens(): readonly SignedToken[] {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const p521 = generateKeyPairSync("ec", { namedCurve: "P-521" });
  const ed25519 = generateKeyPairSync("ed25519");
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return [
    {
      algorithm: "HS256",
      ...signToken("HS256", (data) => createHmac("sha256", secret).update(data).digest()),
      constraint: "secret",
      key: secret,
    },
    ...["256", "384", "512"].map((bits) => signBy(`RS${bits}`, rsa, (data, key) => sign(`sha${bits}`, data, key))),
    ...["256", "384", "512"].map((bits) =>
      signBy(`PS${bits}`, rsa, (data, key) => sign(`sha${bits}`, data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })),
    ),
    ...(
      [
        ["ES256", p256, "sha256"],
        ["ES384", p384, "sha384"],
        ["ES512", p521, "sha512"],
      ] as const
    ).map(([name, pair, hash]) => signBy(name, pair, (data, key) => sign(hash, data, { key, dsaEncoding: "ieee-p1363" }))),
    signBy("EdDSA", ed25519, (data, key) => sign(null, data, key)),
  ];
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function signBy(algorithm: string, { publicKey, privateKey }: KeyPair, make: (data: Buffer, key: KeyObject) => Buffer): SignedToken {
  const key = JSON.stringify({ keys: [publicKey.export({ format: "jwk" })] });
  return { algorithm, ...signToken(algorithm, (data) => make(data, privateKey)), constraint: "cert", key };
}

function signToken(alg: string, make: (data: Buffer) => Buffer): { readonly token: string } {
  const signed = [{ alg, typ: "JWT" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return { token: `${signed}.${make(Buffer.from(signed)).toString("base64url")}` };
}
