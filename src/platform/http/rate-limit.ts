/** The rate-limit tiers, counted in Redis where it answers and in this process where it does not. */
import type { Request, RequestHandler, Response } from 'express';
import {
  type ClientRateLimitInfo,
  ipKeyGenerator,
  MemoryStore,
  type Options,
  rateLimit,
  type Store,
} from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { RedisLink } from '../cache/redis';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock';
import type { LimitTier } from './endpoint';
import { tooManyRequests } from './problem';
import { actorOf } from './request';

interface Tier {
  requests: number;
  windowMs: number;
}

export const TIERS: Record<Exclude<LimitTier, 'none'>, Tier> = {
  global: { requests: 100, windowMs: 15 * MINUTE_MS },
  auth: { requests: 5, windowMs: 15 * MINUTE_MS },
  passwordReset: { requests: 3, windowMs: HOUR_MS },
  fmcsa: { requests: 30, windowMs: MINUTE_MS },
  upload: { requests: 10, windowMs: HOUR_MS },
  listingCreation: { requests: 5, windowMs: HOUR_MS },
  offerCreation: { requests: 20, windowMs: HOUR_MS },
  messageSending: { requests: 60, windowMs: MINUTE_MS },
  admin: { requests: 200, windowMs: 15 * MINUTE_MS },
  webhooks: { requests: 100, windowMs: MINUTE_MS },
};

/** An IPv6 customer is given a network of addresses; he is one caller all the same. */
const IPV6_PREFIX_BITS = 56;

/** Counts in Redis, and call by call in memory while Redis does not answer: a limit never fails open. */
class FallbackStore implements Store {
  readonly prefix: string;
  readonly #memory = new MemoryStore();
  readonly #redis: RedisLink;
  #counters: RedisStore | undefined;
  #options: Options | undefined;

  constructor(redis: RedisLink, prefix: string) {
    this.#redis = redis;
    this.prefix = prefix;
  }

  init(options: Options): void {
    this.#options = options;
    this.#memory.init(options);
  }

  increment(key: string): Promise<ClientRateLimitInfo> {
    return this.#redis.attempt(
      async () => (await this.#inRedis()).increment(key),
      () => this.#memory.increment(key),
    );
  }

  async decrement(key: string): Promise<void> {
    await this.#redis.attempt(
      async () => (await this.#inRedis()).decrement(key),
      () => this.#memory.decrement(key),
    );
  }

  async resetKey(key: string): Promise<void> {
    await this.#redis.attempt(
      async () => (await this.#inRedis()).resetKey(key),
      () => this.#memory.resetKey(key),
    );
  }

  /** The store loads its scripts as soon as it is made, which fails without Redis: so it is made at first use. */
  async #inRedis(): Promise<RedisStore> {
    if (this.#counters) return this.#counters;
    const counters = new RedisStore({
      prefix: this.prefix,
      sendCommand: (command: string, ...rest: string[]) =>
        this.#redis.client.call(command, ...rest) as Promise<RedisReply>,
    });
    await Promise.all([counters.incrementScriptSha, counters.getScriptSha]);
    if (this.#options) await counters.init(this.#options);
    this.#counters = counters;
    return counters;
  }
}

/** Guards against guessing and forging are the same for everybody, whatever he pays. */
const SAME_FOR_ALL: readonly LimitTier[] = ['auth', 'passwordReset', 'webhooks'];

const limitFor = (name: LimitTier, requests: number, res: Response): number =>
  SAME_FOR_ALL.includes(name) ? requests : Math.floor(requests * (actorOf(res)?.limitFactor ?? 1));

const callerOf = (req: Request, res: Response): string => {
  const actor = actorOf(res);
  if (!actor) return `address:${ipKeyGenerator(req.ip ?? '', IPV6_PREFIX_BITS)}`;
  // An admin who acts as somebody spends his own requests, not those of the person.
  return `user:${actor.impersonator?.userId ?? actor.userId}`;
};

export interface RateLimits {
  /** The limiter of a tier; null where nothing is limited. */
  of(tier: LimitTier): RequestHandler | null;
}

export function createRateLimits(redis: RedisLink | null, profile: 'standard' | 'off'): RateLimits {
  const limiters = new Map<LimitTier, RequestHandler>();
  if (profile === 'standard') {
    for (const [name, tier] of Object.entries(TIERS) as [Exclude<LimitTier, 'none'>, Tier][]) {
      limiters.set(name, limiterOf(name, tier, redis));
    }
  }
  return { of: (tier) => limiters.get(tier) ?? null };
}

function limiterOf(name: LimitTier, { requests, windowMs }: Tier, redis: RedisLink | null): RequestHandler {
  return rateLimit({
    limit: (_req, res) => limitFor(name, requests, res),
    windowMs,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: name,
    keyGenerator: callerOf,
    ...(redis ? { store: new FallbackStore(redis, `${redis.prefix}limit:${name}:`) } : {}),
    // A sender who signs well is never kept waiting: of webhooks only those count that are refused.
    skipSuccessfulRequests: name === 'webhooks',
    requestWasSuccessful: (_req, res) => res.statusCode < 400 || res.statusCode >= 500,
    handler: (_req, res, next) => {
      const most = limitFor(name, requests, res);
      const retryAfterSeconds = Number(res.getHeader('Retry-After') ?? Math.ceil(windowMs / 1000));
      next(
        tooManyRequests(
          `The limit here is ${most} requests in ${windowMs / MINUTE_MS} minutes. Try again in ${retryAfterSeconds} seconds.`,
          { retryAfterSeconds },
        ),
      );
    },
  });
}
