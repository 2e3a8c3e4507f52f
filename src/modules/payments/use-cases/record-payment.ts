/** Takes in how a payment stands at the gateway, whether an answer, a webhook or the poller brought it. */
import type { Booking, GatewayPayment, Verdict } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { authenticationUrlOf, CHECK_AFTER_MS, findMismatch, isOpen, outranks } from '../payment.rules';
import { paymentProcessing } from '../payments.events';
import { type EndPayment, factsOf } from './end-payment';
import type { PaymentsContext } from '../payments.context';
import type { StrayPayments } from './stray-payments';

/** The job that tells the gateway of a payment that we gave up. */
export const CANCEL_AT_GATEWAY = 'payments.cancel_at_gateway';

export type RecordPayment = ReturnType<typeof createRecordPayment>;

export function createRecordPayment(
  { platform, models, ownerOfCustomer }: PaymentsContext,
  end: EndPayment,
  { bookPayment }: Pick<StrayPayments, 'bookPayment'>,
) {
  const { clock, events, queue } = platform;
  const { payments, invoicePayments } = models;

  /** In a unit; may come any number of times and in any order. */
  return async function recordPayment(
    gateway: string,
    there: GatewayPayment,
    booking?: Booking,
  ): Promise<Verdict> {
    const payment = await lockPaymentOf(gateway, there);
    if (!payment && there.reference === null) {
      const isOurs = there.customerId !== null && (await ownerOfCustomer(gateway, there.customerId)) !== null;
      if (!isOurs) return { outcome: 'NOT_OURS', reason: `Another application has made ${there.id}.` };
      return (await bookPayment(gateway, there, null, booking)) ?? keepInvoicePayment(gateway, there);
    }
    if (payment?.gateway !== gateway) {
      const reason = `No payment of ours goes with ${there.id}.`;
      return (await bookPayment(gateway, there, null, booking)) ?? { outcome: 'PARKED', reason };
    }
    const mismatch = findMismatch(payment, there);
    if (mismatch)
      return (await bookPayment(gateway, there, payment, booking)) ?? { outcome: 'PARKED', reason: mismatch };
    if (!outranks(there.status, payment.status)) return remember(payment, there);
    await move(payment, there, gateway);
    return { outcome: 'RECORDED' };
  };

  /**
   * Its money is told by its invoice; it is kept for when its payer's bank takes it back. Of no invoice, as where staff took
   * it in the gateway's dashboard, it is ours and unknown.
   */
  async function keepInvoicePayment(gateway: string, there: GatewayPayment): Promise<Verdict> {
    const { id, customerId, status, receivedCents: amountCents, invoiceId: gatewayInvoiceId } = there;
    if (status !== 'SUCCEEDED' || customerId === null) return { outcome: 'KNOWN' };
    const known = await invoicePayments.findOne({ where: { gateway, id }, lock: true });
    if (known && known.gatewayInvoiceId !== null) return { outcome: 'KNOWN' };
    if (gatewayInvoiceId === null)
      return { outcome: 'WAITING', reason: `Which invoice ${id} has paid is not known.`, paymentId: id };
    if (known) await known.update({ gatewayInvoiceId });
    else {
      const heardAt = clock.now();
      await invoicePayments.create({ id, gateway, customerId, amountCents, gatewayInvoiceId, heardAt });
    }
    return { outcome: 'RECORDED' };
  }

  async function lockPaymentOf(gateway: string, there: GatewayPayment): Promise<PaymentRow | null> {
    const where = { gateway, gatewayPaymentId: there.id };
    const known = await payments.findOne({ attributes: ['id'], where });
    const id = known?.id ?? there.reference;
    return id ? payments.findByPk(id, { lock: true }) : null;
  }

  /** No step forward, but perhaps the gateway's id, a confirmation that the payer's bank asks for, or money that is still on its way. */
  async function remember(payment: PaymentRow, there: GatewayPayment): Promise<Verdict> {
    const isNew = payment.gatewayPaymentId === null;
    const authenticationUrl = payment.status === 'STARTED' ? authenticationUrlOf(there) : null;
    const asksElse = authenticationUrl !== payment.authenticationUrl;
    const checkAt = isOpen(payment.status) ? payment.checkAt : whenToAskOnceMore(payment, there);
    if (!isNew && !asksElse && checkAt === payment.checkAt) return { outcome: 'KNOWN' };
    const gatewayPaymentId = there.id;
    await payment.update({ gatewayPaymentId, authenticationUrl, checkAt, updatedAt: clock.now() });
    // One that we gave up before we knew its id can be canceled at the gateway only now.
    if (isNew && payment.cancelReason !== null && there.status !== 'CANCELLED') {
      await queue.enqueue(CANCEL_AT_GATEWAY, { paymentId: payment.id });
    }
    return { outcome: 'RECORDED' };
  }

  /** We gave it up, and a debit under way cannot be called back: its money may come all the same. */
  function whenToAskOnceMore(payment: PaymentRow, there: GatewayPayment): number | null {
    if (payment.status !== 'CANCELLED' || there.status !== 'PROCESSING') return null;
    return payment.checkAt ?? clock.now() + CHECK_AFTER_MS.PROCESSING;
  }

  async function move(payment: PaymentRow, there: GatewayPayment, gateway: string): Promise<void> {
    const gatewayPaymentId = there.id;
    switch (there.status) {
      case 'SUCCEEDED':
        return end.succeed(payment, `gateway:${gateway}`, { gatewayPaymentId });
      case 'FAILED':
        return end.fail(payment, there.failure ?? UNEXPLAINED, gatewayPaymentId);
      case 'CANCELLED':
        return end.cancelledByGateway(payment, gatewayPaymentId);
      case 'PROCESSING': {
        const now = clock.now();
        const checkAt = now + CHECK_AFTER_MS.PROCESSING;
        await payment.update({
          ...{ status: 'PROCESSING', gatewayPaymentId, authenticationUrl: null },
          ...{ checkAt, processingAt: now, updatedAt: now },
        });
        return events.emit(paymentProcessing, factsOf(payment));
      }
      case 'STARTED':
        throw new Error('Nothing ranks below a started payment.');
    }
  }
}

const UNEXPLAINED = { code: 'failed', message: 'The payment was refused.' };
