import { isArray, isMap, isObject } from "../../values/kind.ts";
import type { PlainObject, Value } from "../../values/value.ts";
import { CryptoError } from "../crypto/crypto-error.ts";
import type { CurveName } from "../crypto/object-identifiers.ts";
import { nameJsonType } from "./json-type-name.ts";
import type { JsonWebKey, JwkForm, KeyMaterial } from "./json-web-key.ts";
import type { JwkFields } from "./jwk-fields.ts";
import { readFields } from "./jwk-fields.ts";
import { validateKey } from "./jwk-validation.ts";

/** Reads one key. Throws the words of the reference's JWK library. */
export function readJsonWebKey(value: Value): JsonWebKey {
  const { type, isPrivate, object } = probeKey(value);
  const form = chooseForm(type, isPrivate);
  const fields = readFields(object, form);
  const material = makeMaterial(form, fields);
  validateKey(form, material);
  return { form, keyId: fields.texts.get("kid") ?? "", algorithm: fields.texts.get("alg"), material };
}

/** What a text is that holds no key at all. */
export function failProbe(reason: string, options?: ErrorOptions): CryptoError {
  return new CryptoError(`jwk.Parse: failed to probe data: probe: failed to unmarshal data: ${reason}`, options);
}

interface Probe {
  readonly type: string;
  readonly isPrivate: boolean;
  readonly object: PlainObject;
}

const probedType = 'struct { Kty string "json:\\"kty\\""; D json.RawMessage "json:\\"d,omitempty\\"" }';

/** Looks at the two members that decide what a key is. `null` is an object without any. */
function probeKey(value: Value): Probe {
  if (value === null) return { type: "", isPrivate: false, object: {} };
  if (isArray(value) || !isObject(value) || isMap(value)) {
    throw failProbe(`json: cannot unmarshal ${nameJsonType(value)} into Go value of type ${probedType}`);
  }
  const type = Object.hasOwn(value, "kty") ? (value["kty"] ?? null) : null;
  if (type !== null && typeof type !== "string") {
    throw failProbe(`json: cannot unmarshal ${nameJsonType(type)} into Go struct field .kty of type string`);
  }
  return { type: type ?? "", isPrivate: Object.hasOwn(value, "d"), object: value };
}

function chooseForm(type: string, isPrivate: boolean): JwkForm {
  switch (type) {
    case "RSA":
      return isPrivate ? "rsaPrivateKey" : "rsaPublicKey";
    case "EC":
      return isPrivate ? "ecdsaPrivateKey" : "ecdsaPublicKey";
    case "OKP":
      return isPrivate ? "okpPrivateKey" : "okpPublicKey";
    case "oct":
      return "symmetricKey";
    default:
      throw new CryptoError(`invalid key type from JSON (${type})`);
  }
}

const nothing = new Uint8Array();

function makeMaterial(form: JwkForm, { octets, texts }: JwkFields): KeyMaterial {
  const get = (name: string): Uint8Array => octets.get(name) ?? nothing;
  const curve = texts.get("crv") ?? "";
  const isPrivate = form.endsWith("PrivateKey");
  switch (form) {
    case "symmetricKey":
      return { kind: "symmetric", secret: get("k") };
    case "rsaPublicKey":
      return { kind: "rsa", n: get("n"), e: get("e"), secret: undefined };
    case "rsaPrivateKey": {
      const [p, q, dp, dq] = ["p", "q", "dp", "dq"].map((name) => octets.get(name));
      return { kind: "rsa", n: get("n"), e: get("e"), secret: { d: get("d"), p, q, dp, dq } };
    }
    case "ecdsaPublicKey":
    case "ecdsaPrivateKey":
      // Whether it is such a curve is what the validation checks first.
      return { kind: "ecdsa", curve: curve as CurveName, x: get("x"), y: get("y"), secret: isPrivate ? get("d") : undefined };
    case "okpPublicKey":
    case "okpPrivateKey":
      return { kind: "okp", curve, x: get("x"), secret: isPrivate ? get("d") : undefined };
  }
}
