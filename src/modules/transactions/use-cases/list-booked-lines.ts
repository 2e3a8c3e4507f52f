/** What the ledger has booked into the escrow of a transaction and out of it, for its parties and admins. */
import type { UserActor } from '../../../platform/kernel/actor';
import { escrowOf } from '../books.rules';
import { type BookedLine, linesOf } from '../statement.rules';
import type { TransactionsContext } from '../transactions.context';
import type { ReadTransaction } from './read-transaction';

export function createListBookedLines(
  { models, ledger }: TransactionsContext,
  { find }: Pick<ReadTransaction, 'find'>,
) {
  /** Oldest first. Throws `not_found` to strangers. */
  return async (actor: UserActor, id: string): Promise<BookedLine[]> => {
    const { row } = await find(actor, id);
    const receipts = await models.receipts.findAll({ where: { transactionId: id, fate: 'ESCROW' } });
    const purposes = new Map(receipts.map(({ paymentId, purpose }) => [paymentId, purpose]));
    const lines = linesOf(row, await ledger.listTransfers({ account: escrowOf(id) }), purposes);
    if (!lines) throw new Error(`The books of transaction ${id} have a movement that no deal has.`);
    return lines;
  };
}
