/** Keeps what the banks of payers say of a deal's payments, and lets the deal bear what they take back for good. */
import { escrowOf, LOSSES } from '../books.rules';
import type { TransactionsContext } from '../transactions.context';
import { type Doing, type Effect, given } from './effect';

export function createCardDisputeEffects({ models, ledger }: TransactionsContext) {
  const disputeOf = ({ input }: Doing) => given(input.cardDispute);

  async function move({ row, facts }: Doing, disputeId: string, way: 'loss' | 'loss-back', amount: number) {
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
    noteCardDispute: async (doing) => {
      const { row, facts, detail } = doing;
      const dispute = disputeOf(doing);
      await models.cardDisputes.create({
        ...dispute,
        ...{ transactionId: row.id, status: 'OPEN', borneCents: 0, openedAt: facts.now },
      });
      Object.assign(detail, dispute);
    },

    closeCardDispute: async (doing) => {
      const { order, facts, detail } = doing;
      const dispute = disputeOf(doing);
      const status = order.move === 'CARD_DISPUTE_WON' ? 'WON' : 'LOST';
      await models.cardDisputes.update(
        { status, closedAt: facts.now },
        { where: { disputeId: dispute.disputeId } },
      );
      Object.assign(detail, dispute);
    },

    /** Of what the house has lost to the bank the deal bears as much as is still held for it. */
    bearLoss: async (doing) => {
      const { disputeId, disputedCents } = disputeOf(doing);
      const lossCents = Math.min(doing.facts.heldCents, disputedCents);
      doing.detail.lossCents = lossCents;
      await move(doing, disputeId, 'loss', lossCents);
    },

    /** An appeal turned the bank's word. */
    takeLossBack: async (doing) => {
      const { disputeId } = disputeOf(doing);
      const { borneCents } = await models.cardDisputes.findByPk(disputeId, { rejectOnEmpty: true });
      await move(doing, disputeId, 'loss-back', borneCents);
    },
  } satisfies Record<string, Effect>;
}
