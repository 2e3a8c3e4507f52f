/** Starts a payment, or goes on with the one that is open for the same purpose and subject. */
import { randomInt } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import type { Actor } from '../../../platform/kernel/actor';
import { crashPoint } from '../../../platform/kernel/crash';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import {
  type GatewayPayment,
  GatewayRefusal,
  gatewayUnavailable,
  isPlatformsTrouble,
  type PaymentGateway,
} from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { CHECK_AFTER_MS, decideStart, type PaymentMethod, slotOf } from '../payment.rules';
import { alreadyPaid, paymentMethodRequired, paymentUnderWay } from '../payments.problems';
import type { ReadOptions } from './read-options';
import type { CancelPayment } from './cancel-payment';
import type { EndPayment } from './end-payment';
import { keyOf, type NoteTrouble } from './note-trouble';
import type { RecordPayment } from './record-payment';
import type { PaymentsContext } from '../payments.context';

export type StartPayment = ReturnType<typeof createStartPayment>;

export interface StartOrder {
  /** Who starts it, for the payer. */
  actor: Actor;
  /** Opaque here: `DEPOSIT`. */
  purpose: string;
  subjectId: string;
  payerId: string;
  amountCents: number;
  method: PaymentMethod;
  /** The gateway's id of it; needed for CARD and BANK_DEBIT. */
  paymentMethodId?: string;
  /** For the payer's statement and receipt. */
  description: string;
}

/** Without the letters and digits that are mistaken for each other on a bank's form. */
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const REFERENCE_LENGTH = 8;

/** Another caller may open the same payment at the same moment; then that one is found at the next try. */
const OPEN_TRIES = 3;

