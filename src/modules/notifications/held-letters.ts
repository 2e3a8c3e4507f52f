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
import { type MailTimes, mayLeaveAt, quietOf } from './mail-times.rules';
import type { PreferencesStore } from './preferences.store';

interface HeldRow extends LetterWords {
  id: string;
  toldAs: Reader;
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
   * Without what the person does not want any more, kinds that this release does not know, and what was for the eyes of an
   * administrator that they are no more.
   */
  async function stillWanted(userId: string, rows: HeldRow[]): Promise<HeldRow[]> {
    const choices = await store.choicesOf(userId);
    const isAdmin = (await identity.listAdminIds()).includes(userId);
    return rows.filter(
      ({ kind, toldAs }) =>
        NOTICE_KINDS.includes(kind) && choices.get(kind)?.mail !== false && (toldAs !== 'ADMIN' || isAdmin),
    );
  }

  const sendDue = (userId: string): Promise<void> =>
    database.atomically(async () => {
      const rows = await select<HeldRow>(
        `SELECT id, kind, title, body, subjectType AS linkType, path, toldAs FROM notification_held_letters
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
      const message = wanted.length === 1 ? letters.of(first, reader) : letters.digestOf(wanted, reader);
      await mailer.send({
        ...message,
        onceKey: `held ${first.id}`,
        quiet: times ? quietOf(times) : undefined,
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
      eventId: string,
      dueAt: number,
    ): Promise<void> {
      const { kind, title, body, linkType, path } = words;
      await change(
        `${insertNew} INTO notification_held_letters
           (id, userId, eventId, kind, title, body, subjectType, path, toldAs, createdAt, dueAt)
         VALUES (:id, :userId, :eventId, :kind, :title, :body, :linkType, :path, :toldAs, :now, :dueAt)`,
        { id: newId(), userId, eventId, kind, title, body, linkType, path, toldAs, now: clock.now(), dueAt },
      );
    },

    /** What waits follows the new times; what is due leaves. In the ambient unit. */
    setFree: (userId: string, times: MailTimes): Promise<number> =>
      change('UPDATE notification_held_letters SET dueAt = :dueAt WHERE userId = :userId AND dueAt > :now', {
        userId,
        now: clock.now(),
        dueAt: mayLeaveAt(times, clock.now()),
      }),
  };
}
