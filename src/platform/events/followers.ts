/** Walks the log by position and hands its events on, one after another, in the order in which they were told. */
import type { Signals } from '../cache/signals';
import { outsideUnit } from '../db/database';
import { describeError } from '../kernel/logger';
import { together } from '../kernel/together';
import { readEach } from '../kernel/unreadable';
import {
  type Cursor,
  type CursorDeps,
  type FollowerReaction,
  type FollowOptions,
  inMemory,
  stored,
} from './follower-cursor';
import { asLogged, type LoggedEvent } from './logged-event';

export type { FollowOptions } from './follower-cursor';
export type { LoggedEvent } from './logged-event';

/** How soon a follower sees what was told on another instance, where no word of it comes. */
const LOOK_EVERY_MS = 200;
/** The first of what comes is looked for at once; what comes so close behind a look is read with the next. */
const LOOK_SOON_MS = 10;
/** Also while looking fails. */
const LOOK_AT_LEAST_EVERY_MS = 5_000;
/** About one a minute. */
const FAILURES_A_LINE = 12;
/** By which instances tell each other that there is something to read. */
const CHANNEL = 'events';

/** How far a follower has come. */
export interface Following {
  /** Every event up to here was handed over; what comes behind it will be. */
  position(): Promise<number>;
  /** Whether all that was committed so many milliseconds ago was handed over. Not while nothing walks the log. */
  isWithin(ms: number): boolean;
}

export interface Followers {
  /** `react` runs in the unit that moves the cursor, where the cursor is stored. */
  follow(follower: string, options: FollowOptions, react: FollowerReaction): Following;
  /** The next events behind a position, for whoever reads the log by themselves; without what cannot be read. */
  read(after: number, limit: number): Promise<LoggedEvent[]>;
  /** Those at these positions, in order; without what cannot be read. */
  readAt(positions: readonly number[]): Promise<LoggedEvent[]>;
  /** The last position that can be read. */
  head(): Promise<number>;
  /** Gives positions to what was committed, and tells the other instances. Answers whether some are left to another. */
  number(): Promise<boolean>;
  /** This instance has committed an event: whoever asked to hear of it early does. */
  tellEarly(event: Pick<LoggedEvent, 'name' | 'subject'>): void;
  /** There is something new: those that every instance has look at once. */
  wake(): void;
  /** Hands every follower what there is. */
  catchUp(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface Follower extends Cursor {
  name: string;
  /** Every instance has it, and sockets wait for it. */
  soon: boolean;
  early: FollowOptions['early'];
  /** It is about to read what has a position, and waits for those that are given now. */
  waits: boolean;
  /** When it began to look for the last time that it found all there was; by the clock that nobody moves. */
  lookedAt: number;
}

/** When a follower looks next. */
interface Round {
  timer?: NodeJS.Timeout;
  /** It looks within a moment, whatever comes. */
  soon: boolean;
  /** Something came while it was looking. */
  again: boolean;
  walk: Promise<void> | null;
  /** When the last look came to its end; by the clock that nobody moves. */
  lookedAt: number;
  /** One after another, without a look that came to its end. */
  failures: number;
}

export interface FollowersDeps extends CursorDeps {
  signals: Signals;
}

export function createFollowers(deps: FollowersDeps): Followers {
  const { rows, signals, log } = deps;
  const followers: Follower[] = [];
  const rounds = new Map<Follower, Round>();
  let running = false;

  async function number(): Promise<boolean> {
    const { numbered, left } = await rows.number();
    if (numbered > 0) {
      signals.send(CHANNEL, {});
      wakeUp(({ waits }) => !waits);
    }
    return left;
  }

  /** Those that look at the same time need one numbering: it begins after each of them has asked. */
  const numberTogether = together(number);

  /** Answers whether another look is due at once. */
  async function walk(follower: Follower): Promise<boolean> {
    const began = performance.now();
    follower.waits = true;
    const left = await numberTogether().finally(() => {
      follower.waits = false;
    });
    while (await follower.step());
    if (!left) follower.lookedAt = began;
    return left;
  }

  function lookIn(follower: Follower, round: Round, delayMs: number): void {
    clearTimeout(round.timer);
    round.soon = delayMs <= LOOK_SOON_MS;
    round.timer = setTimeout(() => look(follower, round), delayMs);
  }

  function look(follower: Follower, round: Round): void {
    round.again = false;
    round.walk = outsideUnit(() => walk(follower))
      .then((left) => {
        round.failures = 0;
        return left || round.again ? LOOK_SOON_MS : LOOK_EVERY_MS;
      })
      .catch((error: unknown) => {
        const { name } = follower;
        if (round.failures % FAILURES_A_LINE === 0)
          log.error('a follower of the log stands still', { follower: name, error: describeError(error) });
        round.failures += 1;
        return Math.min(LOOK_EVERY_MS * 2 ** round.failures, LOOK_AT_LEAST_EVERY_MS);
      })
      .then((delayMs) => {
        round.walk = null;
        round.lookedAt = performance.now();
        if (running) lookIn(follower, round, delayMs);
      });
  }

  const wake = (): void => wakeUp(() => true);

  function wakeUp(whom: (follower: Follower) => boolean): void {
    for (const [follower, round] of rounds) {
      if (!running || !follower.soon || !whom(follower)) continue;
      if (round.walk) round.again = true;
      else if (!round.soon) {
        const restedMs = performance.now() - round.lookedAt;
        lookIn(follower, round, restedMs < LOOK_SOON_MS ? LOOK_SOON_MS : 0);
      }
    }
  }

  return {
    follow(name, options, react) {
      if (followers.some((each) => each.name === name)) throw new Error(`Two followers called ${name}.`);
      const soon = options.cursor === 'memory';
      const { step, position } = soon ? inMemory(deps, react, options) : stored(deps, name, react, options);
      const follower = {
        name,
        soon,
        step,
        position,
        early: options.early,
        waits: false,
        lookedAt: -Infinity,
      };
      followers.push(follower);
      return { position, isWithin: (ms) => running && performance.now() - follower.lookedAt <= ms };
    },
    async read(after, limit) {
      await number();
      return readEach(await rows.readAfter(after, limit), asLogged);
    },
    async readAt(positions) {
      return readEach(await rows.readAt(positions), asLogged);
    },
    head: rows.head,
    number,
    tellEarly: (event) => followers.forEach(({ early }) => early?.(event)),
    wake,
    async catchUp() {
      for (const follower of followers) await walk(follower);
    },
    start() {
      running = true;
      if (followers.length > 0) signals.hear(CHANNEL, wake);
      for (const follower of followers) {
        const round: Round = { soon: false, again: false, walk: null, lookedAt: -Infinity, failures: 0 };
        rounds.set(follower, round);
        // What came while it was stopped has not been seen yet.
        follower.lookedAt = -Infinity;
        look(follower, round);
      }
    },
    async stop() {
      running = false;
      for (const { timer } of rounds.values()) clearTimeout(timer);
      for (const round of rounds.values()) await round.walk;
    },
  };
}
