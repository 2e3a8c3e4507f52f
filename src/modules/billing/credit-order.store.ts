/** The only place where an order of credits changes; its money and its credits move in the same unit. */
import { newId } from '../../platform/kernel/ids';
import type { Platform } from '../../platform/platform';
import type { Ledger } from '../ledger';
import { creditsPurchased } from './billing.events';
import { type CreditOrder, defineCreditOrders } from './credit-order.model';
import { earning, movement } from './credit.rules';

export type OrderRequest = Pick<CreditOrder, 'listingId' | 'credits' | 'priceCents' | 'method'>;

export interface ReceivedPayment {
  paymentId: string;
  amountCents: number;
}

export type CreditOrderStore = ReturnType<typeof createCreditOrderStore>;

export function createCreditOrderStore({ clock, database, events }: Platform, ledger: Ledger) {
  const orders = defineCreditOrders(database);

  function create(userId: string, request: OrderRequest, requestKey: string | null): Promise<CreditOrder> {
    const now = clock.now();
    return orders.create({
      id: newId(),
      userId,
      requestKey,
      ...request,
      status: 'AWAITING_PAYMENT',
      createdAt: now,
      updatedAt: now,
    });
  }

  const lock = (orderId: string): Promise<CreditOrder> =>
    orders.findByPk(orderId, { lock: true, rejectOnEmpty: true });

  /** The buyer tries again with another method. */
  async function changeMethod(order: CreditOrder, method: CreditOrder['method']): Promise<void> {
    if (order.method !== method) await order.update({ method });
  }

  /** In a unit, on a locked order: the money becomes revenue and the credits are issued, together and once. */
  async function complete(order: CreditOrder, { paymentId, amountCents }: ReceivedPayment): Promise<void> {
    const { id, userId, listingId, credits, priceCents } = order;
    if (amountCents !== priceCents) {
      throw new Error(`Order ${id} costs ${priceCents} cents, ${amountCents} were paid.`);
    }
    await order.update({ status: 'PAID', updatedAt: clock.now() });
    const reason = listingId === null ? 'Credits bought' : 'Listing fee paid';
    await ledger.post([
      earning({ id, listingId, priceCents, paymentId }),
      movement('PURCHASE', id, userId, credits, reason, { type: 'credit_order', id }),
    ]);
    await events.emit(creditsPurchased, { userId, orderId: id, credits, priceCents });
  }

  /** In a unit, on a locked order. */
  async function fail(order: CreditOrder): Promise<void> {
    if (order.status === 'AWAITING_PAYMENT') {
      await order.update({ status: 'FAILED', updatedAt: clock.now() });
    }
  }

  return { orders, create, lock, changeMethod, complete, fail };
}
