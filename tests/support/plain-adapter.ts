/** A payment gateway of nobody's, in the port's own words: all that another one than Stripe has to be. */
import { createHmac } from 'node:crypto';
import type { GatewayEvent, GatewayNews, GatewayPayment, GatewayRefund } from '../../src/modules/gateway';
import {
  badSignature,
  GatewayRefusal,
  NOT_FOUND,
  type PaymentGateway,
  STRIPE_LIMITS,
} from '../../src/modules/gateway';
import {
  BANK_DEBIT_SETTLES_AFTER_MS,
  findTestMethod,
  REFUND_SETTLES_AFTER_MS,
} from '../../src/modules/gateway/sandbox/test-methods.rules';
import { newId } from '../../src/platform/kernel/ids';

export const PLAIN_SECRET = 'a secret between the plain gateway and the platform';
export const signPlainly = (body: Buffer | string): string =>
  createHmac('sha256', PLAIN_SECRET).update(body).digest('hex');

/** What it keeps of a thing beyond what it shows: the key that made it, how it ends, and when. */
interface Kept<Thing> {
  thing: Thing;
  key: string;
  paymentMethodId: string;
  settlesAt: number | null;
}

/** It names methods in a form of its own as well: `card:visa`. */
const methodOf = (id: string) => findTestMethod(id.replace(/^card:/, 'pm_card_'));

/** Its world outlives the apps before it, as another company's would. */
export function createPlainGateway(now: () => number) {
  const payments: Kept<GatewayPayment>[] = [];
  const refunds: Kept<GatewayRefund & { paymentId: string }>[] = [];
  const world = { payments, pending: [] as GatewayEvent[], lost: [] as GatewayEvent[] };

  function tell(news: GatewayNews): void {
    const id = `ev_${newId().replaceAll('-', '')}`;
    const objectId = 'id' in news.about ? news.about.id : null;
    world.pending.push({ id, type: news.kind, objectId, payload: JSON.stringify({ id, ...news }) });
  }

  function endPayment({ thing, paymentMethodId }: Kept<GatewayPayment>): void {
    const failure = methodOf(paymentMethodId)?.failure ?? null;
    thing.status = failure ? 'FAILED' : 'SUCCEEDED';
    thing.failure = failure && { code: failure.declineCode ?? failure.code, message: failure.message };
    thing.receivedCents = failure ? 0 : thing.amountCents;
    tell({ kind: 'payment.changed', about: { ...thing } });
  }

  /** Everything whose time has come by now ends. */
  function settle(): void {
    for (const payment of payments) {
      if (payment.thing.status === 'PROCESSING' && (payment.settlesAt ?? 0) <= now()) endPayment(payment);
    }
    for (const { thing, settlesAt } of refunds) {
      if (thing.status !== 'PENDING' || settlesAt === null || settlesAt > now()) continue;
      thing.status = 'SUCCEEDED';
      tell({ kind: 'refund.changed', about: { ...thing } });
    }
  }

  const get = <Thing extends { id: string }>(kept: Kept<Thing>[], id: string): Kept<Thing> => {
    const found = kept.find(({ thing }) => thing.id === id);
    if (!found) throw new GatewayRefusal(NOT_FOUND, `There is no ${id}.`);
    return found;
  };

  const gateway: PaymentGateway = {
    name: 'plain',
    limits: STRIPE_LIMITS,
    billing: null,
    payouts: null,
    identity: null,

    createPayment({ idempotencyKey: key, paymentMethodId, method, amountCents, currency, reference }) {
      const earlier = payments.find((each) => each.key === key);
      if (earlier) return Promise.resolve({ ...earlier.thing });
      const known = methodOf(paymentMethodId);
      if (!known) throw new GatewayRefusal(NOT_FOUND, `No such PaymentMethod: '${paymentMethodId}'`);
      if (known.method !== method) {
        const code = 'payment_intent_incompatible_payment_method';
        throw new GatewayRefusal(code, 'The payment method is of another kind.');
      }
      const thing: GatewayPayment = {
        ...{ id: `pl_${newId().replaceAll('-', '')}`, reference, amountCents, currency },
        ...{ receivedCents: 0, status: 'PROCESSING', failure: null },
        ...{ authenticationUrl: null, customerId: null, invoiceId: null },
      };
      const settlesAt = now() + (method === 'CARD' ? 0 : BANK_DEBIT_SETTLES_AFTER_MS);
      payments.push({ thing, key, paymentMethodId, settlesAt });
      if (method === 'BANK_DEBIT') tell({ kind: 'payment.changed', about: { ...thing } });
      settle();
      return Promise.resolve({ ...thing });
    },
    retrievePayment: (id) => Promise.resolve({ ...get(payments, id).thing }),
    findPayment(reference) {
      const found = payments.find(({ thing }) => thing.reference === reference);
      return Promise.resolve(found ? { ...found.thing } : null);
    },
    // A debit under way cannot be called back, and a card is paid at once.
    cancelPayment: (id) => Promise.resolve({ ...get(payments, id).thing }),

    createRefund({ idempotencyKey: key, paymentId, amountCents, reference }) {
      const { thing: payment, paymentMethodId } = get(payments, paymentId);
      const earlier = refunds.find((each) => each.key === key);
      if (earlier) return Promise.resolve({ ...earlier.thing });
      const isLater = methodOf(paymentMethodId)?.refunds === 'LATER';
      const thing = {
        ...{ id: `rf_${newId().replaceAll('-', '')}`, reference, paymentId, amountCents },
        ...{ currency: payment.currency, failureReason: null },
        status: isLater ? ('PENDING' as const) : ('SUCCEEDED' as const),
      };
      refunds.push({ thing, key, paymentMethodId, settlesAt: now() + REFUND_SETTLES_AFTER_MS });
      tell({ kind: 'refund.changed', about: { ...thing } });
      return Promise.resolve({ ...thing });
    },
    retrieveRefund: (id) => Promise.resolve({ ...get(refunds, id).thing }),
    listRefunds: (paymentId) =>
      Promise.resolve(
        refunds.filter(({ thing }) => thing.paymentId === paymentId).map(({ thing }) => ({ ...thing })),
      ),

    verifyWebhook(rawBody, header) {
      if (header('plain-signature') !== signPlainly(rawBody)) throw badSignature('It was signed otherwise.');
      const payload = rawBody.toString();
      const { id, kind } = JSON.parse(payload) as { id: string } & GatewayNews;
      return { id, type: kind, objectId: null, payload };
    },
    readEvent: (payload) => JSON.parse(payload) as GatewayNews,
    async *readUndelivered() {
      yield await Promise.resolve(world.lost);
    },
    async *readAllPayments() {
      yield await Promise.resolve(payments.map(({ thing }) => ({ ...thing })));
    },
    async *readAllRefunds() {
      yield await Promise.resolve(refunds.map(({ thing }) => ({ ...thing })));
    },
    async *readAllDisputes() {
      yield await Promise.resolve([]);
    },
  };

  return { gateway, world, settle, endPayment };
}