export function createStartPayment(
  { platform, models, gateways, audit }: PaymentsContext,
  {
    end,
    record,
    cancel,
    throwIfNotTaken,
    trouble,
  }: {
    end: EndPayment;
    record: RecordPayment;
    cancel: CancelPayment['cancel'];
    throwIfNotTaken: ReadOptions['throwIfNotTaken'];
    trouble: NoteTrouble;
  },
) {
  const { config, clock, database, log } = platform;
  const { payments } = models;

  /**
   * Speaks to the gateway, so never inside a unit. May be called again after a crash or a lost answer: the stored key
   * makes it the same payment at the gateway. A refused card is an answer (`FAILED`), not an error.
   *
   * @throws already_paid, payment_under_way, payment_method_required, payment_method_not_taken,
   *   payment_method_unavailable, payment_gateway_unavailable
   */
  async function start(order: StartOrder): Promise<PaymentRow> {
    if (database.insideUnit())
      throw new Error('A payment is started outside of units: it waits for the gateway.');
    refuseUnpayable(order);
    const payment = await open(order);
    if (payment.method !== 'WIRE' && payment.gatewayPaymentId === null) await bringToGateway(payment);
    return payment.reload();
  }

  function refuseUnpayable({ paymentMethodId, ...order }: StartOrder): void {
    throwIfNotTaken(order);
    if (order.method !== 'WIRE' && !paymentMethodId)
      throw paymentMethodRequired('Name the payment method: paymentMethodId, as the gateway gave it.');
  }

  async function open(order: StartOrder): Promise<PaymentRow> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await database.atomically(() => continueOrCreate(order));
      } catch (error) {
        if (!(error instanceof UniqueConstraintError) || attempt >= OPEN_TRIES) throw error;
      }
    }
  }

  async function continueOrCreate(order: StartOrder): Promise<PaymentRow> {
    const slot = slotOf(order.purpose, order.subjectId);
    const existing = await payments.findOne({ where: { slot }, lock: true });
    const decision = existing ? decideStart(existing, order, clock.now()) : 'CREATE';
    if (decision === 'PAID') throw alreadyPaid('This has been paid already; nothing more is due.');
    if (decision === 'UNDER_WAY') {
      throw paymentUnderWay(
        existing?.method === 'WIRE'
          ? 'A part of this was wired already. Wire the rest, or ask us to send that part back.'
          : 'A bank debit is under way and cannot be called back. Wait until it settles or fails.',
      );
    }
    if (existing && decision === 'CONTINUE') return existing;
    if (existing) await cancel(existing, 'Another payment was started in its place.');
    return create(order, slot);
  }

  async function create(order: StartOrder, slot: string): Promise<PaymentRow> {
    const id = newId();
    const now = clock.now();
    const isWire = order.method === 'WIRE';
    const { actor, purpose, subjectId, amountCents, method } = order;
    await audit.record({
      actor,
      action: 'payment.started',
      subject: { type: 'payment', id },
      detail: { purpose, subjectId, amountCents, method },
    });
    return payments.create({
      id,
      purpose: order.purpose,
      subjectId: order.subjectId,
      payerId: order.payerId,
      amountCents: order.amountCents,
      currency: 'usd',
      method: order.method,
      paymentMethodId: isWire ? null : (order.paymentMethodId ?? null),
      description: order.description,
      status: 'STARTED',
      slot,
      gateway: isWire ? null : (gateways.forNewMoney?.name ?? null),
      gatewayKey: keyOf(id),
      refundedCents: 0,
      late: false,
      wireReference: isWire ? newWireReference() : null,
      checkAt: isWire ? null : now + CHECK_AFTER_MS.STARTED,
      startedAt: now,
      updatedAt: now,
    });
  }

  /** Throws where the gateway does not answer. What it refuses for a reason of ours waits, and is tried again. */
  async function bringToGateway(payment: PaymentRow): Promise<void> {
    // It may have ended, or come there, since it was read.
    await payment.reload();
    const { silentAt } = payment;
    await trouble.noteCall(payment);
    if (silentAt !== null) await payment.reload();
    if (payment.status !== 'STARTED' || payment.gatewayPaymentId !== null) return;
    const { gatewayKey } = payment;
    const gateway = gateways.find(payment.gateway);
    if (!gateway) throw gatewayUnavailable('The gateway that this payment was started at is not here now.');
    crashPoint('payments.before_gateway_call');
    const answer = await askGateway(gateway, payment, silentAt);
    crashPoint('payments.after_gateway_call');
    await database.atomically(async () => {
      if (answer instanceof GatewayRefusal) {
        const locked = await payments.findByPk(payment.id, { lock: true });
        if (locked?.status !== 'STARTED' || locked.gatewayPaymentId !== null) return;
        if (!isPlatformsTrouble(answer)) return end.fail(locked, answer);
        // Another try has been answered meanwhile.
        if (locked.gatewayKey !== gatewayKey) return;
        return trouble.noteRefusal(locked, answer);
      }
      const verdict = await record(gateway.name, answer);
      if (verdict.outcome === 'PARKED') {
        throw new Error(`The gateway's answer does not fit payment ${payment.id}: ${verdict.reason}`);
      }
    });
  }

  async function askGateway(
    to: PaymentGateway,
    payment: PaymentRow,
    silentAt: number | null,
  ): Promise<GatewayPayment | GatewayRefusal> {
    try {
      return await to.createPayment({
        idempotencyKey: payment.gatewayKey,
        reference: payment.id,
        returnUrl: `${config.siteUrl}/payments/${payment.id}`,
        amountCents: payment.amountCents,
        currency: payment.currency,
        method: payment.method === 'CARD' ? 'CARD' : 'BANK_DEBIT',
        paymentMethodId: payment.paymentMethodId ?? '',
        payerId: payment.payerId,
        description: payment.description,
      });
    } catch (error) {
      if (error instanceof GatewayRefusal) return error;
      log.error('the payment gateway did not answer', { paymentId: payment.id, error: describeError(error) });
      await trouble.noteSilence({ id: payment.id, silentAt }, error);
      throw gatewayUnavailable(
        'Try again in a moment: the same payment goes on, and nothing is taken twice.',
        {
          retryAfterSeconds: 10,
        },
      );
    }
  }

  return { start, bringToGateway };
}

function newWireReference(): string {
  const letters = Array.from(
    { length: REFERENCE_LENGTH },
    () => REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)],
  );
  return `MCX-${letters.join('')}`;
}
