/**
 * Takes in what was given back at the gateway past us, and books whose money it was: of what the payment had paid for,
 * of the platform, or of a refund that we owed.
 */
import { dollars } from '../../../platform/kernel/money';
import { inWords } from '../../../platform/kernel/in-words';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Booking, GatewayRefund, Verdict } from '../../gateway';
import { type BookedAs, isTotal, type OutsideRefundRow, totalId } from '../outside-refund.model';
import type { PaymentRow } from '../payment.model';
import {
  invoiceRefundedOutside,
  outsideRefundBooked,
  outsideRefundUndone,
  paymentRefundedOutside,
} from '../payments.events';
import { outsideRefundBookedBefore, refundNotWaiting } from '../payments.problems';
import type { BookOutsideRefund } from '../payments.schema';
import { refundSucceeded } from '../payments.events';
import type { PaymentsContext } from '../payments.context';
import { factsOf } from './end-payment';
import type { RecordRefund } from './record-refund';

/** What the platform has lost to banks, and to other hands. */
const LOSSES = 'expense:chargebacks';

export const outsideOf = (id: string): string => `outside:${id}`;

/** A part of what was given back, and the account whose money it was. */
export interface BornePart {
  from: string;
  amountCents: number;
}

/** What was given back: a payment of ours, or what paid an invoice. */
type Refunded = { payment: PaymentRow; customerId: null; gatewayInvoiceId: null } | RefundedInvoice;
interface RefundedInvoice {
  payment: null;
  customerId: string;
  gatewayInvoiceId: string;
}

/** What the gateway says has been refunded of a payment in all, and what of it is not known here. */
interface Total {
  paymentId: string;
  refundedCents: number;
  missingCents: number;
}

export type OutsideRefunds = ReturnType<typeof createOutsideRefunds>;

