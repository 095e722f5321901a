import { bundleErrors } from "./bundle-error.ts";
import { freeBytes, type ResolvedLimits } from "./limits.ts";

/** Bytes of a gzip header without its optional fields (RFC 1952, 2.3). */
const headerLength = 10;

/**
 * Unpacks gzip data by the platform's `DecompressionStream`, piece by piece: no more is unpacked than what is asked for and what the stream
 * holds between. Throws BundleError for broken or cut off data, and where it expands further than the limits allow.
 */
export async function* unpackGzip(pieces: AsyncIterable<Uint8Array>, limits: ResolvedLimits): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = new DecompressionStream("gzip");
  const feed = new Feed(pieces, stream.writable.getWriter() as WritableStreamDefaultWriter<Uint8Array>);
  await feed.start();
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const running = feed.run();
  let unpacked = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw feed.explain(error);
      });
      if (done) break;
      unpacked += value.length;
      if (unpacked > freeBytes && unpacked > limits.ratio * feed.fed) throw bundleErrors.bomb(limits.ratio);
      yield value;
    }
  } finally {
    feed.isStopped = true;
    await reader.cancel().catch(() => undefined);
    await running;
  }
  if (feed.problem !== undefined) throw feed.problem;
}

/** Writes pieces to the stream that unpacks them. */
class Feed {
  /** Bytes that were handed to the stream. */
  fed = 0;
  isStopped = false;
  /** What the source threw, instead of giving all of its pieces. */
  problem: unknown;
  private hasEnded = false;
  private readonly pieces: AsyncIterator<Uint8Array>;
  private readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  private first: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.writer = writer;
    // Told to the reader as well, which reports it.
    writer.closed.catch(() => undefined);
  }

  /** Looks at the header, for words that are OPA's. */
  async start(): Promise<void> {
    while (this.first.length < headerLength) {
      const next = await this.pieces.next();
      if (next.done === true) break;
      this.first = joinBytes([this.first, next.value]);
    }
    const problem = findHeaderProblem(this.first);
    if (problem === undefined) return;
    await this.pieces.return?.();
    await this.writer.abort().catch(() => undefined);
    throw bundleErrors.noGzip(problem);
  }

  async run(): Promise<void> {
    try {
      await this.write(this.first);
      while (!this.isStopped) {
        const next = await this.next();
        if (next === undefined) break;
        await this.write(next);
      }
      if (this.isStopped || this.problem !== undefined) await this.stop();
      else {
        this.hasEnded = true;
        await this.writer.close();
      }
    } catch {
      // The stream took it for broken, or nobody reads on: the reader knows.
      await this.stop();
    }
  }

  /** Data that is broken shows while it is fed; behind its end mostly something is missing. Node can tell. */
  explain(error: unknown): unknown {
    const isBroken = !this.hasEnded || (error instanceof Error && "code" in error && error.code === "Z_DATA_ERROR");
    return this.problem ?? (isBroken ? bundleErrors.brokenGzip(error) : bundleErrors.cutOff(error));
  }

  private async next(): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await this.pieces.next();
      return done === true ? undefined : value;
    } catch (error) {
      this.problem = error;
      return undefined;
    }
  }

  private async write(piece: Uint8Array): Promise<void> {
    await this.writer.ready;
    this.fed += piece.length;
    await this.writer.write(piece);
  }

  private async stop(): Promise<void> {
    await this.pieces.return?.();
    await this.writer.abort(this.problem).catch(() => undefined);
  }
}

function findHeaderProblem(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "EOF";
  if (bytes.length < headerLength) return "unexpected EOF";
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 ? undefined : "gzip: invalid header";
}

/** Packs bytes as gzip. The header says nothing of the time and the machine, so that the same bytes give the same archive. */
export async function packGzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new CompressionStream("gzip");
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter();
  const writing = Promise.all([writer.write(bytes), writer.close()]);
  const pieces: Uint8Array[] = [];
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
  await writing;
  const packed = joinBytes(pieces);
  // Four bytes of time, flags of the compressor, and an operating system, here "unknown" as Go has it.
  packed.set([0, 0, 0, 0, 0, 0xff], 4);
  return packed;
}

/** One array of several. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
