import { LRUCache } from "lru-cache";
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
  private readonly entries: LRUCache<string, { readonly value: unknown }>;

  constructor({ maxBytes = defaultMaximalBytes }: InterQueryCacheOptions = {}) {
    this.entries = new LRUCache({ maxSize: maxBytes });
  }

  get(key: string): unknown {
    return this.entries.get(key)?.value;
  }

  set(key: string, value: unknown, bytes: number): void {
    this.entries.set(key, { value }, { size: Math.max(1, Math.ceil(bytes)) });
  }

  /** Forgets everything. */
  clear(): void {
    this.entries.clear();
  }
}
