/** Gives money back: out of the account that holds it at once, to the payer through the gateway afterwards. */
import { notFound } from '../../../platform/http/problem';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import type { AccountCode } from '../../ledger';
import { type GatewayRefund, GatewayRefusal, isPlatformsTrouble, type PaymentGateway } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { refundConflict, refundTooLarge } from '../payments.problems';
import type { RefundRow } from '../refund.model';
import {
  readRefundReference,
  refundableCents,
  refundReference,
  REFUND_CHECK_AFTER_MS,
} from '../refund.rules';
import type { RecordRefund } from './record-refund';
import type { PaymentsContext } from '../payments.context';

export type RefundPayment = ReturnType<typeof createRefundPayment>;

/** Where the wires for a payment stand until they make it up; what goes back from here the payment never brought. */
export const wiresOf = (paymentId: string): AccountCode => `wires:${paymentId}`;

/** The key of a refund of what came in parts begins like this. */
export const partsKey = (paymentId: string): string => `payment:${paymentId}:parts`;

export const REFUND_AT_GATEWAY = 'payments.refund_at_gateway';

export interface RefundMoney {
  /** Deterministic: the same key is the same refund. At most 190 ASCII characters. */
  key: string;
  paymentId: string;
  amountCents: number;
  /** The ledger account that gives: `escrow:…`, `unallocated:…`, or `wires:…` for what was wired past the payment. */
  from: AccountCode;
  reason: string;
}

export function createRefundPayment(
  { platform, models, ledger, gateways }: PaymentsContext,
  recordRefund: RecordRefund,
) {
  const { clock, database, queue, log } = platform;
  const { payments, refunds } = models;

  queue.handle(REFUND_AT_GATEWAY, { lane: 'gateway', runs: 'outside' }, async (payload) => {
    const { refundId } = payload as { refundId: string };
    await sendRefund(refundId);
  });

  /**
   * In a unit. A wire is given back by an admin, who records it.
   *
   * @throws not_found, refund_too_large, refund_conflict, and `LedgerRefusal` when the account does not hold it.
   */
  async function refund(order: RefundMoney): Promise<void> {
    await database.atomically(async () => {
      const payment = await payments.findByPk(order.paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      const earlier = await refunds.findOne({ where: { refundKey: order.key } });
      if (earlier) return refuseIfOther(earlier, order);
      if (order.from !== wiresOf(payment.id)) await takeFrom(payment, order.amountCents);
      await request(payment, order);
    });
  }

  function refuseIfOther(earlier: RefundRow, order: RefundMoney): void {
    const same =
      earlier.paymentId === order.paymentId &&
      earlier.amountCents + earlier.partedCents === order.amountCents &&
      earlier.fromAccount === order.from;
    if (!same) throw refundConflict('A refund of this key exists, with another amount, payment or account.');
  }

  async function takeFrom(payment: PaymentRow, amountCents: number): Promise<void> {
    const left = refundableCents(payment);
    if (amountCents > left) {
      throw refundTooLarge(`${dollars(left)} of this payment can still be given back.`);
    }
    const refundedCents = payment.refundedCents + amountCents;
    // What is given back as a whole may be paid anew.
    const slot = refundedCents === payment.amountReceivedCents ? null : payment.slot;
    await payment.update({ refundedCents, slot, updatedAt: clock.now() });
  }

  async function request(payment: PaymentRow, order: RefundMoney): Promise<void> {
    const id = newId();
    const now = clock.now();
    const byWire = payment.method === 'WIRE';
    await refunds.create({
      id,
      refundKey: order.key,
      paymentId: payment.id,
      gateway: payment.gateway,
      amountCents: order.amountCents,
      fromAccount: order.from,
      reason: order.reason,
      status: byWire ? 'AWAITING_WIRE' : 'REQUESTED',
      attempt: 1,
      checkAt: byWire ? null : now + REFUND_CHECK_AFTER_MS,
      requestedAt: now,
      updatedAt: now,
    });
    await ledger.post([
      {
        id: `refund:${id}:requested`,
        debit: order.from,
        credit: `refunds:${id}`,
        amount: order.amountCents,
        unit: 'USD',
        reason: order.reason,
        subject: { type: 'refund', id },
      },
    ]);
    if (!byWire) await queue.enqueue(REFUND_AT_GATEWAY, { refundId: id });
  }

  /** Outside of units; may run again: an answer that was lost is looked up before the gateway is asked anew. */
  async function sendRefund(refundId: string): Promise<void> {
    const row = await refunds.findByPk(refundId);
    if (row?.status !== 'REQUESTED' && row?.status !== 'PENDING') return;
    const payment = await payments.findByPk(row.paymentId, { rejectOnEmpty: true });
    const gateway = gateways.find(payment.gateway);
    if (!gateway) {
      // Trying again would change nothing; the list of stuck money says what does.
      log.error('the gateway of a refund is not configured', { refundId, gateway: payment.gateway });
      return;
    }
    if (!(await forgetRefusal(row))) return;
    crashPoint('payments.before_refund_call');
    const answer = await askGateway(gateway, payment, row);
    crashPoint('payments.after_refund_call');
    await database.atomically(async () => {
      if (answer instanceof GatewayRefusal) return giveUpAttempt(row, answer);
      const verdict = await recordRefund.record(gateway.name, answer);
      if (verdict.outcome === 'PARKED')
        log.error('a refund does not fit', { refundId, reason: verdict.reason });
    });
  }

  /** Before each further call: until it is answered nobody knows whether it has paid, and nothing is wired instead. */
  async function forgetRefusal({ id, status, failureReason }: RefundRow): Promise<boolean> {
    if (failureReason === null) return true;
    const [touched] = await refunds.update({ failureReason: null }, { where: { id, status } });
    return touched === 1;
  }

  async function askGateway(
    to: PaymentGateway,
    payment: PaymentRow,
    { id, attempt, amountCents, gatewayRefundId }: RefundRow,
  ): Promise<GatewayRefund | GatewayRefusal> {
    const paymentId = payment.gatewayPaymentId ?? '';
    if (gatewayRefundId) return to.retrieveRefund(gatewayRefundId);
    const reference = refundReference(id, attempt);
    // An earlier attempt whose answer was lost may have paid.
    const isOurs = (made: GatewayRefund) =>
      readRefundReference(made.reference)?.refundId === id &&
      (made.reference === reference || made.status !== 'FAILED');
    const made = (await to.listRefunds(paymentId)).find(isOurs);
    if (made) return made;
    const idempotencyKey = `refund-${id}-${attempt}`;
    try {
      return await to.createRefund({ idempotencyKey, reference, paymentId, amountCents });
    } catch (error) {
      if (error instanceof GatewayRefusal) return error;
      throw error;
    }
  }

  async function giveUpAttempt({ id, attempt }: RefundRow, refusal: GatewayRefusal): Promise<void> {
    const locked = await refunds.findByPk(id, { lock: true });
    if (locked?.status !== 'REQUESTED' || locked.attempt !== attempt) return;
    if (isPlatformsTrouble(refusal)) {
      log.error('the gateway refuses a refund for a reason of ours', { refundId: id, code: refusal.code });
      // The next try is another one there: a key repeats its answer.
      await locked.update({ attempt: attempt + 1, failureReason: refusal.message, updatedAt: clock.now() });
      return;
    }
    await recordRefund.fail(locked, refusal.message);
  }

  return { refund, sendRefund };
}
