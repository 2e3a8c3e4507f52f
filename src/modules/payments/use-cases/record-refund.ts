/** Takes in how a refund stands at the gateway, whether an answer, a webhook or the poller brought it. */
import type { Platform } from '../../../platform/platform';
import type { Ledger } from '../../ledger';
import type { GatewayCharge, GatewayRefund, PaymentGateway } from '../gateway';
import type { PaymentRows } from '../payment.model';
import { refundFailed, refundSucceeded } from '../payments.events';
import type { RefundRow, RefundRows } from '../refund.model';
import {
  findRefundMismatch,
  outranks,
  readRefundReference,
  REFUND_CHECK_AFTER_MS,
  statusOf,
} from '../refund.rules';
import { FAILURE_TEXT_MAX } from './end-payment';
import type { Verdict } from './record-intent';

export type RecordRefund = ReturnType<typeof createRecordRefund>;

interface Deps {
  payments: PaymentRows;
  refunds: RefundRows;
  ledger: Ledger;
}

export function createRecordRefund({ clock, outbox }: Platform, { payments, refunds, ledger }: Deps) {
  /** In a unit; may come any number of times and in any order. */
  async function record(gateway: PaymentGateway['name'], reported: GatewayRefund): Promise<Verdict> {
    const refund = await lockRefundOf(reported);
    if (!refund) return { outcome: 'PARKED', reason: `No refund of ours goes with ${reported.id}.` };
    const told = readRefundReference(reported.metadata.refundAttempt);
    if (refund.bankReference !== null) return afterWire(refund, told?.attempt ?? refund.attempt, reported);
    if (told && told.attempt < refund.attempt) return { outcome: 'KNOWN' };
    const mismatch = findRefundMismatch(refund, reported);
    if (mismatch) return { outcome: 'PARKED', reason: mismatch };
    const status = statusOf(reported);
    if (!outranks(status, refund.status)) return { outcome: 'KNOWN' };
    const gatewayRefundId = reported.id;
    if (status === 'SUCCEEDED') await succeed(refund, gateway, gatewayRefundId);
    else if (status === 'PENDING') await wait(refund, gatewayRefundId);
    else {
      await fail(refund, reported.failure_reason ?? reported.status, {
        gatewayRefundId,
        ...(refund.status === 'SUCCEEDED' ? { cameBackTo: gateway } : {}),
      });
    }
    return { outcome: 'RECORDED' };
  }

  /** The money went by wire, since the gateway could not bring it: its news is old, unless it has paid after all. */
  async function afterWire(refund: RefundRow, attempt: number, reported: GatewayRefund): Promise<Verdict> {
    if (statusOf(reported) !== 'SUCCEEDED') return { outcome: 'KNOWN' };
    const paid = paidTransferId(refund.id, attempt);
    // It was booked as paid, and as come back, before it was wired.
    if ((await ledger.findTransfers([paid])).has(paid)) return { outcome: 'KNOWN' };
    const reason = `It has paid the refund ${refund.id}, which was sent by wire as well.`;
    return { outcome: 'PARKED', reason };
  }

  async function lockRefundOf(reported: GatewayRefund): Promise<RefundRow | null> {
    const known = await refunds.findOne({ attributes: ['id'], where: { gatewayRefundId: reported.id } });
    const id = known?.id ?? readRefundReference(reported.metadata.refundAttempt)?.refundId;
    return id ? refunds.findByPk(id, { lock: true }) : null;
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
    await outbox.emit(refundSucceeded, await factsOf(refund));
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
    await outbox.emit(refundFailed, { ...(await factsOf(refund)), reason: failureReason });
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

  /** In a unit. Its refunds tell themselves what they are; more than all of ours was given back past this house. */
  async function chargeRefunded(
    _: PaymentGateway['name'],
    { amount_refunded: given, payment_intent: intentId }: GatewayCharge,
  ): Promise<Verdict> {
    const payment = intentId ? await payments.findOne({ where: { gatewayPaymentId: intentId } }) : null;
    if (!payment) return { outcome: 'PARKED', reason: 'No payment of ours goes with the charge.' };
    if (given <= payment.refundedCents) return { outcome: 'KNOWN' };
    const reason = `${given} cents were given back at the gateway, ${payment.refundedCents} of them by us.`;
    return { outcome: 'PARKED', reason };
  }

  return { record, chargeRefunded, fail, factsOf };
}

const paidTransferId = (refundId: string, attempt: number): string => `refund:${refundId}:paid:${attempt}`;
