/** Sells credits, one by one or as a listing fee: an order, a payment, and credits once the money is here. */
import { Op, UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import { Problem } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { alreadyPaid, type Payments, type PaymentView } from '../../payments';
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

type Wanted = Pick<CreditOrder, 'listingId' | 'credits' | 'priceCents' | 'method'>;

export function createPurchaseCredits(
  { clock, config, database }: Platform,
  { orders, payments, settle }: Deps,
) {
  /** Speaks to the gateway between two units. A card settles at once, a bank debit days later. */
  async function pay(
    order: CreditOrder,
    { method, paymentMethodId }: Pick<CreditPurchase, 'method' | 'paymentMethodId'>,
  ): Promise<CreditOrderView> {
    if (order.status !== 'AWAITING_PAYMENT') return show(order);
    const payment = await payments
      .start({
        purpose: purposeOf(order),
        subjectId: order.id,
        payerId: order.userId,
        amountCents: order.priceCents,
        method,
        paymentMethodId,
        description: describe(order),
      })
      // The answer to an earlier try was lost, and so was its effect on the order: here it is.
      .catch((error: unknown) => findPaid(order, error));
    if (order.method !== method) await order.update({ method });
    // The event says the same a moment later; whichever comes first has the effect.
    if (payment.status === 'SUCCEEDED') {
      await settle.complete(order.id, { paymentId: payment.id, amountCents: payment.amountCents });
    }
    if (payment.status === 'FAILED') await settle.fail(order.id);
    return presentOrder(await order.reload(), payment);
  }

  function create(userId: string, wanted: Wanted, requestKey: string | null): Promise<CreditOrder> {
    const now = clock.now();
    return orders.create({
      id: newId(),
      userId,
      requestKey,
      ...wanted,
      status: 'AWAITING_PAYMENT',
      createdAt: now,
      updatedAt: now,
    });
  }

  /** Sent again with the same `requestKey` it is the same order. */
  async function findOrCreate(
    userId: string,
    wanted: Wanted,
    requestKey: string | null,
  ): Promise<CreditOrder> {
    try {
      return await create(userId, wanted, requestKey);
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    return demandSame(await orders.findOne({ where: { userId, requestKey }, rejectOnEmpty: true }), wanted);
  }

  /** In a unit: behind the lock that `admit` takes, one order of a listing at most waits for its money. */
  async function findOrOrderFee(
    userId: string,
    wanted: Wanted,
    requestKey: string | null,
    admit: () => Promise<void>,
  ): Promise<CreditOrder> {
    const repeated = requestKey && (await orders.findOne({ where: { userId, requestKey } }));
    if (repeated) return demandSame(repeated, wanted);
    await admit();
    const { listingId } = wanted;
    const waiting = await orders.findOne({ where: { listingId, userId, status: 'AWAITING_PAYMENT' } });
    return waiting ?? create(userId, wanted, requestKey);
  }

  async function findPaid(order: CreditOrder, error: unknown): Promise<PaymentView> {
    const isPaid = error instanceof Problem && error.kind === alreadyPaid;
    const paid = isPaid ? (await payments.listForSubject(order.id)).at(-1) : undefined;
    if (paid?.status !== 'SUCCEEDED') throw error;
    return paid;
  }

  async function show(order: CreditOrder): Promise<CreditOrderView> {
    const payment = (await payments.listForSubject(order.id)).at(-1);
    if (!payment) throw new Error(`The order ${order.id} has ended without a payment.`);
    return presentOrder(order, payment);
  }

  return {
    purchaseCredits: async (actor: UserActor, wanted: CreditPurchase, requestKey: string | null) => {
      const { credits, method } = wanted;
      const priceCents = priceOf(credits, config.SINGLE_CREDIT_PRICE_CENTS);
      const order = { listingId: null, credits, priceCents, method };
      return pay(await findOrCreate(actor.userId, order, requestKey), wanted);
    },

    /**
     * The fee buys the one credit that a publication spends. `admit` locks the listing and may refuse; it is asked in
     * the unit that makes the order.
     */
    payListingFee: async (
      actor: UserActor,
      wanted: ListingFee,
      requestKey: string | null,
      admit: () => Promise<void>,
    ): Promise<CreditOrderView> => {
      const { listingId, method } = wanted;
      const fee = { listingId, credits: 1, priceCents: config.LISTING_FEE_CENTS, method };
      const order = await database.atomically(() => findOrOrderFee(actor.userId, fee, requestKey, admit));
      return pay(order, wanted);
    },

    isListingFeePaid: async (listingId: string, since: number): Promise<boolean> =>
      (await orders.count({ where: { listingId, status: 'PAID', updatedAt: { [Op.gt]: since } } })) > 0,
  };
}

function demandSame(earlier: CreditOrder, wanted: Wanted): CreditOrder {
  const isSame =
    earlier.credits === wanted.credits &&
    earlier.method === wanted.method &&
    earlier.listingId === wanted.listingId;
  if (isSame) return earlier;
  throw idempotencyKeyReused('Use a new key for a new order.');
}

const describe = ({ listingId, credits }: CreditOrder): string =>
  listingId === null
    ? `MC Exchange: ${credits} credit${credits === 1 ? '' : 's'}`
    : 'MC Exchange: listing fee';
