import { anyType, booleanType, objectOf, stringType, tupleOf } from "../types/types.ts";
import { stringifyJson } from "../values/json.ts";
import { kindOf } from "../values/kind.ts";
import type { Value } from "../values/value.ts";
import { remember } from "./bounded-cache.ts";
import type { BuiltinContext, BuiltinFailure, BuiltinResult } from "./context.ts";
import { answerOrFail, answerOrFailLater } from "./crypto/crypto-error.ts";
import type { SignatureScheme } from "./crypto/signature-scheme.ts";
import { type Argument, type AsyncBuiltin, arg, asyncBuiltin, type Builtin, builtin, type SyncBuiltin } from "./define.ts";
import { failOperand } from "./failure.ts";
import { tokenAlgorithms } from "./tokens/algorithms.ts";
import { splitToken } from "./tokens/compact-token.ts";
import { readConstraints } from "./tokens/constraints.ts";
import { decodeToken } from "./tokens/decode.ts";
import { decodeAndVerify, decodeAndVerifyNow } from "./tokens/decode-verify.ts";
import { signToken } from "./tokens/sign-token.ts";
import type { TokenKey } from "./tokens/token-keys.ts";
import { readTokenKeys } from "./tokens/token-keys.ts";
import { verifyWithPublicKeys, verifyWithSecret } from "./tokens/verify-token.ts";

const anyObject = objectOf(anyType, anyType);
const settings = objectOf(stringType, anyType);
const token = arg("jwt", stringType, "the token whose signature is verified");
const isValid = arg("result", booleanType, "whether the signature is valid");
const signed = arg("output", stringType, "the signed token");
/** Operands that OPA looks at only after the one behind them. */
const decodedToken: Argument = arg("jwt", stringType, "the token", { unchecked: true });
const rawHeader: Argument = arg("headers", stringType, "the header", { unchecked: true });
const rawPayload: Argument = arg("payload", stringType, "the payload", { unchecked: true });
const keyDescription = "a PEM certificate, a PEM public key, a JSON Web Key or a set of such";

/** The keys of a text; reading them anew for each request would cost more than what is done with them. */
function rememberKeys(text: string, context: BuiltinContext): readonly TokenKey[] {
  return remember(context.engineCache, "io.jwt keys", text, readTokenKeys);
}

/** `io.jwt.verify_hs*`: the one secret is at hand, so the answer is too. */
function verifyBySecret(name: string, algorithm: { readonly kind: "hmac"; readonly hash: "SHA-256" | "SHA-384" | "SHA-512" }): SyncBuiltin {
  const secret = arg("secret", stringType, "the secret with which the token was signed");
  return builtin(`io.jwt.verify_${name.toLowerCase()}`, `Verifies a token's ${name} signature.`, [token, secret], isValid, (jwt, key) =>
    answerOrFail(() => verifyWithSecret(jwt, key, algorithm)),
  );
}

function verifyByKey(name: string, scheme: SignatureScheme): AsyncBuiltin {
  // Not looked at before the token is seen to have its parts.
  const certificate: Argument = arg("certificate", stringType, keyDescription, { unchecked: true });
  const any = scheme.kind === "rsa-pss" ? { ...scheme, saltLength: "any" as const } : scheme;
  const args: readonly [Argument<string>, Argument] = [token, certificate];
  const description = `Verifies a token's ${name} signature.`;
  return asyncBuiltin(`io.jwt.verify_${name.toLowerCase()}`, description, args, isValid, (jwt, keys, context) =>
    answerOrFailLater(async () => {
      const parts = splitToken(jwt);
      return typeof keys === "string" ? verifyWithPublicKeys(parts, rememberKeys(keys, context), name, any) : failText(2, keys);
    }),
  );
}

const verifications = Array.from(tokenAlgorithms)
  // A newer name of EdDSA, which has no builtin of its own.
  .filter(([name]) => name !== "Ed25519")
  .map(([name, algorithm]) => (algorithm.kind === "hmac" ? verifyBySecret(name, algorithm) : verifyByKey(name, algorithm)));

export const tokenBuiltins: readonly Builtin[] = [
  builtin(
    "io.jwt.decode",
    "Decodes a token, or the innermost one of nested tokens, and does not verify it.",
    [arg("jwt", stringType, "the token")],
    arg("output", tupleOf(anyObject, anyObject, stringType), "`[header, payload, signature]`; the signature in hexadecimal"),
    (jwt) => answerOrFail(() => decodeToken(jwt)),
  ),
  ...verifications,
  asyncBuiltin(
    "io.jwt.decode_verify",
    "Verifies a token under the given constraints, and decodes it. Nested tokens are verified and decoded to the innermost one.",
    [
      decodedToken,
      arg("constraints", settings, "`cert` or `secret`, and where they are demanded `alg`, `iss`, `aud` and `time` (nanoseconds)"),
    ],
    arg("output", tupleOf(booleanType, anyObject, anyObject), "`[valid, header, payload]`; both are empty when the token is not valid"),
    (jwt, constraints, context) =>
      answerOrFailLater(async () => {
        const read = readConstraints(constraints, context.nowNs, (keys) => rememberKeys(keys, context));
        return typeof jwt === "string" ? decodeAndVerify(jwt, read) : failText(1, jwt);
      }),
    {
      nondeterministic: true,
      answerNow: (jwt, constraints, context) =>
        whenKnown(() => {
          const read = readConstraints(constraints, context.nowNs, (keys) => rememberKeys(keys, context));
          return typeof jwt === "string" ? decodeAndVerifyNow(jwt, read) : failText(1, jwt);
        }),
    },
  ),
  asyncBuiltin(
    "io.jwt.encode_sign_raw",
    "Encodes and signs a token whose parts are given as JSON texts.",
    [rawHeader, rawPayload, arg("key", stringType, "a JSON Web Key or a set of such, of which the first signs")],
    signed,
    (header, payload, key, context) =>
      answerOrFailLater(async () => {
        if (typeof header !== "string") return failText(1, header);
        return typeof payload === "string" ? signToken(header, payload, key, context.host) : failText(2, payload);
      }),
    { nondeterministic: true },
  ),
  asyncBuiltin(
    "io.jwt.encode_sign",
    "Encodes and signs a token whose parts are given as objects.",
    [
      arg("headers", settings, "the header", { unchecked: true }),
      arg("payload", settings, "the payload", { unchecked: true }),
      arg("key", settings, "a JSON Web Key or a set of such, of which the first signs", { unchecked: true }),
    ],
    signed,
    (header, payload, key, context) =>
      answerOrFailLater(() => signToken(stringifyJson(header), stringifyJson(payload), stringifyJson(key), context.host)),
    { nondeterministic: true },
  ),
];

function failText(position: number, operand: Value): BuiltinFailure {
  return failOperand(position, `must be string but got ${kindOf(operand)}`);
}

/** What is known already, or why it cannot be; undefined if that takes waiting. */
function whenKnown(read: () => BuiltinResult): { readonly result: BuiltinResult } | undefined {
  const result = answerOrFail(read);
  return result === undefined ? undefined : { result };
}
