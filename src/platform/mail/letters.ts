/** Letters as operators and the provider's news see them: where each is, without what it says. */
import type { Database } from '../db/database';
import { newestFirst, readPage, selectKeyset } from '../db/keyset';
import type { Clock } from '../kernel/clock';
import type { Page, PageQuery } from '../kernel/page';
import { redactText } from '../kernel/redact';
import { type DeliveryState, RESENDABLE, statesBefore } from './delivery.rules';

export interface LetterRow {
  id: string;
  to: string;
  subject: string;
  kind: string;
  status: DeliveryState;
  attempts: number;
  because: string | null;
  provider: string | null;
  nextTryAt: number | null;
  statusAt: number | null;
  createdAt: number;
}

export interface LetterFilter extends PageQuery {
  status?: DeliveryState | undefined;
  to?: string | undefined;
}

/** The stored subject: where it holds a code, that is sealed elsewhere. */
const COLUMNS =
  'id, recipient AS `to`, subject, kind, status, attempts, because, provider, nextTryAt, statusAt, createdAt';

export type Letters = ReturnType<typeof createLetters>;

export function createLetters(database: Database, clock: Clock) {
  const { select, change } = database;

  return {
    /** The newest first. */
    listLetters: ({ status, to, ...query }: LetterFilter): Promise<Page<LetterRow>> =>
      readPage(
        selectKeyset<LetterRow>(database, {
          name: 'mail.letters',
          order: newestFirst('createdAt'),
          select: COLUMNS,
          from: 'mail_outbox',
          where: [...(status ? ['status = :status'] : []), ...(to ? ['recipient = :to'] : [])],
          values: { ...(status ? { status } : {}), ...(to ? { to: to.toLowerCase() } : {}) },
        }),
        { ...query, status, to },
      ),

    async findLetter(id: string): Promise<LetterRow | null> {
      const [row] = await select<LetterRow>(`SELECT ${COLUMNS} FROM mail_outbox WHERE id = :id`, { id });
      return row ?? null;
    },

    /** How many wait, and since when the oldest does. */
    async waiting(): Promise<{ count: number; oldestAt: number | null }> {
      const [row] = await select<{ total: number; oldestAt: number | null }>(
        `SELECT COUNT(*) AS total, MIN(createdAt) AS oldestAt FROM mail_outbox WHERE status = 'WAITING'`,
      );
      return {
        count: Number(row?.total ?? 0),
        oldestAt: row?.oldestAt ? Number(row.oldestAt) : null,
      };
    },

    /** When the provider last took one; null where it never did. */
    async lastAcceptedAt(): Promise<number | null> {
      const [row] = await select<{ at: number | null }>(
        `SELECT MAX(statusAt) AS at FROM mail_outbox WHERE status IN ('ACCEPTED', 'DELIVERED')`,
      );
      return row?.at ? Number(row.at) : null;
    },

    /** Those of them to whom a letter written since then did not arrive, for a reason of the mailbox. */
    async lostTo(addresses: readonly string[], since: number): Promise<string[]> {
      if (addresses.length === 0) return [];
      const rows = await select<{ recipient: string }>(
        `SELECT DISTINCT recipient FROM mail_outbox WHERE status IN ('BOUNCED', 'REFUSED', 'SUPPRESSED')
           AND createdAt >= :since AND recipient IN (:addresses)`,
        { since, addresses: [...addresses] },
      );
      return rows.map(({ recipient }) => recipient);
    },

    /**
     * Puts a letter that did not arrive back in line, in the ambient unit. False where it may have arrived, or waits
     * already.
     */
    async putBack(id: string): Promise<boolean> {
      const states = RESENDABLE.map((state) => `'${state}'`).join(', ');
      const changed = await change(
        `UPDATE mail_outbox SET status = 'WAITING', statusAt = :now, attempts = 0, because = NULL, firstTriedAt = NULL,
           sentAgainAt = :now, keyedAt = NULL
         WHERE id = :id AND status IN (${states})`,
        { id, now: clock.now() },
      );
      return changed === 1;
    },

    /**
     * What the provider tells of a letter. Its news comes in any order and more than once: what is known already, or was
     * overtaken, changes nothing, and so does what it told before the letter was sent again. Answers the letter, and
     * whether it changed; null where it is none of ours.
     */
    async takeNews(
      letter: { id: string | undefined; providerId: string },
      status: DeliveryState,
      because: string | null,
    ): Promise<{ letter: LetterRow; changed: boolean } | null> {
      const [row] = await select<LetterRow>(
        `SELECT ${COLUMNS} FROM mail_outbox WHERE providerId = :providerId ${letter.id ? 'OR id = :id' : ''}`,
        { providerId: letter.providerId, ...(letter.id ? { id: letter.id } : {}) },
      );
      if (!row) return null;
      const before = statesBefore(status)
        .map((state) => `'${state}'`)
        .join(', ');
      const changed = await change(
        `UPDATE mail_outbox SET status = :status, statusAt = :now, because = :because, providerId = :providerId,
           nextTryAt = NULL
         WHERE id = :id AND status IN (${before})
           AND (providerId IS NULL OR (status = 'WAITING' AND providerId <> :providerId)
             OR (status <> 'WAITING' AND providerId = :providerId))`,
        {
          id: row.id,
          status,
          because: because === null ? null : redactText(because).slice(0, 500),
          providerId: letter.providerId,
          now: clock.now(),
        },
      );
      return { letter: row, changed: changed === 1 };
    },
  };
}
