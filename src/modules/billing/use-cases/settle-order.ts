/** Turns payment events into credits, or into the end of the order. */
import { systemActor } from '../../../platform/kernel/actor';
import { paymentFailed, type PaymentStatus, paymentSucceeded } from '../../payments';
import type { BillingContext } from '../billing.context';
import type { ReceivedPayment } from '../credit-order.store';
import { isOrder } from '../credit.rules';

/** A payment that may still bring the money, or has brought it. */
const NOT_FAILED: PaymentStatus[] = ['STARTED', 'PROCESSING', 'SUCCEEDED'];

export type SettleOrder = ReturnType<typeof createSettleOrder>;

export function createSettleOrder({ platform, store, payments, audit }: BillingContext) {
  const { database, events } = platform;

  events.on(paymentSucceeded, 'billing', { runs: 'unit' }, async (payment, { occurredAt }) => {
    const { purpose, subjectId, paymentId } = payment;
    if (!isOrder(purpose) || (await payments.isGivenBack(paymentId, occurredAt))) return;
    await receive(subjectId, payment);
  });
  events.on(paymentFailed, 'billing', { runs: 'unit' }, async ({ purpose, subjectId }) => {
    if (isOrder(purpose)) await failOrder(subjectId);
  });

  /** The money pays the order once. What comes after another payment has paid it is late, and goes back by itself. */
  const receive = (orderId: string, payment: ReceivedPayment & { late: boolean }): Promise<void> =>
    database.atomically(async () => {
      const order = await store.lock(orderId);
      if (payment.late)
        return giveBack(
          payment,
          'The payment had been given up, or the order was paid, before the money came.',
        );
      if (order.status === 'PAID') return;
      await store.complete(order, payment);
      await audit.record({
        actor: systemActor('billing.orders'),
        action: 'credits.purchased',
        subject: { type: 'credit_order', id: orderId },
        detail: { userId: order.userId, credits: order.credits, paymentId: payment.paymentId },
      });
    });

  /**
   * A failed payment may still succeed later, and then completes the order. The failure of one payment may arrive while
   * the next is in progress: the order waits for that one.
   */
  const failOrder = (orderId: string): Promise<void> =>
    database.atomically(async () => {
      const order = await store.lock(orderId);
      const tries = await payments.listForSubject(orderId);
      if (!tries.some(({ status }) => NOT_FAILED.includes(status))) await store.fail(order);
    });

  const giveBack = ({ paymentId, amountCents }: ReceivedPayment, reason: string): Promise<void> =>
    payments.refund({
      key: `credit-order:late:${paymentId}`,
      paymentId,
      amountCents,
      from: `unallocated:${paymentId}`,
      reason,
    });

  return { receive, failOrder };
}
