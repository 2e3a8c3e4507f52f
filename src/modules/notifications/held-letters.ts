/** Letters that wait for a digest or for quiet hours to end. Each leaves once, alone or with the others of its reader. */
import { oldestFirst, selectKeyset } from '../../platform/db/keyset';
import { sweep } from '../../platform/db/walk';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import type { LetterWords, NoticeLetters } from './notice-letters';
import { NOTICE_KINDS } from './kinds';
import type { Reader } from './notice';
import { type MailTimes, mayLeaveAt, quietOf, USUAL_TIMES } from './mail-times.rules';
import type { PreferencesStore } from './preferences.store';

interface HeldRow extends LetterWords {
  id: string;
  toldAs: Reader;
  eventId: string;
  createdAt: number;
  usefulUntil: number | null;
}

/** What a letter waits for: what it tells of, until when it waits, and until when it is of use. */
export interface Waits {
  eventId: string;
  dueAt: number;
  usefulUntil: number | null;
}

const SWEEP_MS = MINUTE_MS;

export type HeldLetters = ReturnType<typeof createHeldLetters>;

export function createHeldLetters(
  { database, clock, mailer, scheduler, log }: Platform,
  identity: Identity,
  store: PreferencesStore,
  letters: NoticeLetters,
) {
  const { select, change } = database;
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  /**
   * Without what is over or was read in the app meanwhile, what the person does not want any more, kinds that this release
   * does not know, and what was for the eyes of an administrator that they are no more.
   */
  async function stillWanted(userId: string, rows: HeldRow[]): Promise<HeldRow[]> {
    const choices = await store.choicesOf(userId);
    const isAdmin = (await identity.listAdminIds()).includes(userId);
    const read = await select<{ eventId: string }>(
      'SELECT eventId FROM notifications WHERE userId = :userId AND eventId IN (:eventIds) AND readAt IS NOT NULL',
      { userId, eventIds: rows.map(({ eventId }) => eventId) },
    );
    const isRead = new Set(read.map(({ eventId }) => eventId));
    const now = clock.now();
    return rows.filter(
      ({ eventId, kind, toldAs, usefulUntil }) =>
        (usefulUntil === null || usefulUntil > now) &&
        !isRead.has(eventId) &&
        NOTICE_KINDS.includes(kind) &&
        choices.get(kind)?.mail !== false &&
        (toldAs !== 'ADMIN' || isAdmin),
    );
  }

  const sendDue = (userId: string): Promise<void> =>
    database.atomically(async () => {
      const rows = await select<HeldRow>(
        `SELECT id, kind, title, body, subjectType AS linkType, path, toldAs, eventId, createdAt, usefulUntil
         FROM notification_held_letters
         WHERE userId = :userId AND dueAt <= :now ORDER BY createdAt, id ${database.forUpdate}`,
        { userId, now: clock.now() },
      );
      if (rows.length === 0) return;
      // Looked at late, it may be night by now.
      const times = await store.findTimes(userId);
      const leavesAt = times ? mayLeaveAt({ ...times, mailMode: 'AT_ONCE' }, clock.now()) : clock.now();
      if (leavesAt > clock.now()) {
        await change('UPDATE notification_held_letters SET dueAt = :leavesAt WHERE id IN (:ids)', {
          leavesAt,
          ids: rows.map(({ id }) => id),
        });
        return;
      }
      await change('DELETE FROM notification_held_letters WHERE id IN (:ids)', {
        ids: rows.map(({ id }) => id),
      });
      const person = (await identity.findUsers([userId])).get(userId);
      const wanted = await stillWanted(userId, rows);
      const [first] = wanted;
      if (!first || !person || person.deletedAt !== null) return;
      const reader = { mailbox: person, userId, reader: first.toldAs };
      const { timeZone } = times ?? USUAL_TIMES;
      const message =
        wanted.length === 1 ? letters.of(first, reader) : letters.digestOf(wanted, reader, timeZone);
      await mailer.send({
        ...message,
        onceKey: `held ${first.id}`,
        quiet: times ? quietOf(times) : undefined,
        usefulUntil: lastUseOf(wanted),
        counts: person.emailVerifiedAt === null ? {} : { cap: {} },
      });
    });

  scheduler.every('notifications.held-letters', SWEEP_MS, (signal) =>
    sweep(
      log,
      selectKeyset<{ id: string; dueAt: number }>(database, {
        name: 'notifications.held-letters',
        order: oldestFirst('dueAt'),
        select: 'id, dueAt',
        from: `(SELECT userId AS id, MIN(dueAt) AS dueAt FROM notification_held_letters
                WHERE dueAt <= :now GROUP BY userId) due`,
        where: [],
        values: { now: clock.now() },
      }),
      ({ id }) => sendDue(id),
      signal,
    ),
  );

  return {
    /** In the ambient unit. The same event twice holds one. */
    async hold(
      { userId, reader: toldAs }: { userId: string; reader: Reader },
      words: LetterWords,
      { eventId, dueAt, usefulUntil }: Waits,
    ): Promise<void> {
      const { kind, title, body, linkType, path } = words;
      await change(
        `${insertNew} INTO notification_held_letters
           (id, userId, eventId, kind, title, body, subjectType, path, toldAs, createdAt, dueAt, usefulUntil)
         VALUES (:id, :userId, :eventId, :kind, :title, :body, :linkType, :path, :toldAs, :now, :dueAt, :usefulUntil)`,
        {
          ...{ id: newId(), userId, eventId, kind, title, body, linkType, path, toldAs },
          ...{ now: clock.now(), dueAt, usefulUntil },
        },
      );
    },

    /** What waits follows the new times; what is due leaves. In the ambient unit. */
    setFree: (userId: string, times: MailTimes): Promise<number> =>
      change(
        `UPDATE notification_held_letters
         SET dueAt = CASE WHEN usefulUntil IS NOT NULL AND usefulUntil <= :dueAt THEN :alone ELSE :dueAt END
         WHERE userId = :userId AND dueAt > :now`,
        {
          userId,
          now: clock.now(),
          dueAt: mayLeaveAt(times, clock.now()),
          alone: mayLeaveAt({ ...times, mailMode: 'AT_ONCE' }, clock.now()),
        },
      ),
  };
}

/** Until when a letter of all of them is of use: as long as one of them is. */
function lastUseOf(rows: readonly HeldRow[]): number | null {
  const ends = rows.map(({ usefulUntil }) => usefulUntil ?? Infinity);
  const last = Math.max(...ends);
  return last === Infinity ? null : last;
}
