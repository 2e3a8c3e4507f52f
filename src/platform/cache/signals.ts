/** Words between the instances, by Redis. Nothing may depend on them: without Redis each instance hears itself alone. */
import { type Redis } from 'ioredis';
import { newId } from '../kernel/ids';
import type { RedisLink } from './redis';

const MAX_RECONNECT_MS = 2_000;

export type SignalState = 'up' | 'down' | 'in_process';

export interface Signals {
  /** This instance, among those that send. */
  readonly instanceId: string;
  /** Whether the other instances are heard; `in_process` where Redis is not configured. */
  readonly state: SignalState;
  /** Tells the other instances. Waits for nothing: where Redis is away, nobody hears it. */
  send(channel: string, message: object): void;
  /** `react` is handed what other instances send, whatever it is: it takes it apart with care, and never throws. */
  hear(channel: string, react: (message: unknown, from: string) => void): void;
  close(): void;
}

/** `from` keeps an instance from hearing itself. */
interface Envelope {
  from: string;
  message: unknown;
}

export function createSignals(redis: RedisLink | null): Signals {
  const instanceId = newId();
  const hearers = new Map<string, ((message: unknown, from: string) => void)[]>();
  let listener: Redis | null = null;
  const keyOf = (channel: string): string => `${redis?.prefix ?? ''}signal:${channel}`;

  /** A connection that listens can do nothing else. It subscribes anew whenever it is connected anew. */
  function listen(link: RedisLink): Redis {
    const connection = link.client.duplicate({
      enableOfflineQueue: true,
      commandTimeout: undefined,
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, MAX_RECONNECT_MS),
    });
    // The other connection says in the log that Redis is away.
    connection.on('error', () => undefined);
    connection.on('message', (key: string, text: string) => {
      const envelope = readEnvelope(text);
      if (!envelope || envelope.from === instanceId) return;
      for (const react of hearers.get(key) ?? []) react(envelope.message, envelope.from);
    });
    return connection;
  }

  return {
    instanceId,
    get state() {
      if (!redis) return 'in_process';
      return listener?.status === 'ready' && redis.state === 'ready' ? 'up' : 'down';
    },
    send(channel, message) {
      if (!redis) return;
      const text = JSON.stringify({ from: instanceId, message } satisfies Envelope);
      void redis.attempt(
        (client) => client.publish(keyOf(channel), text),
        () => Promise.resolve(0),
      );
    },
    hear(channel, react) {
      if (!redis) return;
      const key = keyOf(channel);
      hearers.set(key, [...(hearers.get(key) ?? []), react]);
      listener ??= listen(redis);
      // Fails only where the connection is closed for good.
      listener.subscribe(key).catch(() => undefined);
    },
    close() {
      listener?.disconnect();
    },
  };
}

function readEnvelope(text: string): Envelope | null {
  try {
    const { from, message } = JSON.parse(text) as Partial<Envelope>;
    return typeof from === 'string' ? { from, message } : null;
  } catch {
    // Somebody else writes to this channel.
    return null;
  }
}
