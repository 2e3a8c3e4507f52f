/** Reads the accounts of a kind on which money rests, and of the clearing accounts those on which it has for too long. */
import type { Database } from '../../platform/db/database';
import { type AccountCode, clearingAccounts, type Side } from './account.rules';

export interface IdleBalance {
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
export async function readOverdueClearing(database: Database, now: number): Promise<IdleBalance[]> {
  const found = await Promise.all(
    clearingAccounts().map((kind) => readIdleBalances(database, kind, now - kind.clearsWithinMs)),
  );
  return found.flat();
}

/** Where nothing has come since `before`, the oldest first. */
export async function readIdleBalances(
  database: Database,
  { prefix, normalSide }: { prefix: string; normalSide: Side },
  before: number,
): Promise<IdleBalance[]> {
  const { grows, balance: counted } = SIDES[normalSide];
  const rows = await database.select<IdleBalance>(
    `SELECT a.code, ${counted} AS balance, MAX(t.postedAt) AS since
     FROM ledger_accounts a JOIN ledger_transfers t ON t.${grows} = a.id
     WHERE a.code LIKE :pattern AND a.creditsPosted <> a.debitsPosted
     GROUP BY a.id, a.code, a.creditsPosted, a.debitsPosted
     HAVING MAX(t.postedAt) <= :before
     ORDER BY MAX(t.postedAt)`,
    { pattern: `${prefix}:%`, before },
  );
  return rows.map(({ code, balance, since }) => ({
    ...{ code, balance: Number(balance), since: Number(since) },
  }));
}
