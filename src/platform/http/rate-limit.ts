/** How often somebody may call: who is counted against which limit, and what the answer says of it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';
import type { RedisLink } from '../cache/redis';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock';
import { type Measures, noMeasures } from '../metrics/measures';
import { type Counted, sayCounted } from './limit-headers';
import { type CallerCount, createLimitCounts } from './limit-counts';
import type { RateLimit } from './limits';
import { type Problem, tooManyRequests } from './problem';
import { actorOf, addressOf } from './request';

/** An IPv6 customer is given a network of addresses, and is one caller all the same. */
const IPV6_PREFIX_BITS = 56;

/** Of one limit in one process. */
const MOST_WAITING = 200;

/** How many requests a limit allows at this moment. */
type RequestsOf = (limit: RateLimit) => number;

const mostOf = (requests: number, { sameForAll }: RateLimit, factor = 1): number =>
  sameForAll ? requests : Math.floor(requests * factor);

/** What a proxy hands on as an address may be anything. */
const LONGEST_ADDRESS = 45;

function byAddress(res: ServerResponse): string {
  const address = addressOf(res);
  const network = address.includes(':') ? ipKeyGenerator(address, IPV6_PREFIX_BITS) : address;
  return `address:${network.slice(0, LONGEST_ADDRESS)}`;
}

const byPerson = (res: ServerResponse): string => {
  const actor = actorOf(res);
  if (!actor) return byAddress(res);
  // Who acts as somebody else spends their own requests, not those of the person.
  return `user:${(actor.impersonator ?? actor.deputy ?? actor).userId}`;
};

/** Counts one more of what is no request; says what is wrong where that is too much. */
export type Counter = (key: string, factor?: number) => Promise<Problem | null>;

/** Counts a request; waits only where the platform has to be asked. Each limit that it is counted against says its word. */
export type Limiter = (res: ServerResponse) => readonly Counted[] | Promise<readonly Counted[]>;

export interface RateLimits {
  /** Counts what comes by another way than a request, against a limit of its own; null where nothing is counted. */
  counterOf(limit: RateLimit): Counter | null;
  /** What counts against a limit; null where nothing is counted. `open`: the endpoint is for everybody. */
  of(limit: RateLimit | null, open?: boolean): Limiter | null;
}

type Count = (res: ServerResponse) => Counted | Promise<Counted>;

export function createRateLimits(
  redis: RedisLink | null,
  profile: 'standard' | 'off',
  measures: Measures = noMeasures,
  requestsOf: RequestsOf = ({ requests }) => requests,
): RateLimits {
  const known = new Map<string, RateLimit>();
  const others = new Set<string>();
  const count = measures.counter('mcx_limit_refusals_total', 'Calls that were refused by a limit.', {
    limit: () => [...known.keys(), ...others],
  });
  const refused = ({ name }: RateLimit): void => count({ limit: name });
  const counters = new Map<string, Count>();

  /** Guesses at an open door are counted by address whoever asks, or signing in would give another allowance. */
  function counterOf(limit: RateLimit, open: boolean): Count {
    const { name } = limit;
    if ((known.get(name) ?? limit) !== limit) throw new Error(`There are two limits called ${name}.`);
    known.set(name, limit);
    const addressOnly = open && limit.sameForAll === true;
    const key = `${name} ${addressOnly ? 'by address' : ''}`;
    const counter =
      counters.get(key) ??
      countAgainst(limit, { redis, keyOf: addressOnly ? byAddress : byPerson, refused, requestsOf });
    counters.set(key, counter);
    return counter;
  }

  const countersOf = (limit: RateLimit, open: boolean): Count[] =>
    [...(limit.also ? [limit.also] : []), limit].map((counted) => counterOf(counted, open));

  return {
    counterOf(limit) {
      others.add(limit.name);
      return profile === 'off' ? null : counterOfOthers(limit, { redis, refused, requestsOf });
    },
    of(limit, open = false) {
      if (profile === 'off' || limit === null) return null;
      const signedIn = countersOf(limit.signedIn ?? limit, open);
      const anonymous = countersOf(limit.anonymous ?? limit, open);
      return (res) => inTurn(actorOf(res) ? signedIn : anonymous, res);
    },
  };
}

/** What one refuses is not counted against the next. */
function inTurn(
  counts: readonly Count[],
  res: ServerResponse,
): readonly Counted[] | Promise<readonly Counted[]> {
  const [first, ...others] = counts;
  const counted = first?.(res);
  if (others.length === 0 && counted && !(counted instanceof Promise)) return [counted];
  return (async () => {
    const all: Counted[] = counted ? [await counted] : [];
    for (const next of others) {
      if (all.some(({ refusal }) => refusal)) break;
      all.push(await next(res));
    }
    return all;
  })();
}

