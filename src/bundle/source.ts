import { bundleErrors } from "./bundle-error.ts";

/** The bytes of an archive: all at once, or as they come. */
export type ByteSource = Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Whether something is the bytes of an archive rather than files. */
export function isByteSource(source: object): source is ByteSource {
  return (
    isBuffer(source) || "getReader" in source || Symbol.asyncIterator in source || (Symbol.iterator in source && !Array.isArray(source))
  );
}

/** So many bytes are handed on at a time: what is read behind the end of what may be read stays little. */
const step = 2 ** 16;

/** The bytes in pieces. An error of the source itself becomes a BundleError, with that error as its cause. */
export async function* readPieces(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of iterate(source)) {
      for (let at = 0; at < piece.length; at += step) yield piece.subarray(at, at + step);
    }
  } catch (error) {
    throw bundleErrors.brokenSource(error);
  }
}

function iterate(source: ByteSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (isBuffer(source)) return [toBytes(source)];
  // Not every platform lets streams be iterated.
  return "getReader" in source ? readStream(source) : source;
}

function isBuffer(source: object): source is Uint8Array | ArrayBuffer {
  return ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
}

function toBytes(source: Uint8Array | ArrayBuffer): Uint8Array {
  return source instanceof ArrayBuffer ? new Uint8Array(source) : source;
}

/** Cancels the stream where not all of it is asked for. */
async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (value === undefined) return;
      yield value;
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}
