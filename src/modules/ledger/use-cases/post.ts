/** The one way by which money and credits move. */
import type { Platform } from '../../../platform/platform';
import { UniqueConstraintError } from 'sequelize';
import { type Account, lockAccounts } from '../accounts';
import type { AccountCode } from '../account.rules';
import { LedgerRefusal, transferConflict } from '../ledger.problems';
import {
  findFault,
  type Movement,
  saysTheSame,
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
   * Posts all orders or none, in the ambient unit. An order that says again what is posted has no effect.
   *
   * @throws LedgerRefusal `insufficient_funds` when an account that must not go negative would.
   * @throws Problem `transfer_conflict` when the id was posted with other fields.
   */
  return async function post(orders: TransferOrder[]): Promise<void> {
    for (const order of orders) {
      const fault = findFault(order);
      if (fault) throw new Error(`Transfer ${order.id} cannot be: ${fault}.`);
    }
    if (orders.length === 0) return;
    await database.atomically(async () => {
      const codes = [...new Set(orders.flatMap(({ debit, credit }) => [debit, credit]))];
      const accounts = await lockAccounts(database, codes, clock.now());
      // Asked only now: whoever posted the same transfers held these locks.
      const fresh = await leaveOutRepeated(orders);
      const movements = sumMovements(fresh);
      for (const [code, movement] of movements) {
        const missing = shortfall(accountOf(accounts, code), movement);
        if (missing > 0) throw new LedgerRefusal(code, missing);
      }
      for (const order of fresh) await insert(order, accounts);
      for (const [code, movement] of movements) await addToBalance(accountOf(accounts, code), movement);
    });
  };

  async function leaveOutRepeated(orders: TransferOrder[]): Promise<TransferOrder[]> {
    const posted = new Map<string, Omit<TransferOrder, 'reason'>>(
      await transfers.findTransfers(orders.map(({ id }) => id)),
    );
    const fresh: TransferOrder[] = [];
    for (const order of orders) {
      const earlier = posted.get(order.id);
      if (earlier && !saysTheSame(earlier, order)) throw conflictOver(order);
      if (earlier) continue;
      posted.set(order.id, order);
      fresh.push(order);
    }
    return fresh;
  }

  async function insert(order: TransferOrder, accounts: Map<AccountCode, Account>): Promise<void> {
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
    } catch (error) {
      // The same id at the same moment over other accounts, so that no common lock put one before the other.
      if (error instanceof UniqueConstraintError) throw conflictOver(order);
      throw error;
    }
  }

  async function addToBalance({ id }: Account, { debits, credits }: Movement): Promise<void> {
    await database.change(
      `UPDATE ledger_accounts SET debitsPosted = debitsPosted + :debits, creditsPosted = creditsPosted + :credits
       WHERE id = :id`,
      { id, debits, credits },
    );
  }

  function conflictOver(order: TransferOrder) {
    log.error('a transfer was ordered again with other fields', {
      transferId: order.id,
      debit: order.debit,
      credit: order.credit,
      amount: order.amount,
    });
    return transferConflict('The same movement was booked before with another amount or other accounts.');
  }
}

function accountOf(accounts: Map<AccountCode, Account>, code: AccountCode): Account {
  const account = accounts.get(code);
  if (!account) throw new Error(`The account ${code} was not locked.`);
  return account;
}
