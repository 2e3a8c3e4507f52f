/** Reads the rows of accounts. */
import type { Database } from '../../platform/db/database';
import { type AccountCode, findAccountKind, type Side, type Unit } from './account.rules';

export interface Account {
  id: string;
  code: AccountCode;
  unit: Unit;
  normalSide: Side;
  mayBeNegative: boolean;
  /** Kept in parts. */
  shared: boolean;
  debitsPosted: number;
  creditsPosted: number;
}

export type AccountRow = Omit<Account, 'mayBeNegative' | 'shared'> & { mayBeNegative: number };

const sumOfParts = (column: string) =>
  `a.${column} + COALESCE((SELECT SUM(p.${column}) FROM ledger_account_parts p WHERE p.accountId = a.id), 0) AS ${column}`;

/** Accounts with all of their parts. */
export const ACCOUNTS = `(SELECT a.id, a.code, a.unit, a.normalSide, a.mayBeNegative,
  ${sumOfParts('debitsPosted')}, ${sumOfParts('creditsPosted')} FROM ledger_accounts a)`;

export const ACCOUNT_COLUMNS = 'a.id, a.code, a.unit, a.normalSide, a.mayBeNegative';

export const fromRow = (row: AccountRow): Account => ({
  ...row,
  mayBeNegative: row.mayBeNegative === 1,
  shared: findAccountKind(row.code)?.shared ?? false,
});

export async function findAccounts(database: Database, codes: AccountCode[]): Promise<Account[]> {
  if (codes.length === 0) return [];
  const rows = await database.select<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS}, ${sumOfParts('debitsPosted')}, ${sumOfParts('creditsPosted')}
     FROM ledger_accounts a WHERE a.code IN (:codes)`,
    { codes },
  );
  return rows.map(fromRow);
}
