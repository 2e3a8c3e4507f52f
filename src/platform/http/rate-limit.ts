/** Counts calls against their limits: in Redis where it answers, and in this process where it does not. */
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
import { MINUTE_MS } from '../kernel/clock';
import { type Measures, noMeasures } from '../metrics/measures';
import type { RateLimit } from './limits';
import { type Problem, tooManyRequests } from './problem';
import { actorOf } from './request';

/** An IPv6 customer is given a network of addresses, and is one caller all the same. */
const IPV6_PREFIX_BITS = 56;

/**
 * Counts in Redis and, beside it, in this process: a call that Redis does not answer in time goes on from what has been
 * counted here, and not from nothing. A limit never fails open.
 */
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

  async increment(key: string): Promise<ClientRateLimitInfo> {
    const here = await this.#memory.increment(key);
    const everywhere = await this.#redis.attempt(
      async () => (await this.#inRedis()).increment(key),
      () => Promise.resolve(here),
    );
    return everywhere.totalHits >= here.totalHits ? everywhere : here;
  }

  async decrement(key: string): Promise<void> {
    await this.#memory.decrement(key);
    await this.#redis.attempt(async () => (await this.#inRedis()).decrement(key), noMore);
  }

  async resetKey(key: string): Promise<void> {
    await this.#memory.resetKey(key);
    await this.#redis.attempt(async () => (await this.#inRedis()).resetKey(key), noMore);
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

const noMore = (): Promise<void> => Promise.resolve();

const mostOf = ({ requests, sameForAll }: RateLimit, res: Response): number =>
  sameForAll ? requests : Math.floor(requests * (actorOf(res)?.limitFactor ?? 1));

const addressOf = (req: Request): string => `address:${ipKeyGenerator(req.ip ?? '', IPV6_PREFIX_BITS)}`;

const callerOf = (req: Request, res: Response): string => {
  const actor = actorOf(res);
  if (!actor) return addressOf(req);
  // An admin who acts as somebody spends their own requests, not those of the person.
  return `user:${actor.impersonator?.userId ?? actor.userId}`;
};

/** Counts one more of what is no request; says what is wrong where that is too much. */
export type Counter = (key: string, factor?: number) => Promise<Problem | null>;

export interface RateLimits {
  /** Counts what comes by another way than a request, against a limit of its own; null where nothing is counted. */
  counterOf(limit: RateLimit): Counter | null;
  /** What counts against a limit; null where nothing is counted. `open`: the endpoint is for everybody. */
  of(limit: RateLimit | null, open?: boolean): RequestHandler | null;
}

export function createRateLimits(
  redis: RedisLink | null,
  profile: 'standard' | 'off',
  measures: Measures = noMeasures,
): RateLimits {
  const known = new Map<string, RateLimit>();
  const others = new Set<string>();
  const count = measures.counter('mcx_limit_refusals_total', 'Calls that were refused by a limit.', {
    limit: () => [...known.keys(), ...others],
  });
  const refused = ({ name }: RateLimit): void => count({ limit: name });
  const limiters = new Map<string, RequestHandler>();

  /** Guesses at an open door are counted by address whoever asks, or signing in would give another allowance. */
  function counterOf(limit: RateLimit, open: boolean): RequestHandler {
    const { name } = limit;
    if ((known.get(name) ?? limit) !== limit) throw new Error(`There are two limits called ${name}.`);
    known.set(name, limit);
    const byAddress = open && limit.sameForAll === true;
    const key = `${name} ${byAddress ? 'by address' : ''}`;
    const limiter = limiters.get(key) ?? limiterOf(limit, redis, byAddress ? addressOf : callerOf, refused);
    limiters.set(key, limiter);
    return limiter;
  }

  const handlersOf = (limit: RateLimit, open: boolean): RequestHandler[] =>
    [...(limit.also ? [limit.also] : []), limit].map((counted) => counterOf(counted, open));

  return {
    counterOf(limit) {
      others.add(limit.name);
      return profile === 'off' ? null : counterOfOthers(limit, redis, refused);
    },
    of(limit, open = false) {
      if (profile === 'off' || limit === null) return null;
      const signedIn = handlersOf(limit.signedIn ?? limit, open);
      const anonymous = handlersOf(limit.anonymous ?? limit, open);
      return (req, res, next) => inTurn(actorOf(res) ? signedIn : anonymous)(req, res, next);
    },
  };
}

const inTurn = ([first, ...others]: readonly RequestHandler[]): RequestHandler =>
  first
    ? (req, res, next) =>
        void first(req, res, (refusal?: unknown) =>
          refusal ? next(refusal) : void inTurn(others)(req, res, next),
        )
    : (_req, _res, next) => next();

type OnRefusal = (limit: RateLimit) => void;

function counterOfOthers(limit: RateLimit, redis: RedisLink | null, refused: OnRefusal): Counter {
  const { name, requests, windowMs } = limit;
  const store = redis ? new FallbackStore(redis, `${redis.prefix}limit:${name}:`) : new MemoryStore();
  store.init({ windowMs } as Options);
  return async (key, factor = 1) => {
    const { totalHits } = await store.increment(key);
    const most = limit.sameForAll ? requests : Math.floor(requests * factor);
    if (totalHits <= most) return null;
    refused(limit);
    return tooManyRequests(`The limit here is ${most} in ${windowMs / MINUTE_MS} minutes. Try again later.`);
  };
}

function limiterOf(
  limit: RateLimit,
  redis: RedisLink | null,
  keyGenerator: (req: Request, res: Response) => string,
  refused: OnRefusal,
): RequestHandler {
  const { name, windowMs, countsRefusalsOnly: refusals } = limit;
  return rateLimit({
    limit: (_req, res) => mostOf(limit, res),
    windowMs,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: name,
    keyGenerator,
    ...(redis ? { store: new FallbackStore(redis, `${redis.prefix}limit:${name}:`) } : {}),
    skipSuccessfulRequests: refusals !== undefined,
    requestWasSuccessful: (_req, { statusCode }) =>
      Array.isArray(refusals) ? !refusals.includes(statusCode) : statusCode < 400 || statusCode >= 500,
    handler: (_req, res, next) => {
      refused(limit);
      const most = mostOf(limit, res);
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
