/** Turns the news of a payment into credits, or into the end of the order. */
import type { Platform } from '../../../platform/platform';
import type { Ledger } from '../../ledger';
import { paymentFailed, type Payments, type PaymentStatus, paymentSucceeded } from '../../payments';
import { creditsPurchased } from '../billing.events';
import type { CreditOrder, CreditOrders } from '../credit-order.model';
import { earning, isOrder, movement } from '../credit.rules';

const HOPEFUL: PaymentStatus[] = ['STARTED', 'PROCESSING', 'SUCCEEDED'];

export type SettleOrder = ReturnType<typeof createSettleOrder>;

interface Deps {
  orders: CreditOrders;
  ledger: Ledger;
  payments: Payments;
}

export function createSettleOrder({ clock, database, outbox }: Platform, { orders, ledger, payments }: Deps) {
  outbox.on(paymentSucceeded, 'billing', { runs: 'unit' }, async (payment) => {
    if (!isOrder(payment.purpose)) return;
    if (payment.late) await giveMoneyBack(payment);
    else await complete(payment.subjectId, payment);
  });
  outbox.on(paymentFailed, 'billing', { runs: 'unit' }, async ({ purpose, subjectId }) => {
    if (isOrder(purpose)) await fail(subjectId);
  });

  const lock = (orderId: string): Promise<CreditOrder> =>
    orders.findByPk(orderId, { lock: true, rejectOnEmpty: true });

  /** The money is earned and the credits are issued, together and once. */
  const complete = (orderId: string, payment: { paymentId: string; amountCents: number }): Promise<void> =>
    database.atomically(async () => {
      const order = await lock(orderId);
      if (order.status === 'PAID') return;
      if (payment.amountCents !== order.priceCents) {
        throw new Error(
          `Order ${orderId} costs ${order.priceCents} cents, ${payment.amountCents} were paid.`,
        );
      }
      await order.update({ status: 'PAID', updatedAt: clock.now() });
      const { id, userId, listingId, credits, priceCents } = order;
      const reason = listingId === null ? 'Credits bought' : 'Listing fee paid';
      await ledger.post([
        earning({ id, listingId, priceCents, paymentId: payment.paymentId }),
        movement('PURCHASE', id, userId, credits, reason, { type: 'credit_order', id }),
      ]);
      await outbox.emit(creditsPurchased, { userId, orderId: id, credits, priceCents });
    });

  /**
   * A payment that failed may still succeed later; then the order is completed all the same. That an earlier try failed
   * may be heard while another is under way: then the order waits for that one.
   */
  const fail = (orderId: string): Promise<void> =>
    database.atomically(async () => {
      const order = await lock(orderId);
      if (order.status !== 'AWAITING_PAYMENT') return;
      const tries = await payments.listForSubject(orderId);
      if (tries.some(({ status }) => HOPEFUL.includes(status))) return;
      await order.update({ status: 'FAILED', updatedAt: clock.now() });
    });

  const giveMoneyBack = (payment: { paymentId: string; amountCents: number }): Promise<void> =>
    payments.refund({
      key: `credit-order:late:${payment.paymentId}`,
      paymentId: payment.paymentId,
      amountCents: payment.amountCents,
      from: `unallocated:${payment.paymentId}`,
      reason: 'The payment had been given up before the money came.',
    });

  return { complete, fail };
}
