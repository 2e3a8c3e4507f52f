/**
 * What a gateway took and fits no payment of ours, by the word of two admins: it goes back to whoever paid it, or makes up
 * the payment that it was meant for, and what is beyond that goes back.
 */
import {
  sumInWords,
  type Booking,
  type GatewayPayment,
  GatewayRefusal,
  type GatewayRefund,
  type Movement,
} from '../../gateway';
import type { Verdict } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { isOpen } from '../payment.rules';
import type { PaymentsContext } from '../payments.context';
import type { EndPayment } from './end-payment';

/** Gives back at the gateway what fits nothing here, or keeps what it does not give back. */
const RETURN_AT_GATEWAY = 'payments.return_stray';
/** What the gateway keeps with such a refund: the account in which its money waits. */
const REFERENCE = /^stray:([0-9a-f-]{36})$/;

/** Told to the payer whose payment it was not. */
const NOT_AS_DUE = 'What was taken was not what was due.';
const NEXT = {
  RETURN: 'It goes back to you; pay again.',
  LOSS: 'It does not count as your payment: write to support.',
};

interface ReturnOrder {
  gateway: string;
  /** The gateway's id of the payment. */
  paymentId: string;
  /** In its own currency. */
  amountCents: number;
  strayId: string;
  /** Orders of before have neither. */
  as?: 'RETURN' | 'LOSS';
  /** When the two administrators said so: another word is another call to the gateway, a retry is the same. */
  orderedAt?: number;
}

export const paymentMoved = ({ id, status, receivedCents, currency }: GatewayPayment): Movement => ({
  objectId: id,
  outCents: status === 'SUCCEEDED' ? -receivedCents : 0,
  isDollars: currency === 'usd',
});

export const refundMoved = ({ id, status, amountCents, currency }: GatewayRefund): Movement => ({
  objectId: id,
  outCents: status === 'SUCCEEDED' ? amountCents : 0,
  isDollars: currency === 'usd',
});

/** What the platform has lost to banks, and to other hands. */
const LOSSES = 'expense:chargebacks';

const parked = (reason: string): Verdict => ({ outcome: 'PARKED', reason });

export type StrayPayments = ReturnType<typeof createStrayPayments>;

