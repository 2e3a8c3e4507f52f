/** An admin has seen a wire in the bank's books: it makes its payment up, brings a part of it, or goes back. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Audit } from '../../audit';
import type { Ledger } from '../../ledger';
import type { PaymentRow, PaymentRows } from '../payment.model';
import type { PaymentWireRows } from '../payment-wire.model';
import type { Present } from '../payment.view';
import { wireOverpaid, wirePartlyPaid } from '../payments.events';
import { amountMismatch, bankReferenceUsed, notAWire, paymentEnded } from '../payments.problems';
import type { PaymentView } from '../payments.schema';
import { decideWire, findUnmeant, type Meant, missingOf, type WireFate } from '../wire.rules';
import { type EndPayment, factsOf } from './end-payment';
import { type RefundPayment, wiresOf } from './refund-payment';
import type { SentWires } from './sent-wires';

export interface WireArrived extends Partial<Meant> {
  /** Exactly what the bank has booked. */
  amountCents: number;
  /** What the bank calls it; one wire is booked once. */
  reference: string;
}

interface Deps {
  payments: PaymentRows;
  wires: PaymentWireRows;
  sent: SentWires;
  ledger: Ledger;
  end: EndPayment;
  refund: RefundPayment['refund'];
  audit: Audit;
  present: Present;
}

const refusals = { amount_mismatch: amountMismatch, payment_ended: paymentEnded };

export function createConfirmWire(
  { clock, database, outbox }: Platform,
  { payments, wires, sent, ledger, end, refund, audit, present }: Deps,
) {
  /**
   * Joins the unit. A wire for a payment that was given up is booked as well, and told as late. The same wire told
   * again is the same.
   *
   * @throws not_found, not_a_wire, payment_ended, amount_mismatch, bank_reference_used
   */
  return (actor: Actor, paymentId: string, wire: WireArrived): Promise<PaymentView> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      if (payment.method !== 'WIRE') throw notAWire('Cards and bank debits are confirmed by the gateway.');
      if (await isBooked(payment, wire)) return present.payment(payment);
      const fate = decideWire(payment, wire.amountCents);
      const unmeant = findUnmeant(payment, wire.amountCents, fate, wire);
      if (unmeant) throw refusals[unmeant.kind](unmeant.detail);
      const wireId = await book(payment, wire);
      await carryOut(payment, wireId, fate);
      await audit.record({
        actor,
        action: 'payment.wire_confirmed',
        subject: { type: 'payment', id: payment.id },
        detail: { amountCents: wire.amountCents, reference: wire.reference, ...fate },
      });
      return present.payment(await payment.reload());
    });

  async function isBooked({ id }: PaymentRow, { amountCents, reference }: WireArrived): Promise<boolean> {
    // One of ours that came back is no arrival.
    if (await sent.isReturn(reference)) throw usedReference();
    const earlier = await wires.findOne({ where: { reference } });
    if (!earlier) return false;
    if (earlier.paymentId === id && earlier.amountCents === amountCents) return true;
    throw usedReference();
  }

  async function book(payment: PaymentRow, { amountCents, reference }: WireArrived): Promise<string> {
    const id = newId();
    const now = clock.now();
    try {
      await wires.create({ id, paymentId: payment.id, amountCents, reference, arrivedAt: now });
    } catch (error) {
      // Two admins confirm two payments with one wire in the same moment.
      throw error instanceof UniqueConstraintError ? usedReference() : error;
    }
    await payment.update({ wiredCents: payment.wiredCents + amountCents, updatedAt: now });
    await ledger.post([
      {
        id: `wire:${id}:arrived`,
        debit: 'bank:wire',
        credit: wiresOf(payment.id),
        amount: amountCents,
        unit: 'USD',
        reason: 'Wire received',
        subject: { type: 'wire', id },
      },
    ]);
    return id;
  }

  async function carryOut(payment: PaymentRow, wireId: string, fate: WireFate): Promise<void> {
    if (fate.fate === 'PART') {
      await payment.update({ status: 'PROCESSING' });
      return outbox.emit(wirePartlyPaid, { ...factsOf(payment), missingCents: missingOf(payment) });
    }
    if (fate.fate === 'COMPLETES') await end.succeed(payment, wiresOf(payment.id), {});
    if (fate.excessCents === 0) return;
    await outbox.emit(wireOverpaid, { ...factsOf(payment), excessCents: fate.excessCents });
    await refund({
      key: `wire:${wireId}:excess`,
      paymentId: payment.id,
      amountCents: fate.excessCents,
      from: wiresOf(payment.id),
      reason: fate.fate === 'COMPLETES' ? 'More was wired than was due.' : 'A wire came that was not due.',
    });
  }
}

const usedReference = () => bankReferenceUsed('One wire is booked once. Check the reference.');