type OnRefusal = (limit: RateLimit) => void;

interface Counting {
  redis: RedisLink | null;
  refused: OnRefusal;
  requestsOf: RequestsOf;
}

function counterOfOthers(limit: RateLimit, { redis, refused, requestsOf }: Counting): Counter {
  const { windowMs } = limit;
  const counts = createLimitCounts(limit, redis);
  return async (key, factor) => {
    const most = mostOf(requestsOf(limit), limit, factor);
    const { hits } = await counts.countTogether(key);
    if (hits <= most) return null;
    refused(limit);
    return tooManyRequests(`The limit here is ${most} in ${windowMs / MINUTE_MS} minutes. Try again later.`);
  };
}

function countAgainst(
  limit: RateLimit,
  { redis, keyOf, refused, requestsOf }: Counting & { keyOf: (res: ServerResponse) => string },
): Count {
  const { name, windowMs, countsRefusalsOnly, decidedHere } = limit;
  const counts = createLimitCounts(limit, redis);
  function policyOf(count: CallerCount, most: number): string {
    if (count.policy?.most === most) return count.policy.text;
    const partition = createHash('sha256').update(count.key).digest('hex').slice(0, 12);
    const key = Buffer.from(partition).toString('base64');
    const text = `"${name}"; q=${most}; w=${Math.ceil(windowMs / SECOND_MS)}; pk=:${key}:`;
    count.policy = { most, text };
    return text;
  }

  function say(count: CallerCount, most: number): Counted {
    const seconds = Math.max(0, Math.ceil((count.endsAt - performance.now()) / SECOND_MS));
    const state = `"${name}"; r=${Math.max(0, most - count.hits)}; t=${seconds}`;
    const isTooMuch = count.hits > most;
    if (isTooMuch) refused(limit);
    return {
      policy: policyOf(count, most),
      state,
      refusal: isTooMuch ? tooMany(limit, most, seconds) : null,
    };
  }

  /** Requests whose answer says later whether they count, by their caller. */
  const underWay = new Map<string, Set<Promise<void>>>();
  let waiting = 0;

  /** Resolves once it is known whether it counts. */
  const outcomeOf = (res: ServerResponse, count: CallerCount, counted: true | readonly number[]) =>
    new Promise<void>((resolve) => {
      res.once('finish', () => {
        if (!isRefusal(counted, res.statusCode)) counts.takeBack(count);
      });
      if (res.destroyed) resolve();
      else res.once('close', resolve);
    });

  /** What may turn out not to count refuses nobody: whoever comes with it waits until it is known. */
  async function countRefusals(
    res: ServerResponse,
    { key, most, counted }: { key: string; most: number; counted: true | readonly number[] },
  ): Promise<Counted> {
    for (;;) {
      const count = await counts.countTogether(key);
      const before = underWay.get(key) ?? new Set();
      if (count.hits > most && before.size > 0 && waiting < MOST_WAITING) {
        counts.takeBack(count);
        waiting += 1;
        await Promise.race(before).finally(() => (waiting -= 1));
        continue;
      }
      const outcome = outcomeOf(res, count, counted);
      underWay.set(key, before.add(outcome));
      void outcome.then(() => {
        before.delete(outcome);
        if (before.size === 0) underWay.delete(key);
      });
      return say(count, most);
    }
  }

  return (res) => {
    const most = mostOf(requestsOf(limit), limit, actorOf(res)?.limitFactor);
    const key = keyOf(res);
    if (decidedHere) return say(counts.count(key, most), most);
    if (countsRefusalsOnly) return countRefusals(res, { key, most, counted: countsRefusalsOnly });
    return counts.countTogether(key).then((count) => say(count, most));
  };
}

const isRefusal = (counted: true | readonly number[], status: number): boolean =>
  counted === true ? status >= 400 && status < 500 : counted.includes(status);

const tooMany = ({ windowMs }: RateLimit, most: number, retryAfterSeconds: number): Problem =>
  tooManyRequests(
    `The limit here is ${most} requests in ${windowMs / MINUTE_MS} minutes. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );

/** The limiter as Express takes it, for pages. */
export const limited =
  (limiter: Limiter) =>
  async (_req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const tooMany = sayCounted(res, await limiter(res));
    if (tooMany) throw tooMany;
    next();
  };
