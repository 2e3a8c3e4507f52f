/** Opens and locks the accounts of a posting, and adds to them. */
import { LRUCache } from 'lru-cache';
import type { Database, Values } from '../../platform/db/database';
import { newId } from '../../platform/kernel/ids';
import { type AccountCode, type AccountKind, findAccountKind } from './account.rules';
import { type Account, ACCOUNT_COLUMNS, type AccountRow, findAccounts, fromRow } from './accounts';
import type { Movement } from './posting.rules';

/** An account keeps its id for good, so a process looks for it once. */
const IDS_REMEMBERED = 20_000;
/** The part that is made where there is none, so that of two units that lower an account one waits for the other. */
const FIRST_PART = 'first';

const kindOf = (code: AccountCode) => findAccountKind(code) as AccountKind;
const isShared = (code: AccountCode): boolean => kindOf(code).shared ?? false;

const withoutPostings = (id: string, code: AccountCode): Account => {
  const { unit, normalSide, mayBeNegative, shared = false } = kindOf(code);
  return { id, code, unit, normalSide, mayBeNegative, shared, debitsPosted: 0, creditsPosted: 0 };
};

export function createAccountLocks(database: Database) {
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
  const remembered = new LRUCache<AccountCode, string>({ max: IDS_REMEMBERED });

  /** What this unit has opened itself is not remembered before it commits. */
  function remember(ids: Map<AccountCode, string>): void {
    database.afterCommit(() => {
      for (const [code, id] of ids) remembered.set(code, id);
    });
  }

  async function findIds(codes: AccountCode[]): Promise<Map<AccountCode, string>> {
    const rows = await database.select<{ id: string; code: AccountCode }>(
      'SELECT id, code FROM ledger_accounts WHERE code IN (:codes)',
      { codes },
    );
    return new Map(rows.map(({ id, code }) => [code, id]));
  }

  /** Answers those that this unit has opened: all, or none where others have opened some in the same moment. */
  async function open(codes: AccountCode[], now: number): Promise<Map<AccountCode, string>> {
    const opened = new Map(codes.map((code) => [code, newId()]));
    const values: Values = { now };
    const rows = codes.map((code, n) => {
      const { unit, normalSide, mayBeNegative } = kindOf(code);
      Object.assign(values, {
        ...{ [`id${n}`]: opened.get(code), [`code${n}`]: code, [`unit${n}`]: unit },
        ...{ [`side${n}`]: normalSide, [`negative${n}`]: mayBeNegative ? 1 : 0 },
      });
      return `(:id${n}, :code${n}, :unit${n}, :side${n}, :negative${n}, 0, 0, :now)`;
    });
    const made = await database.change(
      `${insertNew} INTO ledger_accounts
         (id, code, unit, normalSide, mayBeNegative, debitsPosted, creditsPosted, createdAt)
       VALUES ${rows.join(', ')}`,
      values,
    );
    return made === codes.length ? opened : new Map();
  }

  /** By id and not by code: the order of locking is the order of the index that the statement walks. */
  async function lockOwn(ids: string[]): Promise<Account[]> {
    if (ids.length === 0) return [];
    const rows = await database.select<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS}, a.debitsPosted, a.creditsPosted FROM ledger_accounts a WHERE a.id IN (:ids)
       ORDER BY a.id ${database.forUpdate}`,
      { ids },
    );
    return rows.map(fromRow);
  }

  /** The whole account with its parts locked: what others add meanwhile can only raise it. */
  async function lockParts(account: Account): Promise<Account> {
    const lock = () =>
      database.select(
        `SELECT part FROM ledger_account_parts WHERE accountId = :id ORDER BY part ${database.forUpdate}`,
        { id: account.id },
      );
    if ((await lock()).length === 0) {
      await database.change(
        `${insertNew} INTO ledger_account_parts (accountId, part, debitsPosted, creditsPosted) VALUES (:id, :part, 0, 0)`,
        { id: account.id, part: FIRST_PART },
      );
      await lock();
    }
    const [whole] = await findAccounts(database, [account.code]);
    return whole ?? account;
  }

  /** A part that nobody holds is added to: there is always one, or one more is made. */
  async function addToPart(id: string, { debits, credits }: Movement): Promise<void> {
    const touched = await database.change(
      `UPDATE ledger_account_parts
       SET debitsPosted = debitsPosted + :debits, creditsPosted = creditsPosted + :credits
       WHERE accountId = :id AND part = (
         SELECT part FROM (
           SELECT part FROM ledger_account_parts WHERE accountId = :id ORDER BY part LIMIT 1
           ${database.forUpdateSkipLocked}
         ) free)`,
      { id, debits, credits },
    );
    if (touched === 1) return;
    await database.change(
      `INSERT INTO ledger_account_parts (accountId, part, debitsPosted, creditsPosted)
       VALUES (:id, :part, :debits, :credits)`,
      { id, debits, credits, part: newId() },
    );
  }

  async function addToOwn(movements: [string, Movement][]): Promise<void> {
    if (movements.length === 0) return;
    const values: Values = {};
    const places = movements.map(([id, { debits, credits }], n) => {
      Object.assign(values, { [`id${n}`]: id, [`debits${n}`]: debits, [`credits${n}`]: credits });
      return n;
    });
    const sumOf = (side: string) =>
      `CASE id ${places.map((n) => `WHEN :id${n} THEN :${side}${n}`).join(' ')} END`;
    await database.change(
      `UPDATE ledger_accounts
       SET debitsPosted = debitsPosted + ${sumOf('debits')}, creditsPosted = creditsPosted + ${sumOf('credits')}
       WHERE id IN (${places.map((n) => `:id${n}`).join(', ')})`,
      values,
    );
  }

  return {
    /**
     * The accounts of these codes. Those of one person or deal are locked in id order until the unit ends; shared ones
     * are not, and say nothing of what they hold, but for those that are lowered and must not go below zero. Accounts
     * that did not exist are opened. Two units may open the same account at once: the unique code lets one row stand and
     * both go on with it.
     */
    async lock(
      codes: AccountCode[],
      isLowered: (code: AccountCode) => boolean,
      now: number,
    ): Promise<Map<AccountCode, Account>> {
      const ids = new Map(
        codes.flatMap((code) => {
          const id = remembered.get(code);
          return id === undefined ? [] : [[code, id] as const];
        }),
      );
      const unknown = codes.filter((code) => !ids.has(code));
      let opened = new Map<AccountCode, string>();
      if (unknown.length > 0) {
        let found = await findIds(unknown);
        const missing = unknown.filter((code) => !found.has(code)).sort();
        if (missing.length > 0) {
          opened = await open(missing, now);
          found = opened.size > 0 ? new Map([...found, ...opened]) : await findIds(unknown);
        }
        remember(found);
        for (const [code, id] of found) ids.set(code, id);
      }
      const accounts = new Map([...ids].map(([code, id]) => [code, withoutPostings(id, code)]));
      const own = [...accounts.values()].filter(({ code, shared }) => !shared && !opened.has(code));
      for (const account of await lockOwn(own.map(({ id }) => id))) accounts.set(account.code, account);
      for (const account of accounts.values()) {
        if (account.shared && !account.mayBeNegative && isLowered(account.code)) {
          accounts.set(account.code, await lockParts(account));
        }
      }
      return accounts;
    },

    /** Adds to accounts that were locked for it. */
    async add(accounts: Map<AccountCode, Account>, movements: Map<AccountCode, Movement>): Promise<void> {
      const own: [string, Movement][] = [];
      const parts: [string, Movement][] = [];
      for (const [code, movement] of movements) {
        (isShared(code) ? parts : own).push([accountOf(accounts, code).id, movement]);
      }
      await addToOwn(own);
      for (const [id, movement] of parts) await addToPart(id, movement);
    },
  };
}

export function accountOf(accounts: Map<AccountCode, Account>, code: AccountCode): Account {
  const account = accounts.get(code);
  if (!account) throw new Error(`The account ${code} was not locked.`);
  return account;
}
