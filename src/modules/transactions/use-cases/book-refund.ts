/** An admin lets a deal bear what other hands refunded of it at the gateway. */
import type { UserActor } from '../../../platform/kernel/actor';
import { actingAs, type OnTransaction } from '../make-move';
import type { TransactionsContext } from '../transactions.context';
import type { RefundToBook } from '../transactions.schema';
import type { ReadTransaction, TransactionFile } from './read-transaction';

export type BookRefund = ReturnType<typeof createBookRefund>;

export const createBookRefund =
  (
    { models, approvals }: TransactionsContext,
    onTransaction: OnTransaction,
    { readFile }: Pick<ReadTransaction, 'readFile'>,
  ) =>
  (actor: UserActor, id: string, { outsideRefundId, reason }: RefundToBook): Promise<TransactionFile> =>
    onTransaction(id, async (locked) => {
      actingAs(locked.row, actor, ['ADMIN']);
      // Of one that is not known, or not this deal's, the process says that it does not wait.
      const refund = await models.cardDisputes.findOne({
        where: { disputeId: outsideRefundId, transactionId: id },
      });
      const { paymentId = '', disputedCents = 0 } = refund ?? {};
      const input = { cardDispute: { disputeId: outsideRefundId, paymentId, disputedCents } };
      const request = { move: 'BOOK_REFUND', mover: 'ADMIN', actor, input, reason } as const;
      const refused = await locked.refusal(request);
      const mayBeDone =
        refused !== null ||
        (await approvals.mayBeDone(actor, {
          ...{ act: 'transaction.book_refund', subject: { type: 'transaction', id } },
          ...{ amountCents: disputedCents, asked: { outsideRefundId } },
          concerns: [locked.row.buyerId, locked.row.sellerId],
        }));
      if (mayBeDone) await locked.make(request);
      return readFile(locked.row, actor);
    });
