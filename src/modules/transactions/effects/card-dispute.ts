/**
 * Keeps what the banks of payers say of a deal's payments, and what other hands gave back of them at the gateway; and lets
 * the deal bear what is gone for good.
 */
import { escrowOf, LOSSES } from '../books.rules';
import { dueOf, totalOf } from '../frozen.rules';
import { unfrozenCents } from '../process/facts';
import type { TransactionsContext } from '../transactions.context';
import { refusals } from '../transactions.problems';
import { type MoveExecution, type Effect, given } from './effect';

export function createCardDisputeEffects({ models, ledger, payments }: TransactionsContext) {
  const disputeOf = ({ input }: MoveExecution) => given(input.cardDispute);

  async function move(
    { row, facts }: MoveExecution,
    disputeId: string,
    way: 'loss' | 'loss-back',
    amount: number,
  ) {
    if (amount === 0) return;
    const escrow = escrowOf(row.id);
    await ledger.post([
      {
        id: `transaction:${row.id}:${way}:${disputeId}`,
        ...(way === 'loss' ? { debit: escrow, credit: LOSSES } : { debit: LOSSES, credit: escrow }),
        amount,
        unit: 'USD',
        reason: way === 'loss' ? 'Lost to the bank of the payer' : 'Given back by the bank of the payer',
        subject: { type: 'transaction', id: row.id },
      },
    ]);
    const borneCents = way === 'loss' ? amount : 0;
    await models.cardDisputes.update({ borneCents, closedAt: facts.now }, { where: { disputeId } });
  }

  return {
    noteCardDispute: async (execution) => {
      const { row, facts, detail, request } = execution;
      const dispute = disputeOf(execution);
      await models.cardDisputes.create({
        ...dispute,
        kind: request.move === 'REFUNDED_OUTSIDE' ? 'REFUND' : 'DISPUTE',
        ...{ transactionId: row.id, status: 'OPEN', borneCents: 0, openedAt: facts.now },
      });
      Object.assign(detail, dispute);
    },

    closeCardDispute: async (execution) => {
      const { request, facts, detail } = execution;
      const dispute = disputeOf(execution);
      const status = ['CARD_DISPUTE_LOST', 'BOOK_REFUND'].includes(request.move) ? 'LOST' : 'WON';
      await models.cardDisputes.update(
        { status, closedAt: facts.now, disputedCents: dispute.disputedCents },
        { where: { disputeId: dispute.disputeId } },
      );
      Object.assign(detail, dispute);
    },

    /** Of what the platform has lost to the bank the deal bears as much as is still held for it, and for no other bank. */
    bookDisputeLoss: async (execution) => {
      const { disputeId, disputedCents } = disputeOf(execution);
      const due = dueOf(await models.cardDisputes.findByPk(disputeId, { rejectOnEmpty: true }));
      const heldCents = due ? totalOf(due) : unfrozenCents(execution.facts);
      const lossCents = Math.min(heldCents, disputedCents);
      execution.detail.lossCents = lossCents;
      await move(execution, disputeId, 'loss', lossCents);
    },

    /** An appeal turned the bank's word. */
    reverseDisputeLoss: async (execution) => {
      const { disputeId } = disputeOf(execution);
      const { borneCents } = await models.cardDisputes.findByPk(disputeId, { rejectOnEmpty: true });
      execution.detail.backCents = borneCents;
      await move(execution, disputeId, 'loss-back', borneCents);
    },
    /** As far as money is held for the deal: what has gone out already the platform has lost. */
    bearRefund: async ({ row, facts, input, detail }) => {
      const { disputeId, disputedCents } = given(input.cardDispute);
      const borneCents = Math.min(unfrozenCents(facts), disputedCents);
      Object.assign(detail, { refundedCents: borneCents });
      const isBorne = await payments.bearOutsideRefund(disputeId, [
        { from: escrowOf(row.id), amountCents: borneCents },
        { from: LOSSES, amountCents: disputedCents - borneCents },
      ]);
      if (!isBorne) throw refusals.move_not_open('It is booked already, came back, or is under way still.');
      await models.cardDisputes.update({ borneCents }, { where: { disputeId } });
    },

    takeRefundAgain: async ({ row, input, detail }) => {
      const { disputeId, disputedCents } = given(input.cardDispute);
      const { borneCents } = await models.cardDisputes.findByPk(disputeId, { rejectOnEmpty: true });
      detail.backCents = borneCents;
      if (!given(input.wasBooked)) return;
      await payments.takeOutsideRefundAgain(disputeId, [
        { from: escrowOf(row.id), amountCents: borneCents },
        { from: LOSSES, amountCents: disputedCents - borneCents },
      ]);
      await models.cardDisputes.update({ borneCents: 0 }, { where: { disputeId } });
    },
  } satisfies Record<string, Effect>;
}
