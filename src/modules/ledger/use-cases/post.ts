/** The one way by which money and credits move. */
import type { Values } from '../../../platform/db/database';
import type { Platform } from '../../../platform/platform';
import { UniqueConstraintError } from 'sequelize';
import { accountOf, createAccountLocks } from '../account-locks';
import type { Account } from '../accounts';
import { type AccountCode, findAccountKind } from '../account.rules';
import { LedgerRefusal, transferConflict } from '../ledger.problems';
import {
  findOrderError,
  isLowering,
  isSameTransfer,
  shortfall,
  sumMovements,
  type TransferOrder,
} from '../posting.rules';
import type { createTransferReader } from '../transfers';

type Accounts = Map<AccountCode, Account>;
type Posted = Map<string, Omit<TransferOrder, 'reason'>>;

export function createPost(
  { database, clock, log }: Platform,
  transfers: ReturnType<typeof createTransferReader>,
) {
  const locks = createAccountLocks(database);

  /**
   * Posts all orders or none, in the ambient unit. An order that repeats a posted transfer has no effect.
   *
   * @throws LedgerRefusal `insufficient_funds` when an account that must not go negative would.
   * @throws Problem `transfer_conflict` when the id was posted with other fields.
   */
  return async function post(orders: TransferOrder[]): Promise<void> {
    for (const order of orders) {
      const error = findOrderError(order);
      if (error) throw new Error(`Transfer ${order.id} cannot be posted: ${error}.`);
    }
    if (orders.length === 0) return;
    await database.atomically(async () => {
      const once = omitRepeated(orders, new Map());
      const ordered = sumMovements(once);
      const isLowered = (code: AccountCode) => {
        const [kind, movement] = [findAccountKind(code), ordered.get(code)];
        return kind !== null && movement !== undefined && isLowering(kind.normalSide, movement);
      };
      const accounts = await locks.lock([...ordered.keys()], isLowered, clock.now());
      // Mostly none of them is posted yet. Where one is, or too little is there for all, what was posted is read first.
      const posted =
        !findShortfall(once, accounts) && (await insert(once, accounts))
          ? once
          : await postUnlessPosted(once, accounts);
      await locks.add(accounts, sumMovements(posted));
    });
  };

  /** Those that were not posted before. Read only now: whoever posted the same transfers held these locks. */
  async function postUnlessPosted(orders: TransferOrder[], accounts: Accounts): Promise<TransferOrder[]> {
    const fresh = omitRepeated(orders, await transfers.findTransfers(orders.map(({ id }) => id)));
    const short = findShortfall(fresh, accounts);
    if (short) throw short;
    const inserted: TransferOrder[] = [];
    for (const order of fresh) {
      if (await insert([order], accounts)) inserted.push(order);
      // Posted in the same moment, over accounts that no lock puts in order.
      else omitRepeated([order], await transfers.findTransfers([order.id]));
    }
    return inserted;
  }

  function omitRepeated(orders: TransferOrder[], known: Posted): TransferOrder[] {
    const posted: Posted = new Map(known);
    const fresh: TransferOrder[] = [];
    for (const order of orders) {
      const earlier = posted.get(order.id);
      if (earlier && !isSameTransfer(earlier, order)) throw conflictOf(order);
      if (earlier) continue;
      posted.set(order.id, order);
      fresh.push(order);
    }
    return fresh;
  }

  function findShortfall(orders: TransferOrder[], accounts: Accounts): LedgerRefusal | null {
    for (const [code, movement] of sumMovements(orders)) {
      const account = accountOf(accounts, code);
      const missing = isLowering(account.normalSide, movement) ? shortfall(account, movement) : 0;
      if (missing > 0) return new LedgerRefusal(code, missing);
    }
    return null;
  }

  /** All of them with one statement; false, and none of them, where one is posted already. */
  async function insert(orders: TransferOrder[], accounts: Accounts): Promise<boolean> {
    const values: Values = { now: clock.now() };
    const rows = orders.map(({ id, debit, credit, amount, unit, reason, subject }, n) => {
      Object.assign(values, {
        ...{ [`id${n}`]: id, [`amount${n}`]: amount, [`unit${n}`]: unit, [`reason${n}`]: reason },
        ...{ [`debit${n}`]: accountOf(accounts, debit).id, [`credit${n}`]: accountOf(accounts, credit).id },
        ...{ [`type${n}`]: subject.type, [`subject${n}`]: subject.id },
      });
      return `(:id${n}, :debit${n}, :credit${n}, :amount${n}, :unit${n}, :reason${n}, :type${n}, :subject${n}, :now)`;
    });
    try {
      await database.change(
        `INSERT INTO ledger_transfers
           (id, debitAccountId, creditAccountId, amount, unit, reason, subjectType, subjectId, postedAt)
         VALUES ${rows.join(', ')}`,
        values,
      );
      return true;
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      return false;
    }
  }

  function conflictOf(order: TransferOrder) {
    log.error('a transfer was repeated with other fields', {
      transferId: order.id,
      debit: order.debit,
      credit: order.credit,
      amount: order.amount,
    });
    return transferConflict(
      'A transfer with this id was posted before with another amount or other accounts.',
    );
  }
}
