/**
 * What holds a deal by itself until an administrator has looked: its carrier is stopped, its payer's bank took money back,
 * or other hands refunded it at the gateway.
 */
import { Op } from 'sequelize';
import { systemActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { OnTransaction } from '../make-move';
import type { MoveRequest } from '../process/facts';
import { type MoveName, OUTCOMES } from '../process/process';
import type { TransactionsContext } from '../transactions.context';

const watch = systemActor('transactions.watch');
const bank = systemActor('transactions.card-disputes');
const gatewayHands = systemActor('transactions.outside-refunds');

interface RefundedOutside {
  subjectId: string;
  paymentId: string;
  outsideRefundId: string;
  givenBackCents: number;
}

interface Disputed {
  subjectId: string;
  paymentId: string;
  disputeId: string;
  disputedCents: number;
}

export function createWatchTransaction({ models }: TransactionsContext, onTransaction: OnTransaction) {
  const hold = (transactionId: string, reason: string): Promise<void> =>
    onTransaction(transactionId, async (locked) => {
      await locked.tryMake({ move: 'HOLD', mover: 'WATCH', actor: watch, reason });
    });

  const requestFor = (
    move: MoveName,
    { disputeId, paymentId, disputedCents }: Disputed,
    reason?: string,
  ): MoveRequest => ({
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
      stops,
    }: {
      listingId: string;
      hardStops: string[];
      stops: string[];
    }): Promise<void> {
      const open = await models.transactions.findOne({
        where: { listingId, state: { [Op.notIn]: [...OUTCOMES] } },
      });
      const said = stops.length > 0 ? stops : hardStops;
      const reason = `The carrier fails what a sale needs. ${said.join('; ')}.`;
      if (open) await hold(open.id, reason);
    },

    /** In the unit of the news: the payer's bank takes a payment back, until it has decided. */
    paymentDisputed: (news: Disputed & { reason: string }): Promise<void> =>
      onTransaction(news.subjectId, async (locked) => {
        if (!(await stoodInEscrow(news)) || (await models.cardDisputes.findByPk(news.disputeId))) return;
        const reason = `The payer’s bank has taken ${dollars(news.disputedCents)} back (${news.reason}).`;
        await locked.make(requestFor('CARD_DISPUTED', news, reason));
      }),

    /** Other hands gave a payment back at the gateway: the money of the deal is less than it seems. */
    refundedOutside: (news: RefundedOutside): Promise<void> =>
      onTransaction(news.subjectId, async (locked) => {
        const { outsideRefundId: disputeId, paymentId, givenBackCents: disputedCents } = news;
        const disputed = { ...news, disputeId, paymentId, disputedCents };
        if (!(await stoodInEscrow(disputed)) || (await models.cardDisputes.findByPk(disputeId))) return;
        const reason = `${dollars(disputedCents)} were refunded at the payment gateway, and not by this deal.`;
        await locked.make({ ...requestFor('REFUNDED_OUTSIDE', disputed, reason), actor: gatewayHands });
      }),

    /** An admin booked it as borne by others, or it came back. */
    outsideRefundClosed: (
      news: RefundedOutside,
      move: 'REFUND_NOT_BORNE' | 'REFUND_CAME_BACK',
      wasBooked: boolean,
    ): Promise<void> =>
      onTransaction(news.subjectId, async (locked) => {
        const { outsideRefundId: disputeId, paymentId, givenBackCents: disputedCents } = news;
        const disputed = { ...news, disputeId, paymentId, disputedCents };
        if (!(await stoodInEscrow(disputed))) return;
        const noted = await models.cardDisputes.findByPk(disputeId);
        if (!noted) throw new Error(`The refund ${disputeId} was not heard of yet.`);
        if (noted.status === 'WON') return;
        const request = requestFor(move, disputed);
        await locked.make({ ...request, input: { ...request.input, wasBooked }, actor: gatewayHands });
      }),

    /** It has decided, perhaps on appeal for the second time. */
    paymentDisputeClosed: (news: Disputed & { outcome: 'WON' | 'LOST' }): Promise<void> =>
      onTransaction(news.subjectId, async (locked) => {
        if (!(await stoodInEscrow(news))) return;
        const dispute = await models.cardDisputes.findByPk(news.disputeId);
        if (!dispute) throw new Error(`The card dispute ${news.disputeId} was not heard of yet.`);
        // An appeal may turn a loss into a win, never the other way.
        if (dispute.status === news.outcome || dispute.status === 'WON') return;
        await locked.make(
          requestFor(news.outcome === 'WON' ? 'CARD_DISPUTE_WON' : 'CARD_DISPUTE_LOST', news),
        );
      }),
  };
}
