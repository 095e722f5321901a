import type { Value } from "../../values/value.ts";
import { tokenAlgorithms } from "./algorithms.ts";
import { readBase64Url } from "./base64url.ts";
import { readHeader, readJsonObject, readPayload, signedText, splitToken } from "./compact-token.ts";
import type { TokenConstraints } from "./constraints.ts";
import { fulfilsConstraints } from "./constraints.ts";
import { readTokenHeader } from "./token-header.ts";
import { verifyByHeader } from "./verify-token.ts";

/** What is answered about a token that is not valid. */
const refusal: Value = [false, {}, {}];

/**
 * Verifies a token, and the tokens in it, and answers `[valid, header, payload]` of the innermost (RFC 7519, 7.2).
 * Throws OPA's words about what is no token.
 */
export async function decodeAndVerify(text: string, constraints: TokenConstraints): Promise<Value> {
  let current = text;
  for (;;) {
    const token = splitToken(current);
    const header = readHeader(token);
    const { algorithm, keyId, contentType, hasUnknownCritical } = readTokenHeader(header);
    const isRightAlgorithm = algorithm !== "" && (constraints.algorithm === "" || constraints.algorithm === algorithm);
    if (!isRightAlgorithm || hasUnknownCritical) return refusal;
    const signature = readBase64Url(token.signature);
    const scheme = tokenAlgorithms.get(algorithm);
    if (!(await verifyByHeader(constraints.keys, keyId, algorithm, scheme, signedText(token), signature))) return refusal;
    const payload = readPayload(token);
    if (contentType.toUpperCase() !== "JWT") {
      const claims = readJsonObject(payload);
      return fulfilsConstraints(claims, constraints) ? [true, header, claims] : refusal;
    }
    current = payload;
  }
}
