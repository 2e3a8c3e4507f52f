/**
 * Answers that are the same for everybody who is not signed in, kept as finished bytes. One is good until an event that it
 * depends on is told, a setting is changed, or its time is over; what was being made meanwhile is sent and not kept.
 */
import { LRUCache } from 'lru-cache';
import type { Events } from '../events/events';
import { type Clock, SECOND_MS } from '../kernel/clock';
import type { Endpoint } from './endpoint';
import type { KeptAnswer } from './kept-heads';
import { type Coding, pack, tagOf } from './send';

const MOST_BYTES = 16 * 1024 * 1024;
/** Longer addresses are asked once, if ever. */
export const LONGEST_ADDRESS = 500;
/** What an entry takes beside its bytes: its heads are lists of texts that all share. */
const ENTRY_BYTES = 1_500;
const SPELLING_BYTES = 500;
/** Nothing is served that may have changed so long ago: where the log cannot be read, all is made anew. */
const HEARD_WITHIN_MS = 2 * SECOND_MS;
/** By then everybody who keeps something in memory by the same log has heard of it as well. */
const OTHERS_HEARD_AFTER_MS = 300;

export type FinishedAnswer = KeptAnswer;

interface Entry extends FinishedAnswer {
  readonly key: string;
  readonly packed: Map<Coding, Promise<Buffer> | Buffer>;
  isGood(): boolean;
}

const sizeOf = ({ key, bytes, packed }: Entry): number =>
  [...packed.values()].reduce(
    (sum, form) => sum + (Buffer.isBuffer(form) ? form.length : 0),
    ENTRY_BYTES + key.length + bytes.length,
  );

/** Of one endpoint. */
export interface FinishedAnswersOf {
  /** What is kept for an address as it came. */
  find(path: string, search: string): FinishedAnswer | undefined;
  /** Once for all that ask at the same time: `input` is what the address says, however it is spelled. */
  get(
    address: { path: string; search: string },
    input: unknown,
    make: () => Promise<string>,
  ): Promise<{ answer: FinishedAnswer; made: boolean }>;
}

export interface FinishedAnswers {
  /** Null where the contract has nothing kept. */
  of(contract: Pick<Endpoint['contract'], 'method' | 'path' | 'cached'>): FinishedAnswersOf | null;
  /** Keeps nothing of what depends on it. */
  outdate(event: string): void;
  /** All that it holds. */
  readonly bytes: number;
}

export interface FinishedOptions {
  clock: Clock;
  events: Pick<Events, 'follow'>;
  /** What holds for all answers, such as the settings: each says another thing whenever it has changed. */
  conditions: readonly (() => unknown)[];
  mostBytes?: number;
}

export function createFinishedAnswers(options: FinishedOptions): FinishedAnswers {
  const { clock, events, conditions, mostBytes = MOST_BYTES } = options;
  const entries = new LRUCache<string, Entry>({
    maxSize: Math.floor(mostBytes * 0.9),
    sizeCalculation: sizeOf,
  });
  /** From an address as it came to the one under which its answer is kept. */
  const spellings = new LRUCache<string, string>({
    maxSize: Math.floor(mostBytes * 0.1),
    sizeCalculation: (key, spelling) => key.length + spelling.length + SPELLING_BYTES,
  });
  const versions = new Map<string, number>();
  const making = new Map<string, { isGood: () => boolean; answer: Promise<FinishedAnswer> }>();

  function outdate(event: string): void {
    const version = versions.get(event);
    if (version !== undefined) versions.set(event, version + 1);
  }

  function entryOf(key: string, text: string, isGood: () => boolean): Entry {
    const bytes = Buffer.from(text);
    const packed: Entry['packed'] = new Map();
    const entry: Entry = {
      ...{ key, bytes, packed, isGood, tag: tagOf(bytes), heads: new Map() },
      as(coding) {
        const known = packed.get(coding);
        if (known) return known;
        const packing = pack(bytes, coding).then((made) => {
          packed.set(coding, made);
          // It takes more room now.
          if (entries.peek(key) === entry && entries.delete(key)) entries.set(key, entry);
          return made;
        });
        packing.catch(() => packed.delete(coding));
        packed.set(coding, packing);
        return packing;
      },
    };
    return entry;
  }

  const following = events.follow(
    'http.finished',
    { cursor: 'memory', early: ({ name }) => outdate(name) },
    ({ name }) => {
      outdate(name);
      setTimeout(() => outdate(name), OTHERS_HEARD_AFTER_MS).unref();
      return Promise.resolve();
    },
  );

  return {
    of({ method, path: pattern, cached }) {
      if (!cached) return null;
      const { forMs } = cached;
      const names = cached.until.map(({ name }) => name);
      for (const name of names) versions.set(name, 0);
      const versionNow = (): number => names.reduce((sum, name) => sum + (versions.get(name) ?? 0), 0);
      const spellingOf = (path: string, search: string) => `${path}?${search}`;

      /** Asked before an answer is made: whether what was true then still is. */
      function untilChanged(): () => boolean {
        const [version, madeAt] = [versionNow(), clock.now()];
        const held = conditions.map((condition) => condition());
        return () => {
          const age = clock.now() - madeAt;
          return (
            age >= 0 &&
            (names.length === 0 || following.isWithin(HEARD_WITHIN_MS)) &&
            age < forMs &&
            versionNow() === version &&
            conditions.every((condition, nth) => condition() === held[nth])
          );
        };
      }

      return {
        find(path, search) {
          const key = spellings.get(spellingOf(path, search));
          const entry = key === undefined ? undefined : entries.get(key);
          return entry?.isGood() ? entry : undefined;
        },

        async get({ path, search }, input, make) {
          const key = `${method} ${pattern} ${JSON.stringify(input)}`;
          const spelling = spellingOf(path, search);
          const isShort = spelling.length <= LONGEST_ADDRESS && key.length <= 2 * LONGEST_ADDRESS;
          if (isShort) spellings.set(spelling, key);
          const known = entries.get(key);
          if (known?.isGood()) return { answer: known, made: false };
          const underWay = making.get(key);
          if (underWay?.isGood()) return { answer: await underWay.answer, made: false };
          const isGood = untilChanged();
          const answer = make().then((text) => {
            const entry = entryOf(key, text, isGood);
            if (isShort && isGood()) entries.set(key, entry);
            return entry;
          });
          const flight = { isGood, answer };
          making.set(key, flight);
          try {
            return { answer: await answer, made: true };
          } finally {
            if (making.get(key) === flight) making.delete(key);
          }
        },
      };
    },
    outdate,
    get bytes() {
      return entries.calculatedSize + spellings.calculatedSize;
    },
  };
}
