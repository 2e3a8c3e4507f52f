/** Rows of payments, refunds and webhook events as readers may see them. */
import type { Config } from '../../config';
import type { UserActor } from '../../platform/kernel/actor';
import { iso } from '../../platform/kernel/clock';
import type { PaymentRow } from './payment.model';
import { isOpen } from './payment.rules';
import type {
  AdminPaymentView,
  PaymentView,
  RefundView,
  WebhookEventView,
  WireView,
} from './payments.schema';
import type { PaymentWireRow } from './payment-wire.model';
import type { RefundRow } from './refund.model';
import type { WebhookEventRow } from './webhook-event.model';
import { missingOf } from './wire.rules';
import { findWireAccount } from './wire-instructions';

export type Present = ReturnType<typeof createPresenter>;

export function createPresenter(config: Config) {
  function wireInstructions(row: PaymentRow) {
    const account = findWireAccount(config);
    if (row.method !== 'WIRE' || !isOpen(row.status) || !account || !row.wireReference) return null;
    return { ...account, reference: row.wireReference, amountCents: missingOf(row) };
  }

  function payment(row: PaymentRow): PaymentView {
    return {
      id: row.id,
      purpose: row.purpose,
      subjectId: row.subjectId,
      payerId: row.payerId,
      amountCents: row.amountCents,
      currency: row.currency,
      method: row.method,
      status: row.status,
      description: row.description,
      failure:
        row.status === 'FAILED'
          ? { code: row.failureCode ?? 'failed', message: row.failureReason ?? 'The payment failed.' }
          : null,
      refundedCents: row.refundedCents,
      wiredCents: row.wiredCents,
      wireInstructions: wireInstructions(row),
      authenticationUrl: row.status === 'STARTED' ? row.authenticationUrl : null,
      startedAt: iso(row.startedAt),
      endedAt: iso(row.endedAt),
    };
  }

  /** The page on which the payer answers his bank is for him alone. */
  const paymentTo =
    ({ userId }: Pick<UserActor, 'userId'>) =>
    (row: PaymentRow): PaymentView =>
      row.payerId === userId ? payment(row) : { ...payment(row), authenticationUrl: null };

  function adminPayment(row: PaymentRow): AdminPaymentView {
    return {
      ...payment(row),
      authenticationUrl: null,
      gateway: row.gateway,
      gatewayPaymentId: row.gatewayPaymentId,
      late: row.late,
      cancelReason: row.cancelReason,
      wireReference: row.wireReference,
      updatedAt: iso(row.updatedAt),
    };
  }

  return {
    payment,
    paymentTo,
    adminPayment,
    refund: presentRefund,
    wire: presentWire,
    webhookEvent: presentWebhookEvent,
  };
}

const presentWire = ({ id, paymentId, amountCents, reference, arrivedAt }: PaymentWireRow): WireView => ({
  ...{ id, paymentId, amountCents, reference },
  arrivedAt: iso(arrivedAt),
});

const presentRefund = (row: RefundRow): RefundView => ({
  id: row.id,
  paymentId: row.paymentId,
  key: row.refundKey,
  amountCents: row.amountCents,
  fromAccount: row.fromAccount,
  reason: row.reason,
  status: row.status,
  attempt: row.attempt,
  gatewayRefundId: row.gatewayRefundId,
  failureReason: row.failureReason,
  bankReference: row.bankReference,
  requestedAt: iso(row.requestedAt),
  endedAt: iso(row.endedAt),
});

/** The payload itself is not shown: it holds what the gateway knows of the payer. */
const presentWebhookEvent = (row: WebhookEventRow): WebhookEventView => ({
  id: row.eventId,
  gateway: row.gateway,
  type: row.type,
  objectId: row.objectId,
  status: row.status,
  reason: row.reason,
  attempts: row.attempts,
  receivedAt: iso(row.receivedAt),
  handledAt: iso(row.handledAt),
});
