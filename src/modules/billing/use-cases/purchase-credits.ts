/** Sells credits, one by one or as a listing fee: an order, a payment, and credits once the money is here. */
import { Op, UniqueConstraintError } from 'sequelize';
import { lockRows } from '../../../platform/db/lock-rows';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import { Problem } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { counted } from '../../../platform/kernel/in-words';
import { alreadyPaid, type Payment, paymentUnderWay } from '../../payments';
import type { BillingContext } from '../billing.context';
import { refuseOtherPrice } from '../billing.problems';
import type { CreditPurchase, ListingFee } from '../billing.schema';
import type { CreditOrder } from '../credit-order.model';
import type { OrderRequest } from '../credit-order.store';
import { orderPriceOf, purposeOf } from '../credit.rules';
import type { SettleOrder } from './settle-order';

/** An order with the latest payment of it. */
export interface PlacedOrder {
  order: CreditOrder;
  payment: Payment;
}

/** What a listing says to the order of its fee, in the unit that makes it. Either may refuse. */
export interface FeeGate {
  /** Locks the listing: nobody orders its fee beside. */
  lock(): Promise<void>;
  /** Refuses where nothing is due. Asked once it is known which order waits. */
  refusePaid(): Promise<void>;
}

export function createPurchaseCredits(
  { platform, store, payments, audit }: BillingContext,
  { receive, failOrder }: SettleOrder,
) {
  const { config, database, features } = platform;
  const { orders } = store;

  /** Calls the gateway between two units. A card settles at once, a bank debit days later. */
  async function pay(
    actor: UserActor,
    order: CreditOrder,
    { method, paymentMethodId }: Pick<CreditPurchase, 'method' | 'paymentMethodId'>,
  ): Promise<PlacedOrder> {
    if (order.status !== 'AWAITING_PAYMENT') return { order, payment: await findLatestPayment(order) };
    const payment = await payments
      .start({
        actor,
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
    await store.changeMethod(order, method);
    // The event says the same a moment later; whichever comes first has the effect.
    if (payment.status === 'SUCCEEDED') {
      const { id: paymentId, amountCents, late } = payment;
      await receive(order.id, { paymentId, amountCents, late });
    }
    if (payment.status === 'FAILED') await failOrder(order.id);
    return { order: await order.reload(), payment };
  }

  const order = (actor: UserActor, request: OrderRequest, requestKey: string | null): Promise<CreditOrder> =>
    database.atomically(async () => {
      const { method, priceCents: amountCents } = request;
      payments.throwIfNotTaken({ purpose: purposeOf(request), amountCents, method });
      if (request.listingId === null) await replaceWaiting(actor.userId, requestKey);
      const made = await store.create(actor.userId, request, requestKey);
      await audit.record({
        actor,
        action: 'credits.ordered',
        subject: { type: 'credit_order', id: made.id },
        detail: { ...request },
      });
      return made;
    });

  /**
   * In a unit. An order whose payment waits for us gives way to the new one, or both would be taken in the end. Where it
   * may have been taken already, it stands in the way until that is known.
   */
  async function replaceWaiting(userId: string, requestKey: string | null): Promise<void> {
    const waiting = await lockRows(orders, { userId, listingId: null, status: 'AWAITING_PAYMENT' });
    for (const earlier of waiting) {
      if (requestKey !== null && earlier.requestKey === requestKey) continue;
      const step = (await payments.listForSubject(earlier.id)).at(-1)?.nextStep;
      if (step?.step !== 'WAIT_FOR_US') continue;
      if (step.mayBeTaken)
        throw paymentUnderWay(
          `Your order of ${countOf(earlier)} from ${iso(earlier.createdAt)} waits for us: we do not know yet whether it was taken. ` +
            'Buy more once it has been paid or has failed; GET /payments shows it.',
        );
      await payments.cancelOpen(purposeOf(earlier), earlier.id, 'Another order took its place.');
      await store.fail(earlier);
    }
  }

  /** Sent again with the same `requestKey` it is the same order. */
  async function findOrCreate(
    actor: UserActor,
    request: OrderRequest,
    requestKey: string | null,
  ): Promise<CreditOrder> {
    try {
      return await order(actor, request, requestKey);
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    return requireSame(
      await orders.findOne({ where: { userId: actor.userId, requestKey }, rejectOnEmpty: true }),
      request,
    );
  }

  /**
   * In a unit: behind the lock of the listing one order of it at most waits for its money. That order is paid behind its own
   * lock, at any moment: who asks what is paid first, and what waits then, may miss it both times, and orders once more.
   */
  async function findOrOrderFee(
    actor: UserActor,
    request: OrderRequest,
    requestKey: string | null,
    priceRead: number | undefined,
    gate: FeeGate,
  ): Promise<CreditOrder> {
    const repeated = requestKey && (await orders.findOne({ where: { userId: actor.userId, requestKey } }));
    if (repeated) return requireSame(repeated, request);
    await gate.lock();
    const { listingId } = request;
    const waiting = await orders.findOne({
      where: { listingId, userId: actor.userId, status: 'AWAITING_PAYMENT' },
    });
    await gate.refusePaid();
    if (!waiting) features.refuseOff('FEATURE_CREDIT_SALES');
    refuseOtherPrice(priceRead, (waiting ?? request).priceCents);
    return waiting ?? order(actor, request, requestKey);
  }

  async function findPaid(order: CreditOrder, error: unknown): Promise<Payment> {
    const isPaid = error instanceof Problem && error.kind === alreadyPaid;
    const paid = isPaid ? (await payments.listForSubject(order.id)).at(-1) : undefined;
    if (paid?.status !== 'SUCCEEDED') throw error;
    return paid;
  }

  async function findLatestPayment(order: CreditOrder): Promise<Payment> {
    const payment = (await payments.listForSubject(order.id)).at(-1);
    if (!payment) throw new Error(`The order ${order.id} has ended without a payment.`);
    return payment;
  }

  return {
    purchaseCredits: async (
      actor: UserActor,
      { credits, priceCents: priceRead, ...paid }: CreditPurchase,
      requestKey: string | null,
    ): Promise<PlacedOrder> => {
      const priceCents = orderPriceOf(credits, config);
      const request = { listingId: null, credits, priceCents, method: paid.method };
      const isRepeated =
        requestKey !== null && (await orders.count({ where: { userId: actor.userId, requestKey } })) > 0;
      if (!isRepeated) {
        features.refuseOff('FEATURE_CREDIT_SALES');
        refuseOtherPrice(priceRead, priceCents);
      }
      return pay(actor, await findOrCreate(actor, request, requestKey), paid);
    },

    /** The fee buys the one credit that a publication spends. */
    payListingFee: async (
      actor: UserActor,
      { listingId, priceCents: priceRead, ...paid }: ListingFee,
      requestKey: string | null,
      gate: FeeGate,
    ): Promise<PlacedOrder> => {
      const fee = { listingId, credits: 1, priceCents: config.LISTING_FEE_CENTS, method: paid.method };
      const order = await database.atomically(() => findOrOrderFee(actor, fee, requestKey, priceRead, gate));
      return pay(actor, order, paid);
    },

    isListingFeePaid: async (listingId: string, since: number): Promise<boolean> =>
      (await orders.count({ where: { listingId, status: 'PAID', updatedAt: { [Op.gt]: since } } })) > 0,
  };
}

function requireSame(earlier: CreditOrder, request: OrderRequest): CreditOrder {
  const isSame =
    earlier.credits === request.credits &&
    earlier.method === request.method &&
    earlier.listingId === request.listingId;
  if (isSame) return earlier;
  throw idempotencyKeyReused('Use a new key for a new order.');
}

const countOf = ({ credits }: Pick<CreditOrder, 'credits'>): string => counted(credits, 'credit');

const describe = ({ listingId, credits }: CreditOrder): string =>
  listingId === null ? `MC Exchange: ${countOf({ credits })}` : 'MC Exchange: listing fee';
