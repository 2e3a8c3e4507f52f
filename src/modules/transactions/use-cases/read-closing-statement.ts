/** Draws up the closing statement of a transaction that has ended, for its parties and to admins. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Days } from '../../../platform/paper/days';
import { fullName, type User } from '../../identity';
import { escrowOf } from '../books.rules';
import { drawUp, type Statement } from '../statement.rules';
import type { Transaction } from '../transaction.model';
import { dealNotEnded } from '../transactions.problems';
import type { TransactionsContext } from '../transactions.context';
import type { ReadTransaction } from './read-transaction';

export interface StatedTransaction {
  row: Transaction;
  statement: Statement;
  buyerName: string;
  sellerName: string;
  /** Of the buyer, who pays: both sides have the same paper. */
  days: Days;
}

export function createReadClosingStatement(
  { platform, models, identity, ledger }: TransactionsContext,
  { find }: Pick<ReadTransaction, 'find'>,
) {
  /**
   * On the locked transaction, so that no transfer falls between the lines and the balance. Throws `not_found` to
   * strangers and `deal_not_ended` before the end.
   */
  return (actor: UserActor, id: string): Promise<StatedTransaction> =>
    platform.database.atomically(async () => {
      const { row } = await find(actor, id);
      if (row.endedAt === null) throw dealNotEnded('A closing statement is issued once the deal has ended.');
      await models.transactions.findByPk(id, { lock: true });
      const receipts = await models.receipts.findAll({ where: { transactionId: id, fate: 'ESCROW' } });
      const statement = drawUp(
        row,
        await ledger.listTransfers({ account: escrowOf(id) }),
        new Map(receipts.map(({ paymentId, purpose }) => [paymentId, purpose])),
        await ledger.balance(escrowOf(id)),
      );
      if (!statement)
        throw new Error(`The books of transaction ${id} do not balance; no statement is issued.`);
      const people = await identity.findUsers([row.buyerId, row.sellerId]);
      return {
        row,
        statement,
        buyerName: nameOf(people.get(row.buyerId)),
        sellerName: nameOf(people.get(row.sellerId)),
        days: await identity.daysOf(row.buyerId),
      };
    });
}

function nameOf(user: User | undefined): string {
  if (!user) return 'Former user';
  const name = fullName(user);
  return user.companyName === null ? name : `${name}, ${user.companyName}`;
}
