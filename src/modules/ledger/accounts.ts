/** Reads, opens and locks the rows of accounts. */
import type { Database } from '../../platform/db/database';
import { newId } from '../../platform/kernel/ids';
import { type AccountCode, type AccountKind, findAccountKind, type Side, type Unit } from './account.rules';
import type { Movement } from './posting.rules';

export interface Account {
  id: string;
  code: AccountCode;
  unit: Unit;
  normalSide: Side;
  mayBeNegative: boolean;
  /** Kept in parts. Where `lockAccounts` did not need its balance, that is as it was before the unit. */
  shared: boolean;
  debitsPosted: number;
  creditsPosted: number;
}

type AccountRow = Omit<Account, 'mayBeNegative' | 'shared'> & { mayBeNegative: number };

const sumOfParts = (column: string) =>
  `a.${column} + COALESCE((SELECT SUM(p.${column}) FROM ledger_account_parts p WHERE p.accountId = a.id), 0) AS ${column}`;

/** Accounts with all of their parts. */
export const ACCOUNTS = `(SELECT a.id, a.code, a.unit, a.normalSide, a.mayBeNegative,
  ${sumOfParts('debitsPosted')}, ${sumOfParts('creditsPosted')} FROM ledger_accounts a)`;

const COLUMNS = 'a.id, a.code, a.unit, a.normalSide, a.mayBeNegative';

const fromRow = (row: AccountRow): Account => ({
  ...row,
  mayBeNegative: row.mayBeNegative === 1,
  shared: findAccountKind(row.code)?.shared ?? false,
});

export async function findAccounts(database: Database, codes: AccountCode[]): Promise<Account[]> {
  if (codes.length === 0) return [];
  const rows = await database.select<AccountRow>(
    `SELECT ${COLUMNS}, ${sumOfParts('debitsPosted')}, ${sumOfParts('creditsPosted')}
     FROM ledger_accounts a WHERE a.code IN (:codes)`,
    { codes },
  );
  return rows.map(fromRow);
}

/**
 * The accounts of these codes. Those of one person or deal are locked in id order until the unit ends; shared ones are
 * not, but for those that are lowered and must not go below zero. Accounts that did not exist are opened. Two units may
 * open the same account at once: the unique code lets one row stand and both go on with it.
 */
export async function lockAccounts(
  database: Database,
  codes: AccountCode[],
  isLowered: (code: AccountCode) => boolean,
  now: number,
): Promise<Map<AccountCode, Account>> {
  const known = await findAccounts(database, codes);
  const missing = codes.filter((code) => !known.some((account) => account.code === code)).sort();
  for (const code of missing) await openAccount(database, code, now);
  const all = missing.length === 0 ? known : await findAccounts(database, codes);
  const accounts = new Map(all.map((account) => [account.code, account]));
  const own = all.filter(({ shared }) => !shared).map(({ id }) => id);
  // By id and not by code: the order of locking is the order of the index that the statement walks.
  const locked = await selectAnyOf<AccountRow>(own, (ids) =>
    database.select(
      `SELECT ${COLUMNS}, a.debitsPosted, a.creditsPosted FROM ledger_accounts a WHERE a.id IN (:ids)
       ORDER BY a.id ${database.forUpdate}`,
      { ids },
    ),
  );
  for (const row of locked) accounts.set(row.code, fromRow(row));
  for (const account of all) {
    if (account.shared && !account.mayBeNegative && isLowered(account.code)) {
      accounts.set(account.code, await lockParts(database, account));
    }
  }
  return accounts;
}

const selectAnyOf = <Row>(ids: string[], select: (ids: string[]) => Promise<Row[]>): Promise<Row[]> =>
  ids.length === 0 ? Promise.resolve([]) : select(ids);

/** The part that is made where there is none, so that of two units that lower an account one waits for the other. */
const FIRST_PART = 'first';

/** The whole account with its parts locked: what others add meanwhile can only raise it. */
async function lockParts(database: Database, account: Account): Promise<Account> {
  const lock = () =>
    database.select(
      `SELECT part FROM ledger_account_parts WHERE accountId = :id ORDER BY part ${database.forUpdate}`,
      { id: account.id },
    );
  if ((await lock()).length === 0) {
    const verb = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
    await database.change(
      `${verb} INTO ledger_account_parts (accountId, part, debitsPosted, creditsPosted) VALUES (:id, :part, 0, 0)`,
      { id: account.id, part: FIRST_PART },
    );
    await lock();
  }
  const [whole] = await findAccounts(database, [account.code]);
  return whole ?? account;
}

/** Adds to a locked account, or to a part of a shared one that nobody holds: there is always one, or one more is made. */
export async function addToAccount(
  database: Database,
  { id, shared }: Account,
  { debits, credits }: Movement,
): Promise<void> {
  if (!shared) {
    await database.change(
      `UPDATE ledger_accounts SET debitsPosted = debitsPosted + :debits, creditsPosted = creditsPosted + :credits
       WHERE id = :id`,
      { id, debits, credits },
    );
    return;
  }
  const [free] = await database.select<{ part: string }>(
    `SELECT part FROM ledger_account_parts WHERE accountId = :id ORDER BY part LIMIT 1
     ${database.forUpdateSkipLocked}`,
    { id },
  );
  await database.change(
    free
      ? `UPDATE ledger_account_parts
         SET debitsPosted = debitsPosted + :debits, creditsPosted = creditsPosted + :credits
         WHERE accountId = :id AND part = :part`
      : `INSERT INTO ledger_account_parts (accountId, part, debitsPosted, creditsPosted)
         VALUES (:id, :part, :debits, :credits)`,
    { id, debits, credits, part: free?.part ?? newId() },
  );
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
