/** The money of a deal that is canceled while the bank of a payer decides: it waits in escrow, and goes where it was due. */
import type { Split } from '../process/facts';
import {
  divideAroundBanks,
  type Disputable,
  dueOf,
  frozenOver,
  sayFrozen,
  sayReleased,
  totalOf,
} from '../frozen.rules';
import type { DealCardDispute } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { type MoveExecution, given } from './effect';

export type FrozenMoney = ReturnType<typeof createFrozenMoney>;

const sumOf = (rows: readonly DealCardDispute[], cents: (row: DealCardDispute) => number): number =>
  rows.reduce((sum, row) => sum + cents(row), 0);

export function createFrozenMoney({ models, payments }: Pick<TransactionsContext, 'models' | 'payments'>) {
  const openOf = (transactionId: string): Promise<DealCardDispute[]> =>
    models.cardDisputes.findAll({
      where: { transactionId, kind: 'DISPUTE', status: 'OPEN' },
      order: [
        ['openedAt', 'ASC'],
        ['disputeId', 'ASC'],
      ],
    });

  async function readDisputable({ row }: MoveExecution, open: DealCardDispute[]): Promise<Disputable[]> {
    const receipts = await models.receipts.findAll({ where: { transactionId: row.id, fate: 'ESCROW' } });
    const found: Disputable[] = [];
    for (const { paymentId } of receipts) {
      const about = open.filter((dispute) => dispute.paymentId === paymentId);
      found.push({
        paymentId,
        refundableCents: await payments.refundable(paymentId),
        disputedCents: sumOf(about, ({ disputedCents }) => disputedCents),
      });
    }
    return found;
  }

  /** Where several banks decide over one payment, what is left of it waits for the last of them. */
  async function keep(due: Split, about: DealCardDispute[]): Promise<void> {
    let left = { ...due };
    for (const [at, dispute] of about.entries()) {
      const isLast = at === about.length - 1;
      const sellerCents = isLast ? left.sellerCents : Math.min(left.sellerCents, dispute.disputedCents);
      const room = dispute.disputedCents - sellerCents;
      const buyerCents = isLast ? left.buyerCents : Math.min(left.buyerCents, room);
      await dispute.update({ buyerDueCents: buyerCents, sellerDueCents: sellerCents });
      left = { buyerCents: left.buyerCents - buyerCents, sellerCents: left.sellerCents - sellerCents };
    }
  }

  return {
    /** What of each payment waits for its bank, and cannot be given back. */
    async waitingOf(transactionId: string): Promise<(paymentId: string) => number> {
      const open = await openOf(transactionId);
      return (paymentId) =>
        sumOf(
          open.filter((dispute) => dispute.paymentId === paymentId),
          (dispute) => totalOf(dueOf(dispute)),
        );
    },

    /** Writes down what waits, and for whom. Answers what is divided at once. */
    async freeze(execution: MoveExecution, split: Split): Promise<Split> {
      const { row, facts, detail, adds } = execution;
      if (facts.openCardDisputes === 0) return split;
      const open = await openOf(row.id);
      const { now, waiting } = divideAroundBanks(split, await readDisputable(execution, open));
      if (now.buyerCents < 0)
        throw new Error(`The payments of transaction ${row.id} brought more than it holds.`);
      for (const due of waiting) {
        await keep(
          due,
          open.filter(({ paymentId }) => paymentId === due.paymentId),
        );
      }
      const frozen = frozenOver(open);
      Object.assign(detail, { frozenCents: totalOf(frozen) });
      if (frozen) adds.push(sayFrozen(frozen));
      return now;
    },

    /**
     * The bank has decided: what it left goes as the cancellation had said, the seller's part first. Answers what that is;
     * null where nothing had waited for this bank.
     */
    async release({ input, detail, adds, row }: MoveExecution): Promise<Split | null> {
      const { disputeId, paymentId } = given(input.cardDispute);
      const dispute = await models.cardDisputes.findByPk(disputeId, { rejectOnEmpty: true });
      const due = dueOf(dispute);
      if (due === null || totalOf(due) === 0 || row.state !== 'CANCELLED') return null;
      const leftCents = Math.max(0, totalOf(due) - dispute.borneCents);
      const sellerCents = Math.min(due.sellerCents, leftCents);
      // What other hands have given back besides waits for an administrator.
      const buyerCents = Math.min(leftCents - sellerCents, await payments.refundable(paymentId));
      await dispute.update({
        buyerDueCents: due.buyerCents - (leftCents - sellerCents),
        sellerDueCents: due.sellerCents - sellerCents,
      });
      Object.assign(detail, { releasedCents: buyerCents + sellerCents });
      adds.push(sayReleased({ buyerCents, sellerCents }));
      return { buyerCents, sellerCents };
    },
  };
}
