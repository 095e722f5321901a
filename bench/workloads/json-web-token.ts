import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import type { Workload } from "../workload.ts";
import { defineWorkload } from "../workload.ts";
import { publicKey, signedByRsa } from "./signed-token.ts";

interface Claims {
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  readonly sub?: string;
  readonly roles?: readonly string[];
  readonly nbf?: number;
  readonly exp?: number;
}

const secret = "an example of a shared secret, long enough for HMAC";
const claims: Claims = {
  iss: "https://login.example.com/",
  aud: ["shop", "billing"],
  sub: "ines",
  roles: ["reader", "approver"],
  nbf: 1_735_689_600,
  exp: 1_767_225_600,
};
const unsigned = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
const signedBySecret = `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;

/** A bearer token is verified with all that it claims, at the time that the input says, and its roles decide. */
export function jsonWebToken(algorithm: "HS256" | "RS256"): Workload {
  const keyName = algorithm === "HS256" ? "secret" : "cert";
  return defineWorkload({
    name: `jwt-${algorithm.toLowerCase()}`,
    family: "jwt",
    standsFor: `a bearer token signed with ${algorithm}: signature, issuer, audience, time, and a role`,
    query: "data.api.allow",
    // Keys of public algorithms are imported by WebCrypto, which is asynchronous.
    isAsynchronous: algorithm === "RS256",
    policy: `package api

default allow := false

token := substring(input.authorization, count("Bearer "), -1) if startswith(input.authorization, "Bearer ")

claims := payload if {
	constraints := {
		"${keyName}": data.key,
		"alg": "${algorithm}",
		"iss": data.issuer,
		"aud": data.audience,
		"time": input.time,
	}
	[true, _, payload] = io.jwt.decode_verify(token, constraints)
}

allow if "approver" in claims.roles
`,
    data: { key: algorithm === "HS256" ? secret : publicKey, issuer: "https://login.example.com/", audience: "billing" },
    input: { authorization: `Bearer ${algorithm === "HS256" ? signedBySecret : signedByRsa}`, time: 1_750_000_000_000_000_000 },
    byHand: (input, data) => {
      if (typeof input.authorization !== "string" || !input.authorization.startsWith("Bearer ")) return false;
      const parts = input.authorization.slice("Bearer ".length).split(".");
      const [head, body, signature] = parts;
      if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined) return false;
      const header = readPart(head) as { readonly alg?: string } | undefined;
      if (header?.alg !== algorithm || !isSigned(algorithm, `${head}.${body}`, signature, data.key)) return false;
      const { iss, aud, nbf, exp, roles } = (readPart(body) ?? {}) as Claims;
      const seconds = input.time / 1e9;
      const isForUs = iss === data.issuer && (Array.isArray(aud) ? aud.includes(data.audience) : aud === data.audience);
      const isNow = (exp === undefined || seconds < exp) && (nbf === undefined || seconds >= nbf);
      return isForUs && isNow && roles?.includes("approver") === true;
    },
  });
}

function readPart(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}

const keys = new Map<string, KeyObject>();

function isSigned(algorithm: "HS256" | "RS256", text: string, signature: string, key: string): boolean {
  const bytes = Buffer.from(signature, "base64url");
  if (algorithm === "HS256") {
    const expected = createHmac("sha256", key).update(text).digest();
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  }
  const imported = keys.get(key) ?? createPublicKey(key);
  keys.set(key, imported);
  return verify("sha256", Buffer.from(text), imported, bytes);
}
