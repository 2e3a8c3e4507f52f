/** Money came in for a deal: into escrow where it fits, back to the payer where it does not. */
import { notFound } from '../../../platform/http/problem';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import type { MoveOrder } from '../effects/effect';
import { actingAs, type Deal, type OnDeal } from '../make-move';
import { PAYMENT_PURPOSES, type PaymentPurpose } from '../process/facts';
import type { TransactionsContext } from '../transactions.context';
import { notThisPayment, toProblem } from '../transactions.problems';
import type { TransactionView, WireSeen } from '../transactions.schema';
import type { ReadDeal } from './read-deal';

const gateway = systemActor('transactions.payments');

const RECEIVING = { DEPOSIT: 'DEPOSIT_RECEIVED', FINAL_PAYMENT: 'FINAL_PAYMENT_RECEIVED' } as const;

interface Arrival {
  paymentId: string;
  purpose: PaymentPurpose;
  amountCents: number;
}

export const isOurs = (purpose: string): purpose is PaymentPurpose =>
  (PAYMENT_PURPOSES as readonly string[]).includes(purpose);

export function createReceivePayment(
  { models, payments }: TransactionsContext,
  onDeal: OnDeal,
  { view }: Pick<ReadDeal, 'view'>,
) {
  const orderOf = ({ paymentId, purpose, amountCents }: Arrival, actor: Actor): MoveOrder => ({
    move: RECEIVING[purpose],
    mover: 'PAYMENT',
    actor,
    input: { payment: { paymentId, purpose, amountCents } },
  });

  /**
   * On the locked deal. A payment is received once, however often its news comes. One that had been given up before its
   * money came is taken all the same where it still is what is due.
   */
  async function receive(deal: Deal, arrival: Arrival, actor: Actor): Promise<void> {
    if (await models.receipts.findByPk(arrival.paymentId)) return;
    const order = orderOf(arrival, actor);
    const refusal = await deal.refusal(order);
    await deal.make(refusal ? { ...order, move: 'PAYMENT_RETURNED', reason: refusal.because } : order);
  }

  return {
    /** The gateway, or an admin elsewhere, says that a payment for a deal has succeeded. */
    paymentArrived: (transactionId: string, arrival: Arrival): Promise<void> =>
      onDeal(transactionId, (deal) => receive(deal, arrival, gateway)),

    /**
     * An admin has seen a wire at the bank. Refused where the deal cannot take it, unless it is to be sent back.
     * Throws `not_this_payment`, the refusals of the move, and what `payments.confirmWire` throws.
     */
    verifyWire: (
      actor: UserActor,
      id: string,
      paymentId: string,
      purpose: PaymentPurpose,
      wire: WireSeen,
    ): Promise<TransactionView> =>
      onDeal(id, async (deal) => {
        actingAs(deal.row, actor, ['ADMIN']);
        const payment = await payments.getPayment(paymentId);
        if (payment.subjectId !== id) throw notFound('There is no such payment for this deal.');
        if (payment.purpose !== purpose) throw notThisPayment('This payment is for something else.');
        const received = await models.receipts.findByPk(paymentId);
        const arrival = { paymentId, purpose, amountCents: payment.amountCents };
        const refusal = received ? null : await deal.refusal(orderOf(arrival, actor));
        if (refusal && !wire.sendBack) throw toProblem(refusal);
        const { status } = await payments.confirmWire(actor, paymentId, wire);
        if (status === 'SUCCEEDED') await receive(deal, arrival, actor);
        return view(deal.row, actor);
      }),
  };
}
