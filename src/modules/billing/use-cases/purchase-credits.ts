/** Sells credits one by one: an order, a payment, and credits once the money is here. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Payments } from '../../payments';
import type { CreditOrderView, CreditPurchase } from '../billing.schema';
import { presentOrder } from '../billing.view';
import type { CreditOrder, CreditOrders } from '../credit-order.model';
import { CREDIT_PURCHASE, priceOf } from '../credit.rules';
import type { SettleOrder } from './settle-order';

interface Deps {
  orders: CreditOrders;
  payments: Payments;
  settle: SettleOrder;
}

export function createPurchaseCredits({ clock, config }: Platform, { orders, payments, settle }: Deps) {
  /**
   * Speaks to the gateway between two units; sent again with the same `requestKey` it goes on with the same order. A
   * card settles at once, a bank debit days later.
   */
  return async function purchaseCredits(
    actor: UserActor,
    wanted: CreditPurchase,
    requestKey: string | null,
  ): Promise<CreditOrderView> {
    const order = await findOrCreate(actor.userId, wanted, requestKey);
    if (order.status !== 'AWAITING_PAYMENT') return show(order);
    const payment = await payments.start({
      purpose: CREDIT_PURCHASE,
      subjectId: order.id,
      payerId: order.userId,
      amountCents: order.priceCents,
      method: order.method,
      paymentMethodId: wanted.paymentMethodId,
      description: `MC Exchange: ${order.credits} credit${order.credits === 1 ? '' : 's'}`,
    });
    // The event says the same a moment later; whichever comes first has the effect.
    if (payment.status === 'SUCCEEDED') {
      await settle.complete(order.id, { paymentId: payment.id, amountCents: payment.amountCents });
    }
    if (payment.status === 'FAILED') await settle.fail(order.id);
    return presentOrder(await order.reload(), payment);
  };

  async function findOrCreate(
    userId: string,
    wanted: CreditPurchase,
    requestKey: string | null,
  ): Promise<CreditOrder> {
    const now = clock.now();
    try {
      return await orders.create({
        id: newId(),
        userId,
        requestKey,
        credits: wanted.credits,
        priceCents: priceOf(wanted.credits, config.SINGLE_CREDIT_PRICE_CENTS),
        method: wanted.method,
        status: 'AWAITING_PAYMENT',
        createdAt: now,
        updatedAt: now,
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    const earlier = await orders.findOne({ where: { userId, requestKey }, rejectOnEmpty: true });
    if (earlier.credits === wanted.credits && earlier.method === wanted.method) return earlier;
    throw idempotencyKeyReused('Use a new key for a new order.');
  }

  async function show(order: CreditOrder): Promise<CreditOrderView> {
    const payment = (await payments.listForSubject(order.id)).at(-1);
    if (!payment) throw new Error(`The order ${order.id} has ended without a payment.`);
    return presentOrder(order, payment);
  }
}
