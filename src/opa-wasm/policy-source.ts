/** A policy as a program gives it: one text, texts by file name, the bytes of a text, or the answer to a request for one. */
export type PolicySource = string | Readonly<Record<string, string>> | ArrayBuffer | ArrayBufferView;

/** The name of a module that comes without one; errors show it. */
const DEFAULT_FILE = "policy.rego";

/** Texts by file name. Throws TypeError for what is no Rego, above all for the WebAssembly that programs gave to the other package. */
export function readPolicySource(source: PolicySource): Readonly<Record<string, string>> {
  if (typeof source === "string") return { [DEFAULT_FILE]: source };
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return { [DEFAULT_FILE]: decodePolicy(readBytes(source)) };
  const isRecord = typeof source === "object" && source !== null && !Array.isArray(source);
  if (!isRecord) throw new TypeError(`a policy must be a text, bytes of a text, or texts by file name, but is ${describe(source)}`);
  const tag = Object.prototype.toString.call(source);
  if (tag !== "[object Object]")
    throw new TypeError(`${tag.slice("[object ".length, -1)} is no policy: give the Rego that it was made from`);
  for (const [file, text] of Object.entries(source)) {
    if (typeof text !== "string") throw new TypeError(`${file}: a module must be a text but is ${describe(text)}`);
  }
  return source;
}

/** {@link readPolicySource} of what may still be under way. Throws Error where a server does not answer with the text. */
export async function awaitPolicySource(
  source: PolicySource | Response | Promise<PolicySource | Response>,
): Promise<Readonly<Record<string, string>>> {
  const given = await source;
  if (!isResponse(given)) return readPolicySource(given);
  if (!given.ok) throw new Error(`${given.url || "the policy"}: the server answered ${given.status}`);
  return readPolicySource(await given.arrayBuffer());
}

function isResponse(source: PolicySource | Response): source is Response {
  return typeof Response === "function" && source instanceof Response;
}

export function readBytes(bytes: ArrayBuffer | ArrayBufferView): Uint8Array {
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodePolicy(bytes: Uint8Array): string {
  if (startsWith(bytes, 0x00, 0x61, 0x73, 0x6d)) throw new TypeError("a policy in WebAssembly: give the Rego that it was compiled from");
  if (startsWith(bytes, 0x1f, 0x8b)) throw new TypeError("a packed bundle: give the Rego that is in it");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TypeError("the bytes of a policy must be a text in UTF-8", { cause });
  }
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function describe(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}
