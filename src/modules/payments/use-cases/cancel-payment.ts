/** Gives up a payment that is still open; the gateway is told after the unit. */
import type { PaymentGateway } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { CHECK_AFTER_MS, isOpen, slotOf } from '../payment.rules';
import type { PaymentsContext } from '../payments.context';
import type { EndPayment } from './end-payment';
import { CANCEL_AT_GATEWAY, type RecordPayment } from './record-payment';
import { partsKey, type RefundPayment, wiresOf } from './refund-payment';

/** What giving a payment up cannot stop, and what had come of it and goes back. */
export interface GivenUp {
  underWayCents: number;
  returningCents: number;
}

export type CancelPayment = ReturnType<typeof createCancelPayment>;

export function createCancelPayment(
  { platform, models, gateways }: PaymentsContext,
  { end, record, refund }: { end: EndPayment; record: RecordPayment; refund: RefundPayment['refund'] },
) {
  const { clock, database, queue, log } = platform;
  const { payments } = models;

  queue.handle(CANCEL_AT_GATEWAY, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { paymentId } = payload as { paymentId: string };
    await cancelAtGateway(paymentId);
  });

  /** In a unit, on the locked row. Does nothing to a payment that has ended. */
  async function cancel(payment: PaymentRow, reason: string): Promise<GivenUp | null> {
    if (!isOpen(payment.status)) return null;
    const { wiredCents, status, gateway, amountCents } = payment;
    await end.giveUp(payment, reason);
    if (wiredCents > 0) await returnParts(payment, reason);
    if (gateway !== null) await queue.enqueue(CANCEL_AT_GATEWAY, { paymentId: payment.id });
    const underWayCents = gateway !== null && status === 'PROCESSING' ? amountCents : 0;
    return { underWayCents, returningCents: wiredCents };
  }

  /** What wires have brought of it goes back. */
  const returnParts = ({ id, wiredCents }: PaymentRow, reason: string): Promise<void> =>
    refund({
      key: partsKey(id),
      paymentId: id,
      amountCents: wiredCents,
      from: wiresOf(id),
      reason,
    });

  /** In a unit. Money that arrives all the same is told as `payment.succeeded` with `late`. */
  const cancelOpen = (purpose: string, subjectId: string, reason: string): Promise<GivenUp | null> =>
    database.atomically(async () => {
      const payment = await payments.findOne({ where: { slot: slotOf(purpose, subjectId) }, lock: true });
      return payment && cancel(payment, reason);
    });

  /** The gateway may answer that it is too late: then that is recorded. */
  async function cancelAtGateway(paymentId: string): Promise<void> {
    const payment = await payments.findByPk(paymentId);
    // One that ended here without an answer has failed, and is given up all the same.
    if (!payment || isOpen(payment.status) || payment.cancelReason === null) return;
    if (payment.status === 'SUCCEEDED') return;
    const gateway = gateways.find(payment.gateway);
    if (!gateway) return cancelLater(payment, 'It is not configured.');
    try {
      await cancelThere(gateway, payment);
    } catch (error) {
      await cancelLater(payment, error);
    }
  }

  async function cancelThere(gateway: PaymentGateway, payment: PaymentRow): Promise<void> {
    // Without the id, the call that would have brought it is still under way, or its answer was lost.
    const id = payment.gatewayPaymentId ?? (await gateway.findPayment(payment.id))?.id;
    if (!id) return;
    const there = await gateway.cancelPayment(id);
    const verdict = await database.atomically(() => record(gateway.name, there));
    if (verdict.outcome === 'PARKED')
      log.error('a canceled payment does not fit', { paymentId: payment.id, ...verdict });
  }

  /** Its gateway does not answer, or is not configured any more: the poller cancels it once it does. */
  async function cancelLater(payment: PaymentRow, because: unknown): Promise<void> {
    log.error('a payment that was given up is not canceled at its gateway yet', {
      ...{ paymentId: payment.id, gateway: payment.gateway, because: String(because) },
    });
    await payment.update({ checkAt: clock.now() + CHECK_AFTER_MS.PROCESSING });
  }

  return { cancel, cancelOpen };
}
