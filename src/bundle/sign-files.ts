import { encodeText } from "../builtins/bytes.ts";
import { writeBase64Url } from "../builtins/crypto/binary.ts";
import { CryptoError } from "../builtins/crypto/crypto-error.ts";
import { tokenAlgorithms } from "../builtins/tokens/algorithms.ts";
import { signWithKey } from "../builtins/tokens/sign-with-key.ts";
import { stringifyJson } from "../values/json.ts";
import { compareStrings } from "../values/string-order.ts";
import type { PlainObject, Value } from "../values/value.ts";
import { bundleErrors } from "./bundle-error.ts";
import { readSigningKey } from "./signing-keys.ts";
import type { SignedFile } from "./verify-signatures.ts";

/** How a bundle is signed. */
export interface Signing {
  /** A private key as PEM; for HS256, HS384 and HS512 the secret itself. */
  readonly key: string;
  /** RS256, RS384, RS512, PS…, ES… or HS…. Default: RS256. */
  readonly algorithm?: string | undefined;
  /** The name of the key that verifies. */
  readonly keyId?: string | undefined;
  /** Further claims, `scope` and `iss` for example; there is no `keyid` beside them but their own. */
  readonly claims?: PlainObject | undefined;
}

/** The token that signs files by their hashes, as OPA makes it. Throws BundleError. */
export async function signFiles(files: readonly SignedFile[], signing: Signing): Promise<string> {
  const { algorithm: name = "RS256", claims, keyId = "" } = signing;
  const algorithm = tokenAlgorithms.get(name);
  if (algorithm === undefined) throw bundleErrors.unknownAlgorithm(name);
  const key = await readSigningKey(signing.key, algorithm, name);
  const header = stringifyJson({ alg: name, ...(keyId !== "" && { kid: keyId }), typ: "JWT" });
  const payload = writeClaims(files, claims ?? (keyId === "" ? {} : { keyid: keyId }));
  const signed = `${writeBase64Url(encodeText(header))}.${writeBase64Url(encodeText(payload))}`;
  try {
    return `${signed}.${writeBase64Url(await signWithKey(key, algorithm, encodeText(signed)))}`;
  } catch (error) {
    if (error instanceof CryptoError) throw bundleErrors.cannotSign(error);
    throw error;
  }
}

/** Names in order; those of a file as OPA has them. */
function writeClaims(files: readonly SignedFile[], claims: PlainObject): string {
  const texts = new Map([["files", `[${files.map(writeFile).join(",")}]`]]);
  for (const [name, value] of Object.entries(claims)) texts.set(name, stringifyJson(value as Value));
  const names = [...texts.keys()].sort(compareStrings);
  return `{${names.map((name) => `${stringifyJson(name)}:${texts.get(name)}`).join(",")}}`;
}

function writeFile({ name, hash, algorithm }: SignedFile): string {
  return `{"name":${stringifyJson(name)},"hash":"${hash}","algorithm":"${algorithm}"}`;
}
