import { describeValue } from "../options/check-options.ts";
import { bundleErrors } from "./bundle-error.ts";

/** The bytes of an archive: all at once, or as they come. */
export type ByteSource = Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Whether something is the bytes of an archive rather than files. Throws TypeError for what is no object. */
export function isByteSource(source: unknown): source is ByteSource {
  if (typeof source !== "object" || source === null) {
    throw new TypeError(`a bundle is read from bytes, a stream of bytes, or files by their paths, but this is ${describeValue(source)}`);
  }
  return (
    isBuffer(source) || "getReader" in source || Symbol.asyncIterator in source || (Symbol.iterator in source && !Array.isArray(source))
  );
}

/** So many bytes are handed on at a time: what is read behind the end of what may be read stays little. */
const step = 2 ** 16;

/** The bytes in pieces. An error of the source itself becomes a BundleError, with that error as its cause. Throws TypeError for pieces that are no bytes. */
export async function* readPieces(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  let foreign: { readonly piece: unknown } | undefined;
  try {
    for await (const piece of iterate(source)) {
      if (!ArrayBuffer.isView(piece)) {
        foreign = { piece };
        break;
      }
      const bytes = viewBytes(piece);
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    }
  } catch (error) {
    throw bundleErrors.brokenSource(error);
  }
  if (foreign !== undefined) {
    throw new TypeError(`the pieces of an archive must be bytes (Uint8Array) but one is ${describeValue(foreign.piece)}`);
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
  return source instanceof ArrayBuffer ? new Uint8Array(source) : viewBytes(source);
}

/** The bytes of a view of any kind: a Node Buffer, a DataView. */
export function viewBytes(view: ArrayBufferView): Uint8Array {
  return view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
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
