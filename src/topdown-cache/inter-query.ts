import type { BuiltinCache } from "../builtins/context.ts";

/** Bounds of a cache. */
export interface InterQueryCacheOptions {
  /** What all that is kept may take together; bytes. Default: 100 MiB. */
  readonly maxBytes?: number | undefined;
}

const defaultMaximalBytes = 100 * 1024 * 1024;

/**
 * What builtins keep for later queries (responses to `http.send` with `cache` or `force_cache`). What was not asked for longest makes room
 * for what is new; what is larger than the whole cache is not kept. Engines that are given the same cache share it.
 */
export class InterQueryCache implements BuiltinCache {
  private readonly maxBytes: number;
  /** Those that were not asked for longest come first. */
  private readonly entries = new Map<string, { readonly value: unknown; readonly bytes: number }>();
  private bytes = 0;

  constructor({ maxBytes = defaultMaximalBytes }: InterQueryCacheOptions = {}) {
    this.maxBytes = maxBytes;
  }

  get(key: string): unknown {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: unknown, bytes: number): void {
    this.drop(key);
    const entry = { value, bytes: Math.max(1, Math.ceil(bytes)) };
    if (entry.bytes > this.maxBytes) return;
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.maxBytes) break;
      this.drop(oldest);
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.entries.clear();
    this.bytes = 0;
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}
