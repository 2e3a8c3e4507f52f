/** Takes in how a payment stands at the gateway, whether an answer, a webhook or the poller brought it. */
import type { Platform } from '../../../platform/platform';
import { redactText } from '../../../platform/kernel/redact';
import type { PaymentGateway, PaymentIntent } from '../gateway';
import type { InvoicePaymentRows } from '../invoice-payment.model';
import type { PaymentRow, PaymentRows } from '../payment.model';
import {
  authenticationUrlOf,
  CHECK_AFTER_MS,
  findMismatch,
  isOpen,
  outranks,
  statusOf,
} from '../payment.rules';
import { paymentProcessing } from '../payments.events';
import { type EndPayment, factsOf } from './end-payment';

/** The job that tells the gateway of a payment that we gave up. */
export const CANCEL_AT_GATEWAY = 'payments.cancel_at_gateway';

/** KNOWN: it told nothing new. PARKED: it cannot be ours as it is, and had no effect. */
export type Verdict = { outcome: 'RECORDED' | 'KNOWN' } | { outcome: 'PARKED'; reason: string };

export type RecordIntent = ReturnType<typeof createRecordIntent>;

export function createRecordIntent(
  { clock, outbox, queue }: Platform,
  {
    payments,
    invoicePayments,
    end,
  }: { payments: PaymentRows; invoicePayments: InvoicePaymentRows; end: EndPayment },
) {
  /** In a unit; may come any number of times and in any order. */
  return async function recordIntent(
    gateway: PaymentGateway['name'],
    intent: PaymentIntent,
  ): Promise<Verdict> {
    const payment = await lockPaymentOf(intent);
    if (!payment && paysInvoice(intent)) return keepInvoicePayment(gateway, intent);
    if (!payment || payment.gateway !== gateway) {
      return { outcome: 'PARKED', reason: `No payment of ours goes with ${intent.id}.` };
    }
    const mismatch = findMismatch(payment, intent);
    if (mismatch) return { outcome: 'PARKED', reason: mismatch };
    if (!outranks(statusOf(intent), payment.status)) return remember(payment, intent);
    await move(payment, intent, gateway);
    return { outcome: 'RECORDED' };
  };

  /** Its money is told by its invoice; it is kept for when its payer's bank takes it back. */
  async function keepInvoicePayment(gateway: string, intent: PaymentIntent): Promise<Verdict> {
    const { id, customer, status, amount_received: amountCents } = intent;
    if (status !== 'succeeded' || !customer || (await invoicePayments.findByPk(id))) {
      return { outcome: 'KNOWN' };
    }
    await invoicePayments.create({ id, gateway, customerId: customer, amountCents, heardAt: clock.now() });
    return { outcome: 'RECORDED' };
  }

  async function lockPaymentOf(intent: PaymentIntent): Promise<PaymentRow | null> {
    const known = await payments.findOne({ attributes: ['id'], where: { gatewayPaymentId: intent.id } });
    const id = known?.id ?? intent.metadata.paymentId;
    return id ? payments.findByPk(id, { lock: true }) : null;
  }

  /** No step forward, but perhaps the gateway's id, a question of the payer's bank, or word that money is still on its way to us. */
  async function remember(payment: PaymentRow, intent: PaymentIntent): Promise<Verdict> {
    const isNew = payment.gatewayPaymentId === null;
    const authenticationUrl = payment.status === 'STARTED' ? authenticationUrlOf(intent) : null;
    const asksElse = authenticationUrl !== payment.authenticationUrl;
    const checkAt = isOpen(payment.status) ? payment.checkAt : whenToAskOnceMore(payment, intent);
    if (!isNew && !asksElse && checkAt === payment.checkAt) return { outcome: 'KNOWN' };
    const gatewayPaymentId = intent.id;
    await payment.update({ gatewayPaymentId, authenticationUrl, checkAt, updatedAt: clock.now() });
    // One that we gave up before we knew its id can be cancelled at the gateway only now.
    if (isNew && payment.cancelReason !== null && intent.status !== 'canceled') {
      await queue.enqueue(CANCEL_AT_GATEWAY, { paymentId: payment.id });
    }
    return { outcome: 'RECORDED' };
  }

  /** We gave it up, and a debit under way cannot be called back: its money may come all the same. */
  function whenToAskOnceMore(payment: PaymentRow, intent: PaymentIntent): number | null {
    if (payment.status !== 'CANCELLED' || intent.status !== 'processing') return null;
    return payment.checkAt ?? clock.now() + CHECK_AFTER_MS.PROCESSING;
  }

  async function move(payment: PaymentRow, intent: PaymentIntent, gateway: string): Promise<void> {
    const gatewayPaymentId = intent.id;
    switch (statusOf(intent)) {
      case 'SUCCEEDED':
        return end.succeed(payment, `gateway:${gateway}`, { gatewayPaymentId });
      case 'FAILED':
        return end.fail(payment, failureOf(intent), gatewayPaymentId);
      case 'CANCELLED':
        return end.cancelledByGateway(payment, gatewayPaymentId);
      case 'PROCESSING': {
        const now = clock.now();
        const checkAt = now + CHECK_AFTER_MS.PROCESSING;
        await payment.update({
          ...{ status: 'PROCESSING', gatewayPaymentId, authenticationUrl: null },
          ...{ checkAt, updatedAt: now },
        });
        return outbox.emit(paymentProcessing, factsOf(payment));
      }
      case 'STARTED':
        throw new Error('Nothing ranks below a started payment.');
    }
  }
}

/** The gateway made it itself for an invoice, by which its money is told. */
export const paysInvoice = ({ customer, metadata }: PaymentIntent): boolean =>
  typeof customer === 'string' && metadata.paymentId === undefined;

function failureOf({ last_payment_error: error }: PaymentIntent): { code: string; message: string } {
  return {
    code: error?.decline_code ?? error?.code ?? 'failed',
    message: redactText(error?.message ?? 'The payment was refused.'),
  };
}
