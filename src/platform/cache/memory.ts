/** The cache in this process's memory, bounded; what Redis is not there for. */
import { LRUCache } from 'lru-cache';

const MAX_ENTRIES = 10_000;

/** Values are kept as JSON text, so that a caller who changes what they got changes nothing here. */
export class MemoryStore {
  readonly #entries = new LRUCache<string, string>({ max: MAX_ENTRIES });

  get(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }

  set(key: string, text: string, ttlMs: number): void {
    this.#entries.set(key, text, { ttl: ttlMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  deletePrefix(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  timeLeftMs(key: string): number | null {
    const left = this.#entries.getRemainingTTL(key);
    return left > 0 ? left : null;
  }

  get size(): number {
    return this.#entries.size;
  }
}
