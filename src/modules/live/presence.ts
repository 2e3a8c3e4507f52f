/** Who is there, on this instance and the others, told to those who share a deal or a conversation with them. */
import { z } from 'zod';
import type { Signals } from '../../platform/cache/signals';
import { type Clock, SECOND_MS } from '../../platform/kernel/clock';
import type { People } from './people';

const CHANNEL = 'live.presence';
/** How often an instance says who is there, in case a word was lost. */
const REPEAT_MS = 5 * SECOND_MS;
/** An instance that says nothing for so long is gone, or cannot be heard. */
const SILENT_MS = 15 * SECOND_MS;
const PEOPLE_MAX = 50_000;

const Id = z.string().max(40);
const Word = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('came'), userId: Id }),
  z.strictObject({ says: z.literal('went'), userId: Id }),
  z.strictObject({ says: z.literal('here'), userIds: z.array(Id).max(PEOPLE_MAX) }),
  z.strictObject({ says: z.literal('who') }),
]);

interface Elsewhere {
  userIds: Set<string>;
  heardAt: number;
}

export interface PresenceDeps {
  signals: Signals;
  clock: Clock;
  people: Pick<People, 'has' | 'ids'>;
  /** Tells the people of this instance. */
  tell(event: 'user:online' | 'user:offline', userId: string, to: readonly string[]): void;
}

export function createPresence({ signals, clock, people, tell }: PresenceDeps) {
  /** The people of this instance by whom they want to know of. */
  const watchers = new Map<string, Set<string>>();
  const elsewhere = new Map<string, Elsewhere>();
  let saidAt = 0;

  const isElsewhere = (userId: string): boolean =>
    [...elsewhere.values()].some(({ userIds }) => userIds.has(userId));
  const isOnline = (userId: string): boolean => people.has(userId) || isElsewhere(userId);

  const announce = (event: 'user:online' | 'user:offline', userId: string) => {
    const to = [...(watchers.get(userId) ?? [])].filter((id) => id !== userId);
    if (to.length > 0) tell(event, userId, to);
  };

  /** Notices who came and who went by a change of what is known of another instance. */
  function changed(instance: string, userIds: Set<string>): void {
    const before = elsewhere.get(instance)?.userIds ?? new Set<string>();
    const cameOrWent = [
      ...[...before].filter((userId) => !userIds.has(userId)),
      ...[...userIds].filter((userId) => !before.has(userId)),
    ];
    const wereOnline = new Set(cameOrWent.filter(isOnline));
    elsewhere.set(instance, { userIds, heardAt: clock.now() });
    for (const userId of cameOrWent) {
      if (isOnline(userId) === wereOnline.has(userId)) continue;
      announce(isOnline(userId) ? 'user:online' : 'user:offline', userId);
    }
  }

  function sayWhoIsHere(): void {
    saidAt = clock.now();
    signals.send(CHANNEL, { says: 'here', userIds: people.ids() } satisfies z.input<typeof Word>);
  }

  function watch(userId: string, others: readonly string[]): void {
    for (const other of others) watchers.set(other, (watchers.get(other) ?? new Set()).add(userId));
  }

  function forget(userId: string): void {
    for (const [other, ids] of watchers) if (ids.delete(userId) && ids.size === 0) watchers.delete(other);
  }

  return {
    isOnline,

    listen(): void {
      signals.hear(CHANNEL, (message, instance) => {
        const word = Word.safeParse(message).data;
        if (!word) return;
        const known = elsewhere.get(instance)?.userIds ?? new Set<string>();
        if (word.says === 'who') sayWhoIsHere();
        else if (word.says === 'here') changed(instance, new Set(word.userIds));
        else if (word.says === 'came') changed(instance, new Set(known).add(word.userId));
        else changed(instance, new Set([...known].filter((userId) => userId !== word.userId)));
      });
      signals.send(CHANNEL, { says: 'who' } satisfies z.input<typeof Word>);
    },

    /** Somebody of this instance wants to know of these people, from now on. */
    watch,

    /** Of these from now on, and of nobody else. */
    rewatch(userId: string, others: readonly string[]): void {
      forget(userId);
      watch(userId, others);
    },

    /** The first socket of a person on this instance. */
    came(userId: string): void {
      if (!isElsewhere(userId)) announce('user:online', userId);
      signals.send(CHANNEL, { says: 'came', userId } satisfies z.input<typeof Word>);
    },

    /** The last one is gone. */
    went(userId: string): void {
      forget(userId);
      if (!isElsewhere(userId)) announce('user:offline', userId);
      signals.send(CHANNEL, { says: 'went', userId } satisfies z.input<typeof Word>);
    },

    /** Called often. */
    tick(): void {
      const now = clock.now();
      if (Math.abs(now - saidAt) >= REPEAT_MS) sayWhoIsHere();
      for (const [instance, { heardAt }] of elsewhere) {
        if (now - heardAt < SILENT_MS) continue;
        changed(instance, new Set());
        elsewhere.delete(instance);
      }
    },
  };
}
