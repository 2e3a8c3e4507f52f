/** A cache that may be empty at any moment: Redis where configured, this process's memory otherwise. */
import { MemoryStore } from './memory';
import type { RedisLink } from './redis';

export interface CacheStatistics {
  hits: number;
  misses: number;
  size: number;
  kind: 'redis' | 'memory';
}

export interface Cache {
  /**
   * From now on keys carry the id of the database that the values are made from: a server that outlives a restored or
   * replaced database must not hand out rows of the former one.
   */
  belongTo(installationId: string): void;
  get<Value>(key: string): Promise<Value | null>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Deletes every key that begins with `start`. */
  deletePrefix(start: string): Promise<void>;
  /** The cached value, or that of `load`, which runs once however many ask at the same moment. */
  getOrLoad<Value>(key: string, ttlMs: number, load: () => Promise<Value>): Promise<Value>;
  /** Milliseconds left, null when absent. */
  timeLeftMs(key: string): Promise<number | null>;
  hashGet<Value>(key: string, field: string): Promise<Value | null>;
  hashSet(key: string, field: string, value: unknown, ttlMs: number): Promise<void>;
  hashDelete(key: string, field: string): Promise<void>;
  statistics(): Promise<CacheStatistics>;
  /** What reads came to, since the start of this process. */
  reads(): { hits: number; misses: number };
}

const SCAN_BATCH = 500;

export function createCache(redis: RedisLink | null): Cache {
  let prefix = `${redis?.prefix ?? ''}cache:`;
  const memory = new MemoryStore();
  const loading = new Map<string, Promise<unknown>>();
  let hits = 0;
  let misses = 0;

  const inRedis = <Result>(
    use: (client: RedisLink['client']) => Promise<Result>,
    inMemory: () => Result,
  ): Promise<Result> =>
    redis ? redis.attempt(use, () => Promise.resolve(inMemory())) : Promise.resolve(inMemory());

  const readText = (key: string) =>
    inRedis(
      (client) => client.get(prefix + key),
      () => memory.get(key),
    );

  async function get<Value>(key: string): Promise<Value | null> {
    const text = await readText(key);
    if (text === null) misses += 1;
    else hits += 1;
    return text === null ? null : (JSON.parse(text) as Value);
  }

  async function set(key: string, value: unknown, ttlMs: number): Promise<void> {
    const text = JSON.stringify(value);
    await inRedis<unknown>(
      (client) => client.set(prefix + key, text, 'PX', ttlMs),
      () => memory.set(key, text, ttlMs),
    );
  }

  async function load<Value>(key: string, ttlMs: number, fetchValue: () => Promise<Value>): Promise<Value> {
    const value = await fetchValue();
    await set(key, value, ttlMs);
    return value;
  }

  return {
    belongTo(installationId) {
      prefix = `${redis?.prefix ?? ''}cache:${installationId}:`;
    },
    get,
    set,
    async delete(key) {
      memory.delete(key);
      await inRedis<unknown>(
        (client) => client.del(prefix + key),
        () => undefined,
      );
    },
    async deletePrefix(start) {
      memory.deletePrefix(start);
      await inRedis<void>(
        async (client) => {
          const match = `${(prefix + start).replaceAll(/[*?[\]\\]/g, '\\$&')}*`;
          let cursor = '0';
          do {
            const [next, keys] = await client.scan(cursor, 'MATCH', match, 'COUNT', SCAN_BATCH);
            if (keys.length > 0) await client.unlink(...keys);
            cursor = next;
          } while (cursor !== '0');
        },
        () => undefined,
      );
    },
    async getOrLoad<Value>(key: string, ttlMs: number, fetchValue: () => Promise<Value>) {
      const cached = await get<Value>(key);
      if (cached !== null) return cached;
      const underWay = loading.get(key) as Promise<Value> | undefined;
      if (underWay) return underWay;
      const promise = load(key, ttlMs, fetchValue).finally(() => loading.delete(key));
      loading.set(key, promise);
      return promise;
    },
    timeLeftMs: (key) =>
      inRedis(
        async (client) => {
          const left = await client.pttl(prefix + key);
          return left > 0 ? left : null;
        },
        () => memory.timeLeftMs(key),
      ),
    async hashGet<Value>(key: string, field: string) {
      const text = await inRedis(
        (client) => client.hget(prefix + key, field),
        () => memory.get(`${key}#${field}`),
      );
      return text === null ? null : (JSON.parse(text) as Value);
    },
    async hashSet(key, field, value, ttlMs) {
      const text = JSON.stringify(value);
      await inRedis<unknown>(
        (client) =>
          client
            .multi()
            .hset(prefix + key, field, text)
            .pexpire(prefix + key, ttlMs)
            .exec(),
        () => memory.set(`${key}#${field}`, text, ttlMs),
      );
    },
    async hashDelete(key, field) {
      memory.delete(`${key}#${field}`);
      await inRedis<unknown>(
        (client) => client.hdel(prefix + key, field),
        () => undefined,
      );
    },
    reads: () => ({ hits, misses }),
    statistics: () =>
      inRedis<CacheStatistics>(
        async (client) => ({ hits, misses, size: await client.dbsize(), kind: 'redis' }),
        () => ({ hits, misses, size: memory.size, kind: 'memory' }),
      ),
  };
}