export function createOutsideRefunds(
  { platform, models, ledger, audit, approvals, parties }: PaymentsContext,
  recordRefund: () => Pick<RecordRefund, 'succeed' | 'fail' | 'factsOf'>,
) {
  const { clock, database, events } = platform;
  const { payments, invoicePayments, refunds, outsideRefunds } = models;

  const transfer = (row: OutsideRefundRow, what: string, debit: string, credit: string, amount: number) => ({
    ...{ id: `outside:${row.id}:${what}`, debit, credit, amount, unit: 'USD' as const },
    reason: 'Given back at the gateway, past us',
    subject: { type: 'outside_refund', id: row.id },
  });

  /** In a unit; may come any number of times and in any order. */
  async function record(gateway: string, reported: GatewayRefund, booking?: Booking): Promise<Verdict> {
    if (reported.currency !== 'usd')
      return { outcome: 'PARKED', reason: `Expected usd, the gateway says ${reported.currency}.` };
    const found = await lockRefunded(gateway, reported.paymentId);
    if ('outcome' in found) return found;
    const known =
      (await outsideRefunds.findOne({ where: { gateway, gatewayRefundId: reported.id }, lock: true })) ??
      (booking ? null : await findInTotal(gateway, found, reported));
    if (known && 'outcome' in known) return known;
    const row = known ?? (await begin(gateway, found, reported));
    if (!row) return { outcome: 'RECORDED' };
    if (row.amountCents !== reported.amountCents) {
      const reason = `${dollars(row.amountCents)} was given back, now ${dollars(reported.amountCents)}.`;
      return { outcome: 'PARKED', reason };
    }
    return follow(row, found, reported);
  }

  /** Where the total of a payment was booked, it may be among that; what just makes it up is it. */
  async function findInTotal(
    gateway: string,
    { payment, gatewayInvoiceId }: Refunded,
    { id: gatewayRefundId, amountCents }: GatewayRefund,
  ): Promise<OutsideRefundRow | Verdict | null> {
    const of = payment ? { paymentId: payment.id } : { gatewayInvoiceId };
    const totals = (
      await outsideRefunds.findAll({ where: { gateway, ...of }, order: [['foundAt', 'ASC']], lock: true })
    ).filter((row) => isTotal(row) && row.status !== 'UNDONE');
    const same = totals.find((row) => row.amountCents === amountCents);
    if (same) return same.update({ gatewayRefundId });
    if (totals.length === 0) return null;
    const reason =
      'What was refunded of the payment was booked by its total. Dismiss it where it is a part of that; otherwise book it as a refund.';
    return { outcome: 'PARKED', reason };
  }

  /** In a unit: what two admins say of a sum of refunds that the gateway has told of alone. */
  async function recordTotal(
    gateway: string,
    { paymentId, refundedCents, missingCents }: Total,
    booking: Booking,
  ): Promise<Verdict> {
    const id = totalId(paymentId, refundedCents);
    const verdict = await record(
      gateway,
      {
        ...{ id, reference: null, paymentId, amountCents: missingCents, currency: 'usd' },
        ...{ status: 'SUCCEEDED', failureReason: null },
      },
      booking,
    );
    if (verdict.outcome !== 'RECORDED' || booking.as !== 'LOSS') return verdict;
    const row = await outsideRefunds.findOne({ where: { gateway, gatewayRefundId: id }, lock: true });
    // It was what we owed.
    if (row?.status !== 'UNBOOKED') return verdict;
    const payment = row.paymentId ? await payments.findByPk(row.paymentId, { lock: true }) : null;
    await lose(row, payment);
    return verdict;
  }

  /** On the locked rows: the platform bears it. */
  async function lose(row: OutsideRefundRow, payment: PaymentRow | null): Promise<void> {
    await close(row, 'LOSS');
    await ledger.post([transfer(row, 'lost', LOSSES, outsideOf(row.id), row.amountCents)]);
    if (payment) await closeForOwner(row, payment, 'LOSS');
  }

  /** It is not the money that this payment had brought. */
  async function closeForOwner(row: OutsideRefundRow, payment: PaymentRow, as: 'LOSS' | 'REFUND') {
    const outsideCents = payment.outsideCents - row.amountCents;
    await payment.update({ outsideCents, updatedAt: clock.now() });
    await events.emit(outsideRefundBooked, { ...factsOf(payment), ...sumOf(row), as });
  }

  async function lockRefunded(gateway: string, paymentId: string | null): Promise<Refunded | Verdict> {
    if (!paymentId) return { outcome: 'PARKED', reason: 'It does not say which payment was given back.' };
    const waiting: Verdict = {
      ...{ outcome: 'WAITING', reason: `${paymentId} has not succeeded here yet.`, paymentId },
    };
    const payment = await payments.findOne({ where: { gateway, gatewayPaymentId: paymentId }, lock: true });
    if (payment)
      return payment.status === 'SUCCEEDED' ? { payment, customerId: null, gatewayInvoiceId: null } : waiting;
    const paid = await invoicePayments.findOne({ where: { gateway, id: paymentId } });
    if (!paid) return waiting;
    const { customerId, gatewayInvoiceId } = paid;
    if (gatewayInvoiceId === null)
      return { ...waiting, reason: `Which invoice ${paymentId} has paid is not known yet.` };
    return { payment: null, customerId, gatewayInvoiceId };
  }

  /** Null where it is what we owed: somebody did at the gateway what we could not. */
  async function begin(
    gateway: string,
    { payment, customerId, gatewayInvoiceId }: Refunded,
    { id: gatewayRefundId, amountCents, status }: GatewayRefund,
  ): Promise<OutsideRefundRow | null> {
    if (payment && status === 'SUCCEEDED') {
      const where = { paymentId: payment.id, gateway, amountCents, status: 'NEEDS_ATTENTION' as const };
      const owed = await refunds.findOne({ where, order: [['requestedAt', 'ASC']], lock: true });
      if (owed) {
        // As a further try of ours: what the one before it had paid came back, and stays in the books.
        await owed.update({ attempt: owed.attempt + 1 });
        await recordRefund().succeed(owed, gateway, gatewayRefundId);
        return null;
      }
    }
    const now = clock.now();
    const row = await outsideRefunds.create({
      ...{ id: newId(), gateway, gatewayRefundId, amountCents, customerId, gatewayInvoiceId },
      ...{ paymentId: payment?.id ?? null, status: 'PENDING', foundAt: now, updatedAt: now },
    });
    if (!payment) return row;
    await payment.update({ outsideCents: payment.outsideCents + amountCents, updatedAt: now });
    if (status === 'PENDING') await informOwner(row, payment);
    return row;
  }

  async function follow(row: OutsideRefundRow, of: Refunded, reported: GatewayRefund): Promise<Verdict> {
    if (reported.status === 'SUCCEEDED' && row.status === 'PENDING') await goOut(row, of);
    else if (reported.status === 'FAILED' && row.status !== 'UNDONE') await undo(row, of);
    else return { outcome: 'KNOWN' };
    return { outcome: 'RECORDED' };
  }

  async function goOut(row: OutsideRefundRow, { payment, customerId, gatewayInvoiceId }: Refunded) {
    const { id, gateway, amountCents } = row;
    await row.update({ status: 'UNBOOKED', updatedAt: clock.now() });
    await ledger.post([transfer(row, 'paid', outsideOf(id), `gateway:${gateway}`, amountCents)]);
    if (payment) return informOwner(row, payment);
    const totalCents = await outsideRefunds.sum('amountCents', {
      where: { gateway, gatewayInvoiceId, status: ['UNBOOKED', 'BOOKED'] },
    });
    await events.emit(invoiceRefundedOutside, {
      ...{ ...sumOf(row), gateway, customerId, gatewayInvoiceId, totalCents },
    });
  }

  const informOwner = (row: OutsideRefundRow, payment: PaymentRow) =>
    events.emit(paymentRefundedOutside, {
      ...{ ...factsOf(payment), ...sumOf(row), totalCents: payment.outsideCents },
      isOut: row.status !== 'PENDING',
    });

  const sumOf = ({ id, amountCents }: OutsideRefundRow) => ({
    ...{ outsideRefundId: id, givenBackCents: amountCents },
  });

  /** It came back to the gateway, or never left it. Its owner, where one has borne it, takes it again. */
  async function undo(row: OutsideRefundRow, { payment }: Refunded): Promise<void> {
    const { id, gateway, amountCents, status, bookedAs, settlesRefundId } = row;
    await row.update({ status: 'UNDONE', updatedAt: clock.now() });
    if (status !== 'PENDING')
      await ledger.post([transfer(row, 'came_back', `gateway:${gateway}`, outsideOf(id), amountCents)]);
    if (payment && (bookedAs === null || bookedAs === 'OWNER'))
      await payment.update({ outsideCents: payment.outsideCents - amountCents, updatedAt: clock.now() });
    if (status !== 'BOOKED' || bookedAs === 'OWNER') {
      const facts = payment ? factsOf(payment) : null;
      const { subjectId = null, purpose = null, paymentId = null } = facts ?? {};
      const wasBooked = status === 'BOOKED';
      await events.emit(outsideRefundUndone, { ...sumOf(row), subjectId, purpose, paymentId, wasBooked });
      return;
    }
    const owed = settlesRefundId ? await refunds.findByPk(settlesRefundId, { lock: true }) : null;
    const to = owed ? `refunds:${owed.id}` : LOSSES;
    await ledger.post([transfer(row, 'taken_again', outsideOf(id), to, amountCents)]);
    if (owed) await recordRefund().fail(owed, 'What had settled it came back.', { bankReference: null });
  }

  async function lock(id: string): Promise<OutsideRefundRow> {
    const row = await outsideRefunds.findByPk(id, { lock: true });
    if (!row) throw notFound('There is no such refund.');
    return row;
  }

  async function close(row: OutsideRefundRow, bookedAs: BookedAs, settlesRefundId: string | null = null) {
    const now = clock.now();
    await row.update({ status: 'BOOKED', bookedAs, settlesRefundId, bookedAt: now, updatedAt: now });
  }

  /** In a unit of its owner, who bears it; the parts make it up. False where it is booked already, or undone. */
  async function bear(id: string, parts: readonly BornePart[]): Promise<boolean> {
    const row = await lock(id);
    if (row.status !== 'UNBOOKED') return false;
    const sum = parts.reduce((total, { amountCents }) => total + amountCents, 0);
    if (sum !== row.amountCents)
      throw new Error(`${dollars(row.amountCents)} was given back, ${dollars(sum)} is borne.`);
    await close(row, 'OWNER');
    await ledger.post(
      parts
        .filter(({ amountCents }) => amountCents > 0)
        .map(({ from, amountCents }, index) =>
          transfer(row, `borne:${index + 1}`, from, outsideOf(id), amountCents),
        ),
    );
    return true;
  }

  /** In a unit of its owner: what had been borne came back. */
  async function takeAgain(id: string, parts: readonly BornePart[]): Promise<void> {
    const row = await lock(id);
    await ledger.post(
      parts
        .filter(({ amountCents }) => amountCents > 0)
        .map(({ from, amountCents }, index) =>
          transfer(row, `taken_again:${index + 1}`, outsideOf(id), from, amountCents),
        ),
    );
  }

  /**
   * An admin says that the platform has lost it, or that it settles a refund of the same payment which we owed.
   *
   * @throws not_found, outside_refund_booked, refund_not_waiting, second_admin_needed
   */
  const book = (actor: UserActor, id: string, wanted: BookOutsideRefund): Promise<OutsideRefundRow> =>
    database.atomically(async () => {
      const { paymentId } = (await outsideRefunds.findByPk(id)) ?? {};
      const payment = paymentId ? await payments.findByPk(paymentId, { lock: true }) : null;
      refuseOwnThing(actor, ...(payment ? await parties.partiesOf(payment) : []));
      const row = await lock(id);
      const { amountCents } = row;
      // What the platform has lost may turn out to be what was owed.
      const wasLoss = row.bookedAs === 'LOSS' && row.status === 'BOOKED';
      if (row.status !== 'UNBOOKED' && !(wasLoss && wanted.as === 'REFUND'))
        throw outsideRefundBookedBefore(
          `It is ${inWords(row.status)}${row.bookedAs ? ` as ${inWords(row.bookedAs)}` : ''} already.`,
        );
      const asked = { as: wanted.as, refundId: wanted.refundId ?? null };
      const concerns = payment ? [payment.payerId] : [];
      const subject = { type: 'outside_refund', id };
      if (!(await approvals.mayBeDone(actor, { act: 'refund.book', subject, amountCents, asked, concerns })))
        return row;
      if (wanted.as === 'REFUND') {
        await settle(row, wasLoss ? LOSSES : outsideOf(id), wanted.refundId ?? '');
        if (payment && !wasLoss) await closeForOwner(row, payment, 'REFUND');
      } else await lose(row, payment);
      await audit.record({
        ...{ actor, action: 'outside_refund.booked', subject, reason: wanted.reason },
        detail: { amountCents, ...asked },
      });
      return row;
    });

  async function settle(row: OutsideRefundRow, from: string, refundId: string): Promise<void> {
    const refund = await refunds.findByPk(refundId, { lock: true });
    const fits =
      refund?.status === 'NEEDS_ATTENTION' &&
      refund.paymentId === row.paymentId &&
      refund.amountCents === row.amountCents;
    if (!fits)
      throw refundNotWaiting('It settles a refund of the same payment and sum that waits for somebody.');
    await close(row, 'REFUND', refund.id);
    await ledger.post([transfer(row, 'settles', `refunds:${refund.id}`, from, row.amountCents)]);
    const now = clock.now();
    await refund.update({
      ...{ status: 'SUCCEEDED', bankReference: row.gatewayRefundId, checkAt: null },
      ...{ updatedAt: now, endedAt: now },
    });
    await events.emit(refundSucceeded, await recordRefund().factsOf(refund));
  }

  return { record, recordTotal, bear, takeAgain, book };
}
