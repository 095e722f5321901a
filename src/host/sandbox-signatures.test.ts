import { describe, expect, it } from "vitest";
import { Engine } from "../engine.ts";
import { sandboxHost } from "./sandbox.ts";

const generations = {
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  PS256: { name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
} as const;

async function sign(algorithm: keyof typeof generations): Promise<unknown> {
  const pair = await crypto.subtle.generateKey(generations[algorithm], true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("a key that signs comes with one that verifies");
  const { key_ops: _, ext: __, ...key } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const engine = new Engine({ host: sandboxHost });
  engine.addModule("t.rego", `package t\np := io.jwt.encode_sign({"alg": "${algorithm}"}, {"a": 1}, input)`);
  return engine.prepare("data.t.p").evaluate(key);
}

describe("signatures in the sandbox", () => {
  it.each(["ES256", "PS256"] as const)("%s draws random numbers, and is refused", async (algorithm) => {
    await expect(sign(algorithm)).rejects.toThrow("eval_internal_error: io.jwt.encode_sign: there is no randomness in the sandbox");
  });

  it("RS256 draws none", async () => {
    expect(String(await sign("RS256")).split(".")).toHaveLength(3);
  });
});
