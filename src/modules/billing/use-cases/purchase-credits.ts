/** Sells credits, one by one or as a listing fee: an order, a payment, and credits once the money is here. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Payments } from '../../payments';
import type { CreditOrderView, CreditPurchase, ListingFee } from '../billing.schema';
import { presentOrder } from '../billing.view';
import type { CreditOrder, CreditOrders } from '../credit-order.model';
import { priceOf, purposeOf } from '../credit.rules';
import type { SettleOrder } from './settle-order';

interface Deps {
  orders: CreditOrders;
  payments: Payments;
  settle: SettleOrder;
}

export function createPurchaseCredits({ clock, config }: Platform, { orders, payments, settle }: Deps) {
  type Wanted = Pick<CreditOrder, 'listingId' | 'credits' | 'priceCents' | 'method'>;

  /**
   * Speaks to the gateway between two units; sent again with the same `requestKey` it goes on with the same order. A
   * card settles at once, a bank debit days later.
   */
  async function placeOrder(
    actor: UserActor,
    wanted: Wanted,
    paymentMethodId: string,
    requestKey: string | null,
  ): Promise<CreditOrderView> {
    const order = await findOrCreate(actor.userId, wanted, requestKey);
    if (order.status !== 'AWAITING_PAYMENT') return show(order);
    const payment = await payments.start({
      purpose: purposeOf(order),
      subjectId: order.id,
      payerId: order.userId,
      amountCents: order.priceCents,
      method: order.method,
      paymentMethodId,
      description: describe(order),
    });
    // The event says the same a moment later; whichever comes first has the effect.
    if (payment.status === 'SUCCEEDED') {
      await settle.complete(order.id, { paymentId: payment.id, amountCents: payment.amountCents });
    }
    if (payment.status === 'FAILED') await settle.fail(order.id);
    return presentOrder(await order.reload(), payment);
  }

  async function findOrCreate(
    userId: string,
    wanted: Wanted,
    requestKey: string | null,
  ): Promise<CreditOrder> {
    const now = clock.now();
    try {
      return await orders.create({
        id: newId(),
        userId,
        requestKey,
        ...wanted,
        status: 'AWAITING_PAYMENT',
        createdAt: now,
        updatedAt: now,
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    const earlier = await orders.findOne({ where: { userId, requestKey }, rejectOnEmpty: true });
    const isSame =
      earlier.credits === wanted.credits &&
      earlier.method === wanted.method &&
      earlier.listingId === wanted.listingId;
    if (isSame) return earlier;
    throw idempotencyKeyReused('Use a new key for a new order.');
  }

  async function show(order: CreditOrder): Promise<CreditOrderView> {
    const payment = (await payments.listForSubject(order.id)).at(-1);
    if (!payment) throw new Error(`The order ${order.id} has ended without a payment.`);
    return presentOrder(order, payment);
  }

  return {
    purchaseCredits: (actor: UserActor, wanted: CreditPurchase, requestKey: string | null) => {
      const { credits, method, paymentMethodId } = wanted;
      const priceCents = priceOf(credits, config.SINGLE_CREDIT_PRICE_CENTS);
      return placeOrder(actor, { listingId: null, credits, priceCents, method }, paymentMethodId, requestKey);
    },

    /** The fee buys the one credit that a publication spends. */
    payListingFee: (actor: UserActor, wanted: ListingFee, requestKey: string | null) => {
      const { listingId, method, paymentMethodId } = wanted;
      const priceCents = config.LISTING_FEE_CENTS;
      return placeOrder(actor, { listingId, credits: 1, priceCents, method }, paymentMethodId, requestKey);
    },
  };
}

const describe = ({ listingId, credits }: CreditOrder): string =>
  listingId === null
    ? `MC Exchange: ${credits} credit${credits === 1 ? '' : 's'}`
    : 'MC Exchange: listing fee';
