/** Reads the clearing accounts on which money has rested for longer than it may. */
import type { Database } from '../../platform/db/database';
import { type AccountCode, clearingAccounts } from './account.rules';

export interface OverdueAccount {
  code: AccountCode;
  /** Cents, in the account's normal direction. */
  balance: number;
  /** When money came last. */
  since: number;
}

const SIDES = {
  DEBIT: { grows: 'debitAccountId', balance: 'a.debitsPosted - a.creditsPosted' },
  CREDIT: { grows: 'creditAccountId', balance: 'a.creditsPosted - a.debitsPosted' },
} as const;

/** The oldest first of each kind of account. */
export async function readOverdueClearing(database: Database, now: number): Promise<OverdueAccount[]> {
  const found = await Promise.all(
    clearingAccounts().map(({ prefix, normalSide, clearsWithinMs }) => {
      const { grows, balance } = SIDES[normalSide];
      return database.select<OverdueAccount>(
        `SELECT a.code, ${balance} AS balance, MAX(t.postedAt) AS since
         FROM ledger_accounts a JOIN ledger_transfers t ON t.${grows} = a.id
         WHERE a.code LIKE :pattern AND a.creditsPosted <> a.debitsPosted
         GROUP BY a.id, a.code, a.creditsPosted, a.debitsPosted
         HAVING MAX(t.postedAt) <= :before
         ORDER BY MAX(t.postedAt)`,
        { pattern: `${prefix}:%`, before: now - clearsWithinMs },
      );
    }),
  );
  return found.flat().map(({ code, balance, since }) => ({
    ...{ code, balance: Number(balance), since: Number(since) },
  }));
}
