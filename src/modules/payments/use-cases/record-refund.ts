/** Takes in how a refund stands at the gateway, whether an answer, a webhook or the poller brought it. */
import { dollars } from '../../../platform/kernel/money';
import type { Booking, GatewayRefund, NewsByKind, Verdict } from '../../gateway';
import { refundFailed, refundSucceeded } from '../payments.events';
import type { RefundRow } from '../refund.model';
import {
  findRefundMismatch,
  outranks,
  paidTransferId,
  readRefundReference,
  REFUND_CHECK_AFTER_MS,
  statusOf,
} from '../refund.rules';
import { FAILURE_TEXT_MAX } from './end-payment';
import type { OutsideRefunds } from './outside-refunds';
import type { PaymentsContext } from '../payments.context';
import type { StrayPayments } from './stray-payments';

export type RecordRefund = ReturnType<typeof createRecordRefund>;

export function createRecordRefund(
  { platform, models, ledger, stray }: PaymentsContext,
  outside: Pick<OutsideRefunds, 'record' | 'recordTotal'>,
  { settleRefund }: Pick<StrayPayments, 'settleRefund'>,
) {
  const { clock, events } = platform;
  const { payments, invoicePayments, refunds, outsideRefunds } = models;

  /** In a unit; may come any number of times and in any order. */
  async function record(gateway: string, reported: GatewayRefund, booking?: Booking): Promise<Verdict> {
    const gatewayRefundId = reported.id;
    const isPastUs = await outsideRefunds.count({ where: { gateway, gatewayRefundId } });
    if (booking?.as === 'REFUND' || isPastUs > 0) return recordPastUs(gateway, reported, booking);
    const refund = await lockRefundOf(gateway, reported);
    const settled = refund ? null : await settleRefund(gateway, reported);
    if (settled) return settled;
    if (!refund && reported.reference === null) return outside.record(gateway, reported);
    if (refund?.gateway !== gateway) {
      return { outcome: 'PARKED', reason: `No refund of ours goes with ${reported.id}.` };
    }
    const reference = readRefundReference(reported.reference);
    if (refund.bankReference !== null || refund.status === 'TAKEN_BACK')
      return settledPast(refund, reference?.attempt ?? refund.attempt, reported);
    const status = statusOf(reported);
    // What became of an earlier attempt is old news, unless it has paid after all.
    if (reference && reference.attempt < refund.attempt && status !== 'SUCCEEDED')
      return { outcome: 'KNOWN' };
    const mismatch = findRefundMismatch(refund, reported);
    if (mismatch) return { outcome: 'PARKED', reason: mismatch };
    if (!outranks(status, refund.status)) return { outcome: 'KNOWN' };
    if (status === 'SUCCEEDED') await succeed(refund, gateway, gatewayRefundId);
    else if (status === 'PENDING') await wait(refund, gatewayRefundId);
    else {
      await fail(refund, reported.failureReason ?? 'The gateway could not carry it out.', {
        gatewayRefundId,
        ...(refund.status === 'SUCCEEDED' ? { cameBackTo: gateway } : {}),
      });
    }
    return { outcome: 'RECORDED' };
  }

  /**
   * Of a payment that is named, or that it names: whoever made it there, whatever it says to be. Two admins have said so,
   * and what becomes of it later is told the same way.
   */
  async function recordPastUs(gateway: string, reported: GatewayRefund, booking?: Booking): Promise<Verdict> {
    const named = booking?.subjectId ? await payments.findByPk(booking.subjectId) : null;
    if (booking?.subjectId && named?.gateway !== gateway)
      return { outcome: 'PARKED', reason: 'Name a payment by this gateway (subjectId).' };
    const known = await outsideRefunds.findOne({ where: { gateway, gatewayRefundId: reported.id } });
    const dollars = known && reported.currency !== 'usd' ? known.amountCents : booking?.amountCents;
    const past = {
      ...{ ...reported, reference: null },
      ...(dollars && reported.currency !== 'usd' ? { amountCents: dollars, currency: 'usd' } : {}),
      ...(named ? { paymentId: named.gatewayPaymentId } : {}),
    };
    return outside.record(gateway, past, booking);
  }

  /** The money went past the gateway, which could not bring it: its news is old, unless it has paid after all. */
  async function settledPast(refund: RefundRow, attempt: number, reported: GatewayRefund): Promise<Verdict> {
    if (statusOf(reported) !== 'SUCCEEDED') return { outcome: 'KNOWN' };
    const paid = paidTransferId(refund.id, attempt);
    // It was booked as paid, and as come back, before it was wired.
    if ((await ledger.findTransfers([paid])).has(paid)) return { outcome: 'KNOWN' };
    const reason = `It has paid the refund ${refund.id}, which was settled past it as well. Book the loss: POST /admin/refunds/${refund.id}/book-loss.`;
    return { outcome: 'PARKED', reason };
  }

  async function lockRefundOf(gateway: string, reported: GatewayRefund): Promise<RefundRow | null> {
    const known = await refunds.findOne({
      attributes: ['id'],
      where: { gateway, gatewayRefundId: reported.id },
    });
    const id = known?.id ?? readRefundReference(reported.reference)?.refundId;
    return id ? refunds.findByPk(id, { lock: true }) : null;
  }

  /** Null where the payment is known here. */
  async function judgeForeign(
    gateway: string,
    { paymentId }: Pick<GatewayRefund, 'paymentId'>,
  ): Promise<Verdict | null> {
    if (!paymentId) return { outcome: 'PARKED', reason: 'It does not say which payment was given back.' };
    const isKnown =
      (await payments.count({ where: { gateway, gatewayPaymentId: paymentId, status: 'SUCCEEDED' } })) +
      (await invoicePayments.count({ where: { gateway, id: paymentId } }));
    if (isKnown > 0) return null;
    return { outcome: 'WAITING', reason: `${paymentId} has not succeeded here yet.`, paymentId };
  }

  async function wait(refund: RefundRow, gatewayRefundId: string): Promise<void> {
    const now = clock.now();
    const checkAt = now + REFUND_CHECK_AFTER_MS;
    await refund.update({ status: 'PENDING', gatewayRefundId, checkAt, updatedAt: now });
  }

  async function succeed(refund: RefundRow, gateway: string, gatewayRefundId: string): Promise<void> {
    const now = clock.now();
    await refund.update({
      status: 'SUCCEEDED',
      gatewayRefundId,
      checkAt: null,
      updatedAt: now,
      endedAt: now,
    });
    await ledger.post([
      {
        id: paidTransferId(refund.id, refund.attempt),
        debit: `refunds:${refund.id}`,
        credit: `gateway:${gateway}`,
        amount: refund.amountCents,
        unit: 'USD',
        reason: 'Refund paid out',
        subject: { type: 'refund', id: refund.id },
      },
    ]);
    await events.emit(refundSucceeded, await factsOf(refund));
  }

  /** The money stays owed in `refunds:{id}`: an admin tries again, or sends it by wire. */
  async function fail(
    refund: RefundRow,
    reason: string,
    found: { gatewayRefundId?: string; bankReference?: null; cameBackTo?: string } = {},
  ): Promise<void> {
    const { cameBackTo, ...ids } = found;
    const failureReason = reason.slice(0, FAILURE_TEXT_MAX);
    await refund.update({
      ...ids,
      status: 'NEEDS_ATTENTION',
      failureReason,
      checkAt: null,
      endedAt: null,
      updatedAt: clock.now(),
    });
    if (cameBackTo) {
      await ledger.post([
        {
          id: `refund:${refund.id}:returned:${refund.attempt}`,
          debit: `gateway:${cameBackTo}`,
          credit: `refunds:${refund.id}`,
          amount: refund.amountCents,
          unit: 'USD',
          reason: 'Refund came back',
          subject: { type: 'refund', id: refund.id },
        },
      ]);
    }
    await events.emit(refundFailed, { ...(await factsOf(refund)), reason: failureReason });
  }

  /** What every event of a refund tells. */
  async function factsOf(refund: RefundRow) {
    const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
    return {
      refundId: refund.id,
      paymentId: refund.paymentId,
      purpose: payment.purpose,
      subjectId: payment.subjectId,
      payerId: payment.payerId,
      amountCents: refund.amountCents,
      key: refund.refundKey,
    };
  }

  /** In a unit. Its refunds tell themselves what they are; of those that have not yet, the gateway is asked. */
  async function refundedAtGateway(
    gateway: string,
    { refundedCents, paymentId: gatewayPaymentId }: NewsByKind['payment.refunded'],
    booking?: Booking,
  ): Promise<Verdict> {
    const foreign = await judgeForeign(gateway, { paymentId: gatewayPaymentId });
    // What fits nothing of ours is booked by its refunds, each for itself.
    if (foreign)
      return gatewayPaymentId && (await stray.has(gateway, gatewayPaymentId))
        ? { outcome: 'KNOWN' }
        : foreign;
    const paymentId = gatewayPaymentId ?? '';
    const knownCents = await sumKnown(gateway, paymentId);
    const missingCents = refundedCents - knownCents;
    if (missingCents <= 0) return { outcome: 'KNOWN' };
    if (booking) return outside.recordTotal(gateway, { paymentId, refundedCents, missingCents }, booking);
    const reason = `${dollars(refundedCents)} was given back at the gateway, and ${dollars(knownCents)} is known here.`;
    return { outcome: 'WAITING', reason, paymentId };
  }

  /** By us, or past us. What settled a refund of ours is counted with that; what was too much went back for itself. */
  async function sumKnown(gateway: string, gatewayPaymentId: string): Promise<number> {
    const payment = await payments.findOne({ where: { gateway, gatewayPaymentId } });
    const paid = payment
      ? null
      : await invoicePayments.findOne({ where: { gateway, id: gatewayPaymentId }, rejectOnEmpty: true });
    const of = payment ? { paymentId: payment.id } : { gatewayInvoiceId: paid?.gatewayInvoiceId ?? null };
    const past = await outsideRefunds.findAll({
      where: { gateway, ...of, status: ['PENDING', 'UNBOOKED', 'BOOKED'] },
    });
    const counted = past.filter(({ bookedAs }) => bookedAs !== 'REFUND');
    const strayCents = await stray.returnsOf(gateway, gatewayPaymentId);
    return counted.reduce(
      (sum, { amountCents }) => sum + amountCents,
      (payment?.refundedCents ?? 0) + strayCents,
    );
  }

  return { record, refundedAtGateway, succeed, fail, factsOf };
}
