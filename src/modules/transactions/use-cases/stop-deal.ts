/** What holds a deal by itself until an administrator has looked: its carrier is stopped, or its payer's bank took money back. */
import { Op } from 'sequelize';
import { systemActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { MoveOrder } from '../effects/effect';
import type { OnDeal } from '../make-move';
import { OUTCOMES } from '../process/process';
import type { TransactionsContext } from '../transactions.context';

const watch = systemActor('transactions.watch');

export function createStopDeal({ models }: TransactionsContext, onDeal: OnDeal) {
  const hold = (transactionId: string, reason: string): Promise<void> =>
    onDeal(transactionId, async (deal) => {
      const order: MoveOrder = { move: 'HOLD', mover: 'WATCH', actor: watch, reason };
      if (!(await deal.refusal(order))) await deal.make(order);
    });

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

    /** The same, for a payment of the deal that the payer disputes with his bank. */
    async paymentDisputed(dispute: {
      paymentId: string;
      subjectId: string;
      disputedCents: number;
      reason: string;
    }): Promise<void> {
      if (!(await models.receipts.findByPk(dispute.paymentId))) return;
      const amount = dollars(dispute.disputedCents);
      await hold(dispute.subjectId, `The payer’s bank has taken ${amount} back (${dispute.reason}).`);
    },
  };
}
