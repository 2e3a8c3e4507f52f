/**
 * Counts of one limit: in this process at once, and in Redis, where it answers, for all instances together. What Redis
 * has forgotten or does not answer goes on from what was counted here, and not from nothing: a limit never fails open.
 */
import type { RedisLink } from '../cache/redis';
import { SECOND_MS } from '../kernel/clock';

/** Of one limit in one process: whoever has more addresses than this is held by other means. */
const MOST_CALLERS = 20_000;
/** The others hear of a caller so soon … */
const TELL_WITHIN_MS = SECOND_MS;
/** … or in a moment: of somebody new, and when so much of the limit was used since. */
const TELL_SOON_MS = 10;
const TELL_AT_SHARE = 0.05;
const TOLD_TOGETHER = 500;

/** Adds to each key; answers the sum and the milliseconds that are left of its window. */
const ADD = `local answers = {}
for place, key in ipairs(KEYS) do
  answers[2 * place - 1] = redis.call('INCRBY', key, ARGV[place + 1])
  local left = redis.call('PTTL', key)
  if left <= 0 then
    left = tonumber(ARGV[1])
    redis.call('PEXPIRE', key, left)
  end
  answers[2 * place] = left
end
return answers`;

export interface CallerCount {
  readonly key: string;
  /** Of this window, by all instances as far as is known here. */
  hits: number;
  /** By this one alone. */
  own: number;
  /** Not told to Redis yet. */
  untold: number;
  /** By this process's own time, in milliseconds. */
  endsAt: number;
  /** What the last answer said of the limit. */
  policy?: { most: number; text: string };
}

export interface LimitCounts {
  /** One more; `most` of the window are allowed. By what is known here. */
  count(key: string, most: number): CallerCount;
  /** One more, once Redis has said how many they are together. */
  countTogether(key: string): Promise<CallerCount>;
  /** One that does not count after all. */
  takeBack(count: CallerCount): void;
  /** Callers that are remembered. */
  readonly size: number;
}

export function createLimitCounts(
  { name, windowMs }: { name: string; windowMs: number },
  redis: RedisLink | null,
  mostCallers = MOST_CALLERS,
): LimitCounts {
  /** In the order in which their windows began, so that the first one ends first. */
  const callers = new Map<string, CallerCount>();
  const toTell = new Set<CallerCount>();
  let timer: NodeJS.Timeout | undefined;
  let soon = false;

  function begin(key: string, now: number): CallerCount {
    callers.delete(key);
    for (const [first, { endsAt }] of callers) {
      if (endsAt > now && callers.size < mostCallers) break;
      callers.delete(first);
    }
    const count = { key, hits: 0, own: 0, untold: 0, endsAt: now + windowMs };
    callers.set(key, count);
    return count;
  }

  function add(key: string): CallerCount {
    const now = performance.now();
    const known = callers.get(key);
    const count = known && known.endsAt > now ? known : begin(key, now);
    count.hits += 1;
    count.own += 1;
    count.untold += 1;
    return count;
  }

  /** What Redis does not take stays counted here. */
  async function tell(link: RedisLink, counts: readonly CallerCount[]): Promise<void> {
    const told = counts.map((count) => ({ count, by: count.untold }));
    for (const count of counts) {
      count.untold = 0;
      toTell.delete(count);
    }
    const keys = counts.map(({ key }) => `${link.prefix}limit:${name}:${key}`);
    const answers = await link.attempt(
      (client) =>
        client.eval(ADD, keys.length, ...keys, windowMs, ...told.map(({ by }) => by)) as Promise<number[]>,
      () => Promise.resolve(null),
    );
    if (!answers) return;
    const now = performance.now();
    for (const [place, { count }] of told.entries()) {
      const together = Number(answers[2 * place]) + count.untold;
      count.hits = Math.max(count.own, together);
      // Never later than it would end here: what was counted here is of that window.
      count.endsAt = Math.min(count.endsAt, now + Number(answers[2 * place + 1]));
    }
  }

  function tellIn(link: RedisLink, inAMoment: boolean): void {
    if (timer && (soon || !inAMoment)) return;
    clearTimeout(timer);
    soon = inAMoment;
    timer = setTimeout(() => tellAll(link), inAMoment ? TELL_SOON_MS : TELL_WITHIN_MS).unref();
  }

  function tellAll(link: RedisLink): void {
    timer = undefined;
    const counts = [...toTell];
    for (let first = 0; first < counts.length; first += TOLD_TOGETHER)
      void tell(link, counts.slice(first, first + TOLD_TOGETHER));
  }

  return {
    count(key, most) {
      const count = add(key);
      if (!redis) return count;
      toTell.add(count);
      // Somebody new may have called another instance before.
      tellIn(redis, count.own === 1 || count.untold >= most * TELL_AT_SHARE);
      return count;
    },
    async countTogether(key) {
      const count = add(key);
      if (redis) await tell(redis, [count]);
      return count;
    },
    takeBack(count) {
      if (count.endsAt <= performance.now()) return;
      count.hits -= 1;
      count.own -= 1;
      count.untold -= 1;
      if (redis) void tell(redis, [count]);
    },
    get size() {
      return callers.size;
    },
  };
}
