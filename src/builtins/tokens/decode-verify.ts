import type { Value } from "../../values/value.ts";
import { tokenAlgorithms } from "./algorithms.ts";
import { readBase64Url } from "./base64url.ts";
import { readHeader, readJsonObject, readPayload, signedText, splitToken } from "./compact-token.ts";
import type { TokenConstraints } from "./constraints.ts";
import { fulfilsConstraints } from "./constraints.ts";
import { readTokenHeader } from "./token-header.ts";
import { type SignedToken, verifyByHeader, verifyBySecret } from "./verify-token.ts";

/** What is answered about a token that is not valid. */
const refusal: Value = [false, {}, {}];

/**
 * Verifies a token, and the tokens in it, and answers `[valid, header, payload]` of the innermost (RFC 7519, 7.2).
 * Throws OPA's words about what is no token.
 */
export async function decodeAndVerify(text: string, constraints: TokenConstraints): Promise<Value> {
  const steps = decodeStepwise(text, constraints);
  let step = steps.next();
  while (step.done !== true) step = steps.next(await verifyByHeader(constraints.keys, step.value));
  return step.value;
}

/** {@link decodeAndVerify} at once, where shared secrets are all that it takes; undefined where it takes a public key. */
export function decodeAndVerifyNow(text: string, constraints: TokenConstraints): Value | undefined {
  const steps = decodeStepwise(text, constraints);
  let step = steps.next();
  while (step.done !== true) {
    const isValid = verifyBySecret(constraints.keys, step.value);
    if (isValid === undefined) return undefined;
    step = steps.next(isValid);
  }
  return step.value;
}

/** Asks for the verification of each token on the way, and goes on with the answer. */
function* decodeStepwise(text: string, constraints: TokenConstraints): Generator<SignedToken, Value, boolean> {
  let current = text;
  for (;;) {
    const token = splitToken(current);
    const header = readHeader(token);
    const { algorithm, keyId, contentType, hasUnknownCritical } = readTokenHeader(header);
    const isRightAlgorithm = algorithm !== "" && (constraints.algorithm === "" || constraints.algorithm === algorithm);
    if (!isRightAlgorithm || hasUnknownCritical) return refusal;
    const signature = readBase64Url(token.signature);
    const scheme = tokenAlgorithms.get(algorithm);
    if (!(yield { keyId, name: algorithm, algorithm: scheme, signed: signedText(token), signature })) return refusal;
    const payload = readPayload(token);
    if (contentType.toUpperCase() !== "JWT") {
      const claims = readJsonObject(payload);
      return fulfilsConstraints(claims, constraints) ? [true, header, claims] : refusal;
    }
    current = payload;
  }
}
