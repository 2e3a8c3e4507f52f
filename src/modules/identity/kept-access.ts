/**
 * What reading requests rest on, kept by each instance for a moment: sessions, keys and limits by their person. Whoever
 * writes one of these facts calls `changed`, so that it counts here with the commit, and emits one of `ACCESS_NEWS`, so
 * that every other instance hears of it: at once by Redis, and from the log within a second where there is none.
 */
import { NearCache } from '../../platform/cache/near-cache';
import type { EventKind } from '../../platform/events/events';
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { once } from '../../platform/kernel/once';
import type { Platform } from '../../platform/platform';
import { ACCESS_NEWS, userChanged } from './identity.events';
import type { User } from './user.model';

/** If no word of a change comes at all, it counts after this. */
const KEPT_MS = 2 * SECOND_MS;
/** Of a limit, which locks nothing. */
const FACTOR_KEPT_MS = MINUTE_MS;
const MOST = 5_000;
const CHANNEL = 'identity.access';

/** What a session or key that lives gives its person; whether it is still in time is asked at each request. */
export interface KnownAccess {
  /** Of the session or the key. */
  id: string;
  userId: string;
  /** Of the person, in the usual order. */
  roles: string[];
  emailVerifiedAt: number | null;
  hasSecondFactor: boolean;
  provedAt: number | null;
  createdAt: number;
  lastUsedAt: number | null;
  /** Null for a key without an end. */
  expiresAt: number | null;
  /** Of a key. */
  scopes: string[] | null;
  /** Of an impersonation. */
  impersonatorId: string | null;
  impersonatorSessionId: string | null;
  /** Of somebody who acts for the person by their leave. */
  grant: { id: string; role: string; scopes: readonly string[] } | null;
}

export type KeptAccess = ReturnType<typeof createKeptAccess>;

export function createKeptAccess({ clock, database, events, signals }: Platform) {
  const known = new NearCache<KnownAccess>({ clock, keptMs: KEPT_MS, most: MOST });
  const factors = new NearCache<number>({ clock, keptMs: FACTOR_KEPT_MS, most: MOST });
  /** People as others read them. */
  const people = new NearCache<User>({ clock, keptMs: KEPT_MS, most: MOST });
  const names = new Set<string>([...ACCESS_NEWS, userChanged].map(({ name }) => name));
  let placed = false;

  function drop(userId: string): void {
    known.drop(userId);
    factors.drop(userId);
    people.drop(userId);
  }

  const following = events.follow('identity.access', { cursor: 'memory' }, ({ name, payload }) => {
    const { userId } = payload as { userId?: unknown };
    if (names.has(name) && typeof userId === 'string') drop(userId);
    return Promise.resolve();
  });

  /** Commands of operators, which ask nobody who they are, open no connection for it. */
  const hear = once(() =>
    signals.hear(CHANNEL, (message) => {
      const { userId } = (message ?? {}) as { userId?: unknown };
      if (typeof userId === 'string') drop(userId);
    }),
  );

  return {
    known,
    factors,
    people,

    /** Before anything is read to be kept: from here on every change is heard of. */
    async listen(): Promise<void> {
      if (placed) return;
      hear();
      await following.position();
      placed = true;
    },

    /** What a person may do, or how often, has changed: in the ambient unit, or at once outside of one. */
    changed(userId: string): void {
      database.afterCommit(() => {
        drop(userId);
        signals.send(CHANNEL, { userId });
      });
    },

    /** Further events that tell of such a change, each with a `userId`. */
    alsoChangedBy(kinds: readonly Pick<EventKind<{ userId: string }>, 'name'>[]): void {
      for (const { name } of kinds) names.add(name);
    },
  };
}
