/** The connection to Redis, which may be absent, lost or frozen: nothing waits for it longer than a moment. */
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describeError, type Logger } from '../kernel/logger';

const COMMAND_TIMEOUT_MS = 200;
const MAX_RECONNECT_MS = 2_000;
const LOOK_AGAIN_MS = 20;

export type RedisState = 'ready' | 'unavailable';

export interface RedisLink {
  readonly client: Redis;
  /** Stands before every key, so that several installations can share a server. */
  readonly prefix: string;
  readonly state: RedisState;
  /** Why the last connection failed: the code of the error. */
  readonly trouble: string | null;
  /** What `use` answers, or `otherwise` where Redis does not answer in time. */
  attempt<Result>(use: (client: Redis) => Promise<Result>, otherwise: () => Promise<Result>): Promise<Result>;
  ping(): Promise<void>;
  /** For whoever has only just begun to connect. */
  answersWithin(timeMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Of the system or of TLS; of an answer of Redis, its first word (`WRONGPASS`). */
const codeOf = (error: Error & { code?: unknown }): string =>
  typeof error.code === 'string' ? error.code : (error.message.split(' ')[0] ?? error.name);

export function connectRedis(url: string, prefix: string, log: Logger): RedisLink {
  let reported: RedisState | undefined;
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 1_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MAX_RECONNECT_MS),
  });
  let trouble: string | null = null;
  const report = (state: RedisState, error?: unknown) => {
    if (reported === state) return;
    reported = state;
    if (state === 'ready') log.info('Redis is connected');
    else
      log.warn('Redis is not available: cache, limits and live delivery work within this process', {
        error: describeError(error),
      });
  };
  client.on('ready', () => report('ready'));
  client.on('error', (error: Error) => {
    trouble = codeOf(error);
    report('unavailable', error);
  });
  client.on('close', () => report('unavailable'));

  const usable = () => client.status === 'ready';
  return {
    client,
    prefix,
    get state() {
      return usable() ? 'ready' : 'unavailable';
    },
    get trouble() {
      return trouble;
    },
    async attempt(use, otherwise) {
      if (!usable()) return otherwise();
      try {
        return await use(client);
      } catch (error) {
        // Replies are matched to commands by their order, so a connection that owes one cannot be trusted again.
        if (client.status === 'ready') client.disconnect(true);
        report('unavailable', error);
        return otherwise();
      }
    },
    async ping() {
      if (!usable()) throw new Error('Redis is not connected.');
      await client.ping();
    },
    async answersWithin(timeMs) {
      const until = performance.now() + timeMs;
      for (;;) {
        if (usable()) {
          return client.ping().then(
            () => true,
            () => false,
          );
        }
        if (performance.now() >= until) return false;
        await wait(LOOK_AGAIN_MS);
      }
    },
    async close() {
      // The end of a connection that we end is no news.
      reported = 'unavailable';
      client.disconnect();
      await Promise.resolve();
    },
  };
}