export function createStrayPayments(
  { platform, models, gateways, ledger, stray }: PaymentsContext,
  end: EndPayment,
) {
  const { clock, database, log, queue } = platform;
  const { payments } = models;

  const giveBack = (order: Omit<ReturnOrder, 'orderedAt'>): Promise<unknown> =>
    queue.enqueue(RETURN_AT_GATEWAY, { ...order, orderedAt: clock.now() });

  /** In a unit: all of it goes back, or stays with the platform. What was open for it is over, and its payer pays anew. */
  async function settleAll(
    gateway: string,
    there: GatewayPayment,
    payment: PaymentRow | null,
    booking: Booking,
    as: keyof typeof NEXT,
  ): Promise<Verdict> {
    const { id: strayId } = booking;
    const account = as === 'RETURN' ? `unallocated:${strayId}` : undefined;
    const verdict = await stray.bookAs(gateway, paymentMoved(there), booking, account);
    if (verdict.outcome !== 'RECORDED') return verdict;
    const isOwn = payment?.gatewayPaymentId === null || payment?.gatewayPaymentId === there.id;
    if (payment?.gateway === gateway && isOwn && isOpen(payment.status))
      await end.fail(payment, { code: 'not_as_due', message: `${NOT_AS_DUE} ${NEXT[as]}` }, there.id);
    if (as === 'RETURN')
      await giveBack({ gateway, paymentId: there.id, amountCents: there.receivedCents, strayId });
    return verdict;
  }

  /** In a unit: it is the payment that is named; what it brought beyond that goes back. */
  async function assign(gateway: string, there: GatewayPayment, booking: Booking): Promise<Verdict> {
    const payment = await payments.findByPk(booking.subjectId ?? '', { lock: true });
    if (payment?.gateway !== gateway) return parked('Name a payment by this gateway (subjectId).');
    if (payment.status === 'SUCCEEDED') return parked(`The payment ${payment.id} has its money.`);
    if (payment.gatewayPaymentId !== null && payment.gatewayPaymentId !== there.id)
      return parked(
        `The payment ${payment.id} is ${payment.gatewayPaymentId} at the gateway: cancel it first.`,
      );
    const restCents = there.receivedCents - payment.amountCents;
    if (there.status !== 'SUCCEEDED' || there.currency !== payment.currency || restCents < 0)
      return parked(
        `${sumInWords(payment.amountCents, payment.currency)} is due; it brought ${sumInWords(there.receivedCents, there.currency)}.`,
      );
    await end.succeed(payment, `gateway:${gateway}`, { gatewayPaymentId: there.id });
    if (restCents > 0) {
      const { id: strayId } = booking;
      const rest = { objectId: there.id, outCents: -restCents };
      await stray.book(gateway, rest, `unallocated:${strayId}`);
      await giveBack({ gateway, paymentId: there.id, amountCents: restCents, strayId });
    }
    return { outcome: 'RECORDED' };
  }

  /** In a unit: what was to go back and waits, since the gateway has refused to. It is asked again, or the platform keeps it. */
  async function settleIdle(
    gateway: string,
    there: GatewayPayment,
    { id: strayId, as }: Booking,
    amountCents: number,
  ): Promise<Verdict> {
    if (as !== 'RETURN' && as !== 'LOSS')
      return parked('It waits to go back: RETURN asks the gateway again, LOSS keeps it.');
    await giveBack({ gateway, paymentId: there.id, amountCents, strayId, as });
    return { outcome: 'RECORDED' };
  }

  const keep = (strayId: string): Promise<void> =>
    database.atomically(async () => {
      const debit = `unallocated:${strayId}` as const;
      const amount = await ledger.balance(debit);
      if (amount <= 0) return;
      await ledger.post([
        {
          id: `stray:${strayId}:kept`,
          ...{ debit, credit: LOSSES, amount, unit: 'USD' },
          reason: 'The gateway does not give it back',
          subject: { type: 'webhook_event', id: strayId },
        },
      ]);
    });

  /** In a unit: null where no admin has said how it ends. */
  async function bookPayment(
    gateway: string,
    there: GatewayPayment,
    payment: PaymentRow | null,
    booking?: Booking,
  ): Promise<Verdict | null> {
    const restingCents = booking ? await ledger.balance(`unallocated:${booking.id}`) : 0;
    if (booking && restingCents > 0) return settleIdle(gateway, there, booking, restingCents);
    if (booking?.as === 'RETURN' || booking?.as === 'LOSS')
      return settleAll(gateway, there, payment, booking, booking.as);
    if (booking?.as === 'ASSIGN') return assign(gateway, there, booking);
    // What was beyond its sum is booked for itself.
    const isSplit = payment?.status === 'SUCCEEDED' && payment.gatewayPaymentId === there.id;
    return isSplit && (await stray.has(gateway, there.id)) ? { outcome: 'KNOWN' } : null;
  }

  /** In a unit: a refund of what fits no payment, by us or in the dashboard. Null where it is none. */
  async function settleRefund(gateway: string, reported: GatewayRefund): Promise<Verdict | null> {
    const [, strayId] = REFERENCE.exec(reported.reference ?? '') ?? [];
    const account = strayId
      ? `unallocated:${strayId}`
      : reported.reference === null && reported.paymentId !== null
        ? await stray.findHolding(gateway, reported.paymentId)
        : null;
    if (account === null) return null;
    const moved = refundMoved(reported);
    // What is not in dollars gives back all that was taken.
    const outCents = moved.isDollars || moved.outCents === 0 ? moved.outCents : await ledger.balance(account);
    // It may have been kept by the platform since.
    const missingCents = await stray.missingOf(gateway, { objectId: moved.objectId, outCents });
    if ((await ledger.balance(account)) < missingCents) return null;
    const isNews = await stray.book(gateway, { objectId: moved.objectId, outCents }, account);
    return { outcome: isNews ? 'RECORDED' : 'KNOWN' };
  }

  queue.handle(RETURN_AT_GATEWAY, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { gateway, paymentId, amountCents, strayId, as, orderedAt } = payload as ReturnOrder;
    const there = gateways.find(gateway);
    if (!there || (await ledger.balance(`unallocated:${strayId}`)) === 0) return;
    const reference = `stray:${strayId}`;
    // One whose answer was lost is found, and one that is under way is not paid twice, nor kept.
    const made = await there.listRefunds(paymentId);
    if (made.some((refund) => refund.reference === reference && refund.status !== 'FAILED')) return;
    if (as === 'LOSS') return keep(strayId);
    // A key repeats its answer: what was refused is asked with another, and only a new word has one.
    const idempotencyKey = orderedAt === undefined ? reference : `${reference}:${orderedAt}`;
    try {
      await there.createRefund({ idempotencyKey, reference, paymentId, amountCents });
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      // It is on the list of stuck money, with what ends it.
      log.error('the gateway does not give back what fits nothing here', { paymentId, code: error.code });
    }
  });

  return { bookPayment, settleRefund };
}
