/** What holds a deal by itself until an administrator has looked: its carrier is stopped, or its payer's bank took money back. */
import { Op } from 'sequelize';
import { systemActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { MoveOrder } from '../effects/effect';
import type { OnDeal } from '../make-move';
import { type MoveName, OUTCOMES } from '../process/process';
import type { TransactionsContext } from '../transactions.context';

const watch = systemActor('transactions.watch');
const bank = systemActor('transactions.card-disputes');

interface Disputed {
  subjectId: string;
  paymentId: string;
  disputeId: string;
  disputedCents: number;
}

export function createStopDeal({ models }: TransactionsContext, onDeal: OnDeal) {
  const hold = (transactionId: string, reason: string): Promise<void> =>
    onDeal(transactionId, async (deal) => {
      const order: MoveOrder = { move: 'HOLD', mover: 'WATCH', actor: watch, reason };
      if (!(await deal.refusal(order))) await deal.make(order);
    });

  const orderOf = (
    move: MoveName,
    { disputeId, paymentId, disputedCents }: Disputed,
    reason?: string,
  ): MoveOrder => ({
    ...{
      move,
      mover: 'PAYMENT',
      actor: bank,
      input: { cardDispute: { disputeId, paymentId, disputedCents } },
    },
    ...(reason ? { reason } : {}),
  });

  /** On the locked deal. What the deal sent back is not its money; of what has not come yet the news waits. */
  async function stoodInEscrow({ paymentId }: Disputed): Promise<boolean> {
    const receipt = await models.receipts.findByPk(paymentId);
    if (!receipt) throw new Error(`The payment ${paymentId} has not reached its deal yet.`);
    return receipt.fate === 'ESCROW';
  }

  return {
    /** In the unit of the news, which may be late or come twice. */
    async carrierStopped({
      listingId,
      hardStops,
    }: {
      listingId: string;
      hardStops: string[];
    }): Promise<void> {
      const open = await models.transactions.findOne({
        where: { listingId, state: { [Op.notIn]: [...OUTCOMES] } },
      });
      const reason = `The FMCSA record of the carrier shows what stops a sale: ${hardStops.join(', ')}.`;
      if (open) await hold(open.id, reason);
    },

    /** In the unit of the news: the payer's bank takes a payment back, until it has decided. */
    paymentDisputed: (news: Disputed & { reason: string }): Promise<void> =>
      onDeal(news.subjectId, async (deal) => {
        if (!(await stoodInEscrow(news)) || (await models.cardDisputes.findByPk(news.disputeId))) return;
        const reason = `The payer’s bank has taken ${dollars(news.disputedCents)} back (${news.reason}).`;
        await deal.make(orderOf('CARD_DISPUTED', news, reason));
      }),

    /** It has decided, perhaps on appeal for the second time. */
    paymentDisputeClosed: (news: Disputed & { outcome: 'WON' | 'LOST' }): Promise<void> =>
      onDeal(news.subjectId, async (deal) => {
        if (!(await stoodInEscrow(news))) return;
        const dispute = await models.cardDisputes.findByPk(news.disputeId);
        if (!dispute) throw new Error(`The card dispute ${news.disputeId} was not heard of yet.`);
        // An appeal may turn a loss into a win, never the other way.
        if (dispute.status === news.outcome || dispute.status === 'WON') return;
        await deal.make(orderOf(news.outcome === 'WON' ? 'CARD_DISPUTE_WON' : 'CARD_DISPUTE_LOST', news));
      }),
  };
}
