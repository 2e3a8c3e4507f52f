/** Addresses that no letter goes to: they do not exist, or their reader called a letter of ours unwanted. */
import { createHash } from 'node:crypto';
import type { Database } from '../db/database';
import { newestFirst, readPage, selectKeyset } from '../db/keyset';
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { Page, PageQuery } from '../kernel/page';

/** BOUNCED: the mailbox does not exist. COMPLAINED: its reader marked a letter as spam; what is owed still goes there. */
export const SUPPRESSION_REASONS = ['BOUNCED', 'COMPLAINED'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export interface Suppression {
  id: string;
  address: string;
  reason: SuppressionReason;
  /** The letter that it was heard of. */
  mailId: string | null;
  createdAt: number;
}

const COLUMNS = 'id, address, reason, mailId, createdAt';

export type Suppressions = ReturnType<typeof createSuppressions>;

export function createSuppressions(database: Database, clock: Clock) {
  const { select, change } = database;
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  return {
    /** Null where a letter may go there. */
    async find(address: string, owed: boolean): Promise<Suppression | null> {
      const [row] = await select<Suppression>(
        `SELECT ${COLUMNS} FROM mail_suppressions WHERE addressHash = :hash`,
        { hash: hashOf(address) },
      );
      return row && !(owed && row.reason === 'COMPLAINED') ? row : null;
    },

    /** Those of them whose mailbox does not exist, as they were given. */
    async bouncedAmong(addresses: readonly string[]): Promise<string[]> {
      if (addresses.length === 0) return [];
      const byHash = new Map(addresses.map((address) => [hashOf(address), address]));
      const rows = await select<{ addressHash: string }>(
        `SELECT addressHash FROM mail_suppressions WHERE reason = 'BOUNCED' AND addressHash IN (:hashes)`,
        { hashes: [...byHash.keys()] },
      );
      return rows.flatMap(({ addressHash }) => byHash.get(addressHash) ?? []);
    },

    /** A bounce outweighs a complaint. */
    async add(address: string, reason: SuppressionReason, mailId: string | null): Promise<void> {
      const row = { id: newId(), address, hash: hashOf(address), reason, mailId, now: clock.now() };
      const added = await change(
        `${insertNew} INTO mail_suppressions (id, address, addressHash, reason, mailId, createdAt)
         VALUES (:id, :address, :hash, :reason, :mailId, :now)`,
        row,
      );
      if (added > 0 || reason !== 'BOUNCED') return;
      await change(
        `UPDATE mail_suppressions SET reason = 'BOUNCED', mailId = :mailId, createdAt = :now
         WHERE addressHash = :hash AND reason = 'COMPLAINED'`,
        row,
      );
    },

    list: (query: PageQuery): Promise<Page<Suppression>> =>
      readPage(
        selectKeyset<Suppression>(database, {
          name: 'mail-suppressions',
          order: newestFirst('createdAt'),
          select: COLUMNS,
          from: 'mail_suppressions',
          where: [],
          values: {},
        }),
        query,
      ),

    /** Answers what was removed: letters go there again. */
    async remove(id: string): Promise<Suppression | null> {
      const [row] = await select<Suppression>(`SELECT ${COLUMNS} FROM mail_suppressions WHERE id = :id`, {
        id,
      });
      if (!row || (await change('DELETE FROM mail_suppressions WHERE id = :id', { id })) === 0) return null;
      return row;
    },
  };
}

const hashOf = (address: string): string => createHash('sha256').update(address.toLowerCase()).digest('hex');
