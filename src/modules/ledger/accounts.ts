/** Reads, opens and locks the rows of accounts. */
import type { Database } from '../../platform/db/database';
import { newId } from '../../platform/kernel/ids';
import { type AccountCode, type AccountKind, findAccountKind, type Side, type Unit } from './account.rules';

export interface Account {
  id: string;
  code: AccountCode;
  unit: Unit;
  normalSide: Side;
  mayBeNegative: boolean;
  debitsPosted: number;
  creditsPosted: number;
}

type AccountRow = Omit<Account, 'mayBeNegative'> & { mayBeNegative: number };

const COLUMNS = 'id, code, unit, normalSide, mayBeNegative, debitsPosted, creditsPosted';

const fromRow = (row: AccountRow): Account => ({ ...row, mayBeNegative: row.mayBeNegative === 1 });

export async function findAccounts(database: Database, codes: AccountCode[]): Promise<Account[]> {
  if (codes.length === 0) return [];
  const rows = await database.select<AccountRow>(
    `SELECT ${COLUMNS} FROM ledger_accounts WHERE code IN (:codes)`,
    { codes },
  );
  return rows.map(fromRow);
}

/**
 * The accounts of these codes, locked in id order until the unit ends; those that did not exist are opened. Two units
 * may open the same account at once: the unique code lets one row stand and both go on with it.
 */
export async function lockAccounts(
  database: Database,
  codes: AccountCode[],
  now: number,
): Promise<Map<AccountCode, Account>> {
  const known = await findAccounts(database, codes);
  const missing = codes.filter((code) => !known.some((account) => account.code === code)).sort();
  for (const code of missing) await openAccount(database, code, now);
  const all = missing.length === 0 ? known : await findAccounts(database, codes);
  // By id and not by code: the order of locking is the order of the index that the statement walks.
  const locked = await database.select<AccountRow>(
    `SELECT ${COLUMNS} FROM ledger_accounts WHERE id IN (:ids) ORDER BY id ${database.forUpdate}`,
    { ids: all.map(({ id }) => id) },
  );
  return new Map(locked.map((row) => [row.code, fromRow(row)]));
}

async function openAccount(database: Database, code: AccountCode, now: number): Promise<void> {
  const kind = findAccountKind(code) as AccountKind;
  const verb = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
  await database.change(
    `${verb} INTO ledger_accounts
       (id, code, unit, normalSide, mayBeNegative, debitsPosted, creditsPosted, createdAt)
     VALUES (:id, :code, :unit, :normalSide, :mayBeNegative, 0, 0, :now)`,
    {
      id: newId(),
      code,
      unit: kind.unit,
      normalSide: kind.normalSide,
      mayBeNegative: kind.mayBeNegative ? 1 : 0,
      now,
    },
  );
}
