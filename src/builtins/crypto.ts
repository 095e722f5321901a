import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { booleanType, stringType } from "../types/types.ts";
import { encodeHex, encodeText } from "./bytes.ts";
import { equalsSecretBytes } from "./crypto/binary.ts";
import { arg, type Builtin, builtin, type SyncBuiltin } from "./define.ts";

const hashes = { md5, sha1, sha256, sha512 } as const;

function hashWith(name: "md5" | "sha1" | "sha256"): SyncBuiltin {
  const digest = arg("y", stringType, "the digest in hexadecimal");
  return builtin(`crypto.${name}`, `The ${name} digest of a text.`, [arg("x", stringType, "the text")], digest, (x) =>
    encodeHex(hashes[name](encodeText(x))),
  );
}

function authenticateWith(name: keyof typeof hashes): SyncBuiltin {
  const args = [arg("x", stringType, "the text"), arg("key", stringType, "the key")] as const;
  const code = arg("y", stringType, "the code in hexadecimal");
  return builtin(`crypto.hmac.${name}`, `The ${name} message authentication code of a text.`, args, code, (x, key) =>
    encodeHex(hmac(hashes[name], encodeText(key), encodeText(x))),
  );
}

export const cryptoBuiltins: readonly Builtin[] = [
  hashWith("md5"),
  hashWith("sha1"),
  hashWith("sha256"),
  authenticateWith("md5"),
  authenticateWith("sha1"),
  authenticateWith("sha256"),
  authenticateWith("sha512"),
  builtin(
    "crypto.hmac.equal",
    "Whether two message authentication codes are equal, compared in constant time.",
    [arg("mac1", stringType, "the first code"), arg("mac2", stringType, "the second code")],
    arg("result", booleanType, "whether they are equal"),
    (first, second) => equalsSecretBytes(encodeText(first), encodeText(second)),
  ),
];
