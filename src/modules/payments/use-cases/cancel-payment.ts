/** Gives up a payment that is still open; the gateway is told after the unit. */
import type { Platform } from '../../../platform/platform';
import type { PaymentGateway } from '../gateway';
import type { PaymentRow, PaymentRows } from '../payment.model';
import { isOpen, slotOf } from '../payment.rules';
import type { EndPayment } from './end-payment';
import { CANCEL_AT_GATEWAY, type RecordIntent } from './record-intent';
import { type RefundPayment, wiresOf } from './refund-payment';

export type CancelPayment = ReturnType<typeof createCancelPayment>;

export function createCancelPayment(
  { database, queue, log }: Platform,
  {
    payments,
    end,
    record,
    refund,
    gateway,
  }: {
    payments: PaymentRows;
    end: EndPayment;
    record: RecordIntent;
    refund: RefundPayment['refund'];
    gateway: PaymentGateway | null;
  },
) {
  queue.handle(CANCEL_AT_GATEWAY, { runs: 'outside' }, async (payload) => {
    const { paymentId } = payload as { paymentId: string };
    await cancelAtGateway(paymentId);
  });

  /** In a unit, on the locked row. Does nothing to a payment that has ended. */
  async function cancel(payment: PaymentRow, reason: string): Promise<void> {
    if (!isOpen(payment.status)) return;
    await end.giveUp(payment, reason);
    if (payment.wiredCents > 0) await returnParts(payment, reason);
    if (payment.gateway !== null) await queue.enqueue(CANCEL_AT_GATEWAY, { paymentId: payment.id });
  }

  /** What wires have brought of it goes back. */
  const returnParts = ({ id, wiredCents }: PaymentRow, reason: string): Promise<void> =>
    refund({
      key: `payment:${id}:parts`,
      paymentId: id,
      amountCents: wiredCents,
      from: wiresOf(id),
      reason,
    });

  /** In a unit. Money that arrives all the same is told as `payment.succeeded` with `late`. */
  async function cancelOpen(purpose: string, subjectId: string, reason: string): Promise<void> {
    await database.atomically(async () => {
      const payment = await payments.findOne({ where: { slot: slotOf(purpose, subjectId) }, lock: true });
      if (payment) await cancel(payment, reason);
    });
  }

  /** The gateway may answer that it is too late: then that is recorded. */
  async function cancelAtGateway(paymentId: string): Promise<void> {
    const payment = await payments.findByPk(paymentId);
    if (payment?.status !== 'CANCELLED') return;
    if (!gateway || gateway.name !== payment.gateway) throw new Error(`No gateway ${payment.gateway} here.`);
    // Without the id, the call that would have brought it is still under way, or its answer was lost.
    const id = payment.gatewayPaymentId ?? (await gateway.findPayment(payment.id))?.id;
    if (!id) return;
    const intent = await gateway.cancelPayment(id);
    const verdict = await database.atomically(() => record(gateway.name, intent));
    if (verdict.outcome === 'PARKED')
      log.error('a cancelled payment does not fit', { paymentId, ...verdict });
  }

  return { cancel, cancelOpen };
}
