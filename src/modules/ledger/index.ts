/** The door of the ledger: double entry, append-only, in integer units. */
import type { Platform } from '../../platform/platform';
import type { Page, PageQuery } from '../../platform/kernel/page';
import type { Violation } from '../../platform/kernel/violation';
import { type AccountCode, balanceOf, type ClearingKind } from './account.rules';
import { findAccounts } from './accounts';
import type { Subject, TransferOrder } from './posting.rules';
import { readOverdueClearing, readIdleBalances, type IdleBalance } from './idle-balances';
import { type AdviseOnStuck, type StuckAdvice, STUCK_LISTED_MAX, type StuckMoney } from './stuck-money';
import { createTransferReader, type SubjectSum, type TransferRow } from './transfers';
import { createFindViolations } from './use-cases/find-violations';
import { createPost } from './use-cases/post';

export type { AccountCode } from './account.rules';
export type { TransferOrder } from './posting.rules';
export type { TransferRow } from './transfers';
export { type AdviseOnStuck, STUCK_LISTED_MAX, type StuckMoney } from './stuck-money';
export type { IdleBalance } from './idle-balances';
export { LedgerRefusal } from './ledger.problems';

export interface Ledger {
  /**
   * Posts all orders or none, in the ambient unit: locks the accounts in id order, so call it last. A repeat with
   * equal fields is already there; with other fields it throws `transfer_conflict`. An account that must not go
   * negative refuses with `LedgerRefusal` (`insufficient_funds`).
   */
  post(orders: TransferOrder[]): Promise<void>;
  /** Locks a person's account in the ambient unit, as a posting to it does; nothing where nothing has touched it. */
  lock(code: AccountCode): Promise<void>;
  /** In the account's normal direction, in its unit; 0 for an account that nothing has touched. */
  balance(code: AccountCode): Promise<number>;
  /** The same; null for an account that nothing has touched. */
  balanceIfOpen(code: AccountCode): Promise<number | null>;
  balances(codes: AccountCode[]): Promise<Map<AccountCode, number>>;
  /** Oldest first: all about a subject, or all that touched an account. */
  listTransfers(of: Subject | { account: AccountCode }): Promise<TransferRow[]>;
  /** What was moved from where to where, added up for each of these subjects. */
  sumsAbout(subjectType: string, subjectIds: readonly string[]): Promise<SubjectSum[]>;
  /** Newest first, page by page. */
  pageTransfers(account: AccountCode, query: PageQuery): Promise<Page<TransferRow>>;
  /** What an account gained within a time, in its credits less its debits, by quarters of an hour. */
  gainsOf(code: AccountCode, from: number, to: number): Promise<{ at: number; amount: number }[]>;
  pageAbout(subject: Subject, query: PageQuery): Promise<Page<TransferRow>>;
  /** All that touched an account, in batches, newest first. */
  readAllOf(account: AccountCode): AsyncGenerator<TransferRow[]>;
  /** Those of the given ids that are posted, by id. */
  findTransfers(ids: string[]): Promise<Map<string, TransferRow>>;
  /** All transfers about one type of subject, in batches: for checking other books against these. */
  readAllAbout(subjectType: string): AsyncGenerator<TransferRow[]>;
  /** The accounts of people, of deals or of payments that hold something, with since when; the oldest first. */
  listIdleBalances(kind: 'payable' | 'escrow' | 'unallocated'): Promise<IdleBalance[]>;
  /** A module above says how what rests on its accounts moves on. */
  adviseOn(kind: ClearingKind, advise: AdviseOnStuck): void;
  /** Money that rests where it only passes through. */
  listStuckMoney(): Promise<StuckMoney[]>;
  findViolations(): Promise<Violation[]>;
}

export function createLedger(platform: Platform): Ledger {
  const { clock, database } = platform;
  const transfers = createTransferReader(database);
  const posted = ['debitsPosted', 'creditsPosted'];
  database.keepsNumbers({ table: 'ledger_accounts', key: 'id', columns: posted });
  database.keepsNumbers({ table: 'ledger_account_parts', key: 'accountId', columns: posted });
  database.keepsNumbers({ table: 'ledger_transfers', key: 'id', columns: ['amount', 'postedAt'] });

  async function openBalances(codes: AccountCode[]): Promise<Map<AccountCode, number>> {
    const accounts = await findAccounts(database, codes);
    return new Map(accounts.map((account) => [account.code, balanceOf(account)]));
  }

  async function balances(codes: AccountCode[]): Promise<Map<AccountCode, number>> {
    const found = await openBalances(codes);
    return new Map(codes.map((code) => [code, found.get(code) ?? 0]));
  }

  const advisers = new Map<string, AdviseOnStuck[]>();

  async function adviceOn(code: AccountCode): Promise<StuckAdvice> {
    const [prefix = '', holder = ''] = code.split(':');
    for (const advise of advisers.get(prefix) ?? []) {
      const advice = await advise(holder);
      if (advice) return advice;
    }
    return { whatToDo: 'Find out what the money is for, then move it on or give it back.' };
  }

  return {
    ...transfers,
    adviseOn: (kind, advise) => void advisers.set(kind, [...(advisers.get(kind) ?? []), advise]),
    post: createPost(platform, transfers),
    async lock(code) {
      const select = `SELECT id FROM ledger_accounts WHERE code = :code ${database.forUpdate}`;
      await database.select(select, { code });
    },
    balances,
    balance: async (code) => (await balances([code])).get(code) ?? 0,
    balanceIfOpen: async (code) => (await openBalances([code])).get(code) ?? null,
    listIdleBalances: (prefix) => readIdleBalances(database, { prefix, normalSide: 'CREDIT' }, clock.now()),
    async listStuckMoney() {
      const overdue = await readOverdueClearing(database, clock.now());
      const listed = overdue.slice(0, STUCK_LISTED_MAX).map(async ({ code, balance, since }) => ({
        ...{ kind: 'CLEARING_OVERDUE', subject: `account ${code}`, amountCents: balance, since },
        ...(await adviceOn(code)),
      }));
      return Promise.all(listed);
    },
    findViolations: createFindViolations(platform),
  };
}
