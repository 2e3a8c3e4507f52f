/** The one way by which money and credits move. */
import type { Platform } from '../../../platform/platform';
import { UniqueConstraintError } from 'sequelize';
import { type Account, addToAccount, lockAccounts } from '../accounts';
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

export function createPost(
  { database, clock, log }: Platform,
  transfers: ReturnType<typeof createTransferReader>,
) {
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
      const ordered = sumMovements(orders);
      const isLowered = (code: AccountCode) => {
        const [kind, movement] = [findAccountKind(code), ordered.get(code)];
        return kind !== null && movement !== undefined && isLowering(kind.normalSide, movement);
      };
      const accounts = await lockAccounts(database, [...ordered.keys()], isLowered, clock.now());
      // Read only now: whoever posted the same transfers held these locks.
      const fresh = await omitRepeated(orders);
      for (const [code, movement] of sumMovements(fresh)) {
        const account = accountOf(accounts, code);
        const missing = isLowering(account.normalSide, movement) ? shortfall(account, movement) : 0;
        if (missing > 0) throw new LedgerRefusal(code, missing);
      }
      const inserted: TransferOrder[] = [];
      for (const order of fresh) if (await insert(order, accounts)) inserted.push(order);
      for (const [code, movement] of sumMovements(inserted)) {
        await addToAccount(database, accountOf(accounts, code), movement);
      }
    });
  };

  async function omitRepeated(orders: TransferOrder[]): Promise<TransferOrder[]> {
    const posted = new Map<string, Omit<TransferOrder, 'reason'>>(
      await transfers.findTransfers(orders.map(({ id }) => id)),
    );
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

  /** False where it was posted in the same moment over accounts that no lock puts in order. */
  async function insert(order: TransferOrder, accounts: Map<AccountCode, Account>): Promise<boolean> {
    try {
      await database.change(
        `INSERT INTO ledger_transfers
           (id, debitAccountId, creditAccountId, amount, unit, reason, subjectType, subjectId, postedAt)
         VALUES (:id, :debitId, :creditId, :amount, :unit, :reason, :subjectType, :subjectId, :now)`,
        {
          id: order.id,
          debitId: accountOf(accounts, order.debit).id,
          creditId: accountOf(accounts, order.credit).id,
          amount: order.amount,
          unit: order.unit,
          reason: order.reason,
          subjectType: order.subject.type,
          subjectId: order.subject.id,
          now: clock.now(),
        },
      );
      return true;
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      const earlier = (await transfers.findTransfers([order.id])).get(order.id);
      if (!earlier || !isSameTransfer(earlier, order)) throw conflictOf(order);
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

function accountOf(accounts: Map<AccountCode, Account>, code: AccountCode): Account {
  const account = accounts.get(code);
  if (!account) throw new Error(`The account ${code} was not locked.`);
  return account;
}
